// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileDraft;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes pages: {@code index.html}, its style sheet, what the page puts beside it, and last {@code
 * manifest.json}, the hashes of these. A page needs no script, no network and no fonts, and is
 * complete under Jenkins' default content security policy. The same input gives the same bytes. The
 * files of an earlier page are replaced, each in one step, once all new ones are on the disk; what its
 * manifest lists and the new page does not have is removed. The folder may hold other files.
 * Stateless.
 */
public final class PageOutput {
    private static final String INDEX = "index.html";

    /** So many bytes of a page of ours name its style sheet. */
    private static final int HEAD = 4096;

    private PageOutput() {}

    /** Makes a page; is asked once for the folder and once for the single file. */
    @FunctionalInterface
    public interface Content {
        /**
         * The page.
         *
         * @param files takes what goes beside the page, and knows how to refer to it
         * @throws IOException if something to show cannot be read
         */
        Page page(PageFiles files) throws IOException;
    }

    /**
     * Writes a page into a folder, replacing an earlier one.
     *
     * @param folder where to; created if missing
     * @param content the page
     * @return the page's file
     * @throws IOException if a file cannot be written, or the folder has another manifest
     */
    public static Path write(Path folder, Content content) throws IOException {
        return write(folder, null, content);
    }

    /**
     * Writes a page into a folder, and the same page as one file that has everything inside.
     *
     * @param folder where to; created if missing
     * @param single the one file, in a folder that exists or in {@code folder}; null for none
     * @param content the page
     * @return the page's file in the folder
     * @throws IOException if a file cannot be written, or the folder has another manifest
     */
    public static Path write(Path folder, @Nullable Path single, Content content)
            throws IOException {
        PageFiles files = new PageFiles(folder);
        String page = content.page(files).markup(files.styles());
        Map<String, byte[]> written = new TreeMap<>(files.beside());
        written.put(PageFiles.STYLES, Resources.read(PageFiles.STYLES));
        written.put(INDEX, page.getBytes(UTF_8));
        Path manifest = folder.resolve(RunFolder.MANIFEST);
        Map<String, Manifest.Entry> stale = earlier(manifest);
        stale.keySet().removeAll(written.keySet());
        replace(folder, written, manifest);
        for (Map.Entry<String, Manifest.Entry> entry : stale.entrySet()) {
            removeUnchanged(folder, entry.getKey(), entry.getValue());
        }
        Map<String, Manifest.Entry> entries = new TreeMap<>();
        for (String name : written.keySet()) {
            entries.put(name, Manifest.Entry.of(folder.resolve(name)));
        }
        try {
            if (single != null) {
                PageFiles inside = new PageFiles(null);
                String alone = content.page(inside).markup(inside.styles());
                AtomicFile.write(single, alone.getBytes(UTF_8));
                Path file = AtomicFile.target(single.toAbsolutePath());
                if (Folders.real(file.resolveSibling("")).equals(Folders.real(folder))) {
                    entries.put(file.getFileName().toString(), Manifest.Entry.of(file));
                }
            }
        } finally {
            // A page is whole without its single file.
            AtomicFile.write(manifest, new Manifest(RunFolder.SCHEMA, entries).bytes());
        }
        return folder.resolve(INDEX);
    }

    /** Replaces the files of a page if there is room for all of them; else none. */
    private static void replace(Path folder, Map<String, byte[]> files, Path manifest)
            throws IOException {
        List<FileDraft> drafts = new ArrayList<>();
        try {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                Path file = folder.resolve(entry.getKey());
                Folders.create(file.resolveSibling(""));
                FileDraft draft = new FileDraft(file);
                drafts.add(draft);
                draft.write(entry.getValue());
            }
            remove(manifest); // One that outlived its page would be wrong about it.
            for (FileDraft draft : drafts) {
                draft.commit();
            }
        } finally {
            for (FileDraft draft : drafts) {
                draft.close();
            }
        }
    }

    private static void remove(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    /** The files of an earlier page; none if there was none. */
    private static Map<String, Manifest.Entry> earlier(Path manifest) throws IOException {
        if (!Files.exists(manifest)) {
            requireNoOther(manifest.resolveSibling(INDEX));
            return new TreeMap<>();
        }
        Map<String, Manifest.Entry> files = new TreeMap<>(Manifest.read(manifest).files());
        if (!files.containsKey(INDEX)) {
            throw new IOException(
                    "a page needs a folder of its own, found a manifest of something else at "
                            + manifest
                            + "; name another folder");
        }
        return files;
    }

    /** Without a manifest, a page is one whose process was killed, or somebody else's. */
    private static void requireNoOther(Path index) throws IOException {
        if (!Files.exists(index)) {
            return;
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(index)) {
            start = in.readNBytes(HEAD);
        } catch (IOException e) {
            throw FileFailure.cannotRead(index, e);
        }
        if (!new String(start, UTF_8).contains(PageFiles.STYLES)) {
            throw new IOException(
                    "a page needs a folder of its own, found another page at "
                            + index
                            + "; name another folder");
        }
    }

    /** Only what the earlier page wrote, and nobody touched since. */
    private static void removeUnchanged(Path folder, String name, Manifest.Entry entry)
            throws IOException {
        Path file;
        try {
            file = folder.resolve(name);
        } catch (InvalidPathException e) {
            return; // no name of a file, so nothing that a page wrote
        }
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Folders.real(file).startsWith(Folders.real(folder))
                && Manifest.Entry.of(file).equals(entry)) {
            remove(file);
        }
    }
}

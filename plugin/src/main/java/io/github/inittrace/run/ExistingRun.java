// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an earlier run left in a folder, and nothing else: no file is named for removal unless the
 * whole folder is a run's. That takes a record this release can read, the files of {@link
 * RunFolder}, and in its report, pictures, matrices, checkpoints and resume points only kinds of
 * files that they are made of.
 */
final class ExistingRun {
    private static final Set<String> REPORT_KINDS =
            Set.of("css", "html", "js", "json", "md", "png", "svg", "xml");

    private static final Set<String> PICTURE_KINDS = Set.of("png");

    private static final Set<String> CHECKPOINT_KINDS = Set.of(EpochFiles.CHECKPOINTS.kind());

    private static final Set<String> MATRIX_KINDS = Set.of("npy");

    private static final Set<String> RESUME_KINDS = Set.of(EpochFiles.RESUME.kind());

    private ExistingRun() {}

    /**
     * The files and folders of the run in this folder, in an order in which they can be deleted,
     * the record last. Empty if the folder does not exist or is empty.
     *
     * @throws IOException if the folder is none, holds anything at all and may not be overwritten,
     *     or holds anything that is not a run's
     */
    static List<Path> in(Path folder, boolean overwrite) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        if (!Files.exists(folder)) {
            throw new ForeignFileException(
                    "cannot write to "
                            + folder
                            + ": it is a link that leads nowhere; choose another name");
        }
        if (!Files.isDirectory(folder)) {
            throw new ForeignFileException(
                    "cannot write to "
                            + folder
                            + ": it is a file, not a folder; choose another name");
        }
        List<Path> entries = list(folder);
        if (entries.isEmpty()) {
            return List.of();
        }
        if (!overwrite) {
            throw new ForeignFileException(
                    "cannot write to "
                            + folder
                            + ": the folder is not empty; choose another one, or allow overwriting"
                            + " an earlier run by overwrite(...)");
        }
        List<Path> old = new ArrayList<>();
        for (Path entry : entries) {
            collect(folder, entry, old);
        }
        requireRecord(folder, old);
        return old;
    }

    private static void collect(Path folder, Path entry, List<Path> old) throws IOException {
        String name = entry.getFileName().toString();
        boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
        if (isFolder && name.equals(RunFolder.REPORT)) {
            collectInside(folder, entry, REPORT_KINDS, old);
        } else if (isFolder && name.equals(RunFolder.PICTURES)) {
            collectInside(folder, entry, PICTURE_KINDS, old);
        } else if (isFolder && name.equals(RunFolder.CHECKPOINTS)) {
            collectInside(folder, entry, CHECKPOINT_KINDS, old);
        } else if (isFolder && name.equals(RunFolder.MATRICES)) {
            collectInside(folder, entry, MATRIX_KINDS, old);
        } else if (isFolder && name.equals(RunFolder.RESUME)) {
            collectInside(folder, entry, RESUME_KINDS, old);
        } else if (isFile(entry) && name.equals(RunFolder.RECORD)) {
            old.add(entry);
        } else if (isFile(entry) && isOwn(name)) {
            old.add(0, entry);
        } else {
            throw foreign(folder, entry);
        }
    }

    private static void collectInside(Path folder, Path entry, Set<String> kinds, List<Path> old)
            throws IOException {
        List<Path> inside = new ArrayList<>();
        for (Path path : Folders.all(entry)) {
            String name = path.getFileName().toString();
            String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    && !(isFile(path)
                            && (kinds.contains(kind) || AtomicFile.draftOf(name) != null))) {
                throw foreign(folder, path);
            }
            inside.add(0, path);
        }
        old.addAll(0, inside);
    }

    /** A folder may have lost everything but the beginnings of a run; else it needs a record. */
    private static void requireRecord(Path folder, List<Path> old) throws IOException {
        Path record = folder.resolve(RunFolder.RECORD);
        if (old.contains(record)) {
            try {
                RunFolder.parse(record, RunRecord.class);
            } catch (MalformedRecordException e) {
                // A damaged record is that of a run where there is what else only runs have.
                if (!old.contains(folder.resolve(RunFolder.EPOCHS))) {
                    throw e;
                }
            }
            return;
        }
        for (Path file : old.stream().sorted().toList()) {
            // A process that was killed while it wrote its first record leaves the draft of that.
            boolean isDraft =
                    RunFolder.RECORD.equals(AtomicFile.draftOf(file.getFileName().toString()));
            if (!isDraft && (Files.isDirectory(file) || Files.size(file) > 0)) {
                throw new ForeignFileException(
                        "cannot overwrite "
                                + folder
                                + ": it holds '"
                                + folder.relativize(file)
                                + "' but no "
                                + RunFolder.RECORD
                                + ", so it may not be a run; choose another folder");
            }
        }
    }

    private static boolean isOwn(String name) {
        String draftOf = AtomicFile.draftOf(name);
        return RunFolder.FILES.contains(draftOf == null ? name : draftOf);
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** All entries but the lock, which says nothing of what is there. */
    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !RunLock.isFile(entry)).sorted().toList();
        } catch (IOException e) {
            throw FileFailure.cannotRead(folder, e);
        }
    }

    private static ForeignFileException foreign(Path folder, Path entry) {
        return new ForeignFileException(
                "cannot overwrite "
                        + folder
                        + ": '"
                        + folder.relativize(entry)
                        + "' is not part of a run; move it away or choose another folder");
    }
}

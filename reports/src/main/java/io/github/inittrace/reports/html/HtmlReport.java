// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.Folders;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the HTML report of a run: {@code index.html}, {@code report.css} and pictures in {@code
 * img}, and last {@code manifest.json}, the hashes of these. The page needs no script, no network and no fonts, and is complete under Jenkins' default
 * content security policy. The same input gives the same bytes; each file is replaced in one step.
 * Stateless.
 */
public final class HtmlReport {
    /** The name of the report in one file, where it lies beside the other. */
    public static final String SINGLE = "report.html";

    private static final String INDEX = "index.html";

    private HtmlReport() {}

    /**
     * Writes the report, replacing an older one.
     *
     * @param input what to show
     * @param reportFolder where to; created if missing. Where {@code run.json}, {@code
     *     epochs.jsonl} or {@code manifest.json} lie beside it, the page links to them
     * @return the page's file
     * @throws IOException if a file cannot be written
     */
    public static Path write(ReportInput input, Path reportFolder) throws IOException {
        return write(input, reportFolder, null);
    }

    /**
     * Writes the report, replacing an older one, and the same report as one file that has
     * everything inside: style sheet, pictures, the page on measures. It can be mailed.
     *
     * @param input what to show
     * @param reportFolder as in {@link #write(ReportInput, Path)}
     * @param single the one file, in a folder that exists or in {@code reportFolder}, where it is
     *     called {@value #SINGLE}; null for none, which deletes an older one of that name
     * @return the page's file in the folder
     * @throws IOException if a file cannot be written
     */
    public static Path write(ReportInput input, Path reportFolder, @Nullable Path single)
            throws IOException {
        FolderAssets assets = new FolderAssets(reportFolder);
        String page = new ReportPage(input, assets).markup();
        Folders.create(reportFolder.resolve("img"));
        // A manifest that outlived its report would be wrong about it.
        Path manifest = reportFolder.resolve(RunFolder.MANIFEST);
        Files.deleteIfExists(manifest);
        Files.deleteIfExists(reportFolder.resolve(SINGLE));
        for (Map.Entry<String, byte[]> picture : assets.pictures().entrySet()) {
            AtomicFile.write(reportFolder.resolve(picture.getKey()), picture.getValue());
        }
        AtomicFile.write(
                reportFolder.resolve(FolderAssets.STYLES), Resources.read(FolderAssets.STYLES));
        AtomicFile.write(reportFolder.resolve(MeasuresPage.FILE), MeasuresPage.bytes());
        Path index = reportFolder.resolve(INDEX);
        AtomicFile.write(index, page.getBytes(StandardCharsets.UTF_8));
        if (single != null) {
            Path run = assets.runFolder();
            String inOne = new ReportPage(input, new InlineAssets(run)).markup();
            AtomicFile.write(single, inOne.getBytes(StandardCharsets.UTF_8));
        }
        for (String name : oldPictures(reportFolder)) {
            if (!assets.pictures().containsKey(name)) {
                Files.deleteIfExists(reportFolder.resolve(name));
            }
        }
        AtomicFile.write(manifest, manifest(reportFolder, assets).bytes());
        return index;
    }

    /** Every picture in the folder that a report can have made. */
    private static List<String> oldPictures(Path reportFolder) throws IOException {
        try (Stream<Path> pictures = Files.list(reportFolder.resolve("img"))) {
            return pictures.map(file -> "img/" + file.getFileName())
                    .filter(
                            name ->
                                    WeightPictures.FILES.contains(name)
                                            || MarkedMatrix.PICTURE.matcher(name).matches()
                                            || Mistakes.PICTURE.matcher(name).matches())
                    .toList();
        }
    }

    /** Of the report's own files: the folder may hold others. */
    private static Manifest manifest(Path reportFolder, FolderAssets assets) throws IOException {
        List<String> names = new ArrayList<>(assets.pictures().keySet());
        names.addAll(List.of(FolderAssets.STYLES, MeasuresPage.FILE, INDEX));
        if (Files.exists(reportFolder.resolve(SINGLE))) {
            names.add(SINGLE);
        }
        Map<String, Manifest.Entry> files = new TreeMap<>();
        for (String name : names) {
            files.put(name, Manifest.Entry.of(reportFolder.resolve(name)));
        }
        return new Manifest(RunFolder.SCHEMA, files);
    }
}

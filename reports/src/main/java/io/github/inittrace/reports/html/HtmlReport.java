// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

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

/**
 * Writes the HTML report of a run: {@code index.html}, {@code report.css} and pictures in {@code
 * img}, and last {@code manifest.json}, the hashes of these. The page needs no script, no network and no fonts, and is complete under Jenkins' default
 * content security policy. The same input gives the same bytes; each file is replaced in one step.
 * Stateless.
 */
public final class HtmlReport {
    private static final String STYLES = "report.css";
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
        WeightPictures pictures = new WeightPictures(input);
        String page = new ReportPage(input, pictures, reportFolder).markup();
        AtomicFile.folder(reportFolder.resolve("img"));
        // A manifest that outlived its report would be wrong about it.
        Path manifest = reportFolder.resolve(RunFolder.MANIFEST);
        Files.deleteIfExists(manifest);
        for (Map.Entry<String, byte[]> picture : pictures.files().entrySet()) {
            AtomicFile.write(reportFolder.resolve(picture.getKey()), picture.getValue());
        }
        AtomicFile.write(reportFolder.resolve(STYLES), Resources.read(STYLES));
        AtomicFile.write(reportFolder.resolve(MeasuresPage.FILE), MeasuresPage.bytes());
        Path index = reportFolder.resolve(INDEX);
        AtomicFile.write(index, page.getBytes(StandardCharsets.UTF_8));
        for (String name : WeightPictures.FILES) {
            if (!pictures.files().containsKey(name)) {
                Files.deleteIfExists(reportFolder.resolve(name)); // an older report's
            }
        }
        AtomicFile.write(manifest, manifest(reportFolder, pictures).bytes());
        return index;
    }

    /** Of the report's own files: the folder may hold others. */
    private static Manifest manifest(Path reportFolder, WeightPictures pictures)
            throws IOException {
        List<String> names = new ArrayList<>(pictures.files().keySet());
        names.addAll(List.of(STYLES, MeasuresPage.FILE, INDEX));
        Map<String, Manifest.Entry> files = new TreeMap<>();
        for (String name : names) {
            files.put(name, Manifest.Entry.of(reportFolder.resolve(name)));
        }
        return new Manifest(RunFolder.SCHEMA, files);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the HTML report of a run: {@code index.html}, {@code report.css} and pictures in {@code
 * img}. The page needs no script, no network and no fonts, and is complete under Jenkins' default
 * content security policy. The same input gives the same bytes; each file is replaced in one step,
 * the page last. Stateless.
 */
public final class HtmlReport {
    private static final String STYLES = "report.css";

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
        for (Map.Entry<String, byte[]> picture : pictures.files().entrySet()) {
            AtomicFile.write(reportFolder.resolve(picture.getKey()), picture.getValue());
        }
        AtomicFile.write(reportFolder.resolve(STYLES), Resources.read(STYLES));
        AtomicFile.write(reportFolder.resolve(MeasuresPage.FILE), MeasuresPage.bytes());
        Path index = reportFolder.resolve("index.html");
        AtomicFile.write(index, page.getBytes(StandardCharsets.UTF_8));
        for (String name : WeightPictures.FILES) {
            if (!pictures.files().containsKey(name)) {
                Files.deleteIfExists(reportFolder.resolve(name)); // an older report's
            }
        }
        return index;
    }
}

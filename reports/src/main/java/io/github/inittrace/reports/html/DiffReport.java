// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes how two models differ as HTML: {@code index.html}, {@code report.css}, pictures in {@code
 * img}, and every figure with all its digits in {@code diff.json}. Like the report of a run, the
 * page needs no script, no network and no fonts. Stateless.
 */
public final class DiffReport {
    private DiffReport() {}

    /**
     * Writes the page, replacing an older one. Reads the tensors it draws once more.
     *
     * @param diff what to show
     * @param folder where to; created if missing
     * @return the page's file
     * @throws IOException if a file cannot be written, or a tensor cannot be read any more
     */
    public static Path write(ModelDiff diff, Path folder) throws IOException {
        DiffFigures figures = DiffFigures.of(diff);
        Folders.create(folder.resolve("img"));
        for (Map.Entry<String, byte[]> picture : figures.files().entrySet()) {
            AtomicFile.write(folder.resolve(picture.getKey()), picture.getValue());
        }
        AtomicFile.write(folder.resolve(FolderAssets.STYLES), Resources.read(FolderAssets.STYLES));
        AtomicFile.write(
                folder.resolve(DiffPage.NUMBERS), (DiffJson.of(diff) + "\n").getBytes(UTF_8));
        Path index = folder.resolve("index.html");
        AtomicFile.write(index, new DiffPage(diff, figures).markup().getBytes(UTF_8));
        return index;
    }
}

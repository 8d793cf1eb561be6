// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.diff;

import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.reports.html.kit.PageOutput;
import java.io.IOException;
import java.nio.file.Path;

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
        return PageOutput.write(folder, files -> DiffPage.of(diff, files));
    }
}

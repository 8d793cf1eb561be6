// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import io.github.inittrace.reports.html.kit.PageOutput;
import io.github.inittrace.reports.reproduce.Finding;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.reports.reproduce.Study;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the page on studies, as {@link PageOutput} does, and beside it their table as JSON. Stateless. */
public final class StudyReport {
    private StudyReport() {}

    /**
     * Writes the page, replacing an earlier one.
     *
     * @param folder where to; created if missing
     * @param name what was asked for: a study or a group of them
     * @param results what their runs came to
     * @param findings what came of each study, in order
     * @return the page's file
     * @throws IOException if a run cannot be read or a file not written; one sentence
     */
    public static Path write(
            Path folder, String name, Results results, Map<Study, List<Finding>> findings)
            throws IOException {
        StudyPage page = new StudyPage(name, List.copyOf(findings.keySet()), results, findings);
        return PageOutput.write(folder, page::page);
    }
}

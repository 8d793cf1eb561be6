// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.compare;

import io.github.inittrace.reports.html.kit.PageOutput;
import io.github.inittrace.run.RunCurves;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.Comparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes one page for many runs: {@code index.html}, {@code report.css}, and every number with all
 * its digits in {@code compare.json}. Like the report of a run, the page needs no script, no
 * network and no fonts. Stateless.
 */
public final class CompareReport {
    private CompareReport() {}

    /**
     * Compares runs and writes the page, replacing an older one.
     *
     * @param runs the runs, at least one; differences are to the first
     * @param folder where to; created if missing
     * @return the page's file
     * @throws IOException if a file cannot be written
     * @throws IllegalArgumentException if there is no run
     */
    public static Path write(List<RunFolder> runs, Path folder) throws IOException {
        return write(Comparison.of(runs.stream().map(RunCurves::of).toList(), List.of()), folder);
    }

    /**
     * Writes the page of a comparison, replacing an older one.
     *
     * @param comparison what to show
     * @param folder where to; created if missing
     * @return the page's file
     * @throws IOException if a file cannot be written
     */
    public static Path write(Comparison comparison, Path folder) throws IOException {
        return PageOutput.write(folder, new ComparePage(comparison)::page);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import io.github.inittrace.reports.html.kit.PageOutput;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.sweep.SweepRecord;
import io.github.inittrace.sweep.SweepSummary;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes one page for a sweep into its folder, as for a run into {@code report}: {@code
 * index.html}, {@code report.css}, the runs in other orders, and every number with all its digits in
 * {@code report.json}. It covers the runs that are finished by then. Like the report of a run, the
 * page needs no script, no network and no fonts. Stateless.
 */
public final class SweepReport {
    private SweepReport() {}

    /**
     * Writes the page, replacing an earlier one.
     *
     * @param sweep the folder of a sweep
     * @return the page's file
     * @throws IOException if it is none, or a file cannot be read or written; one sentence
     */
    public static Path write(Path sweep) throws IOException {
        return write(sweep, SweepChoices.USUAL, null);
    }

    /**
     * Writes the page, replacing an earlier one.
     *
     * @param sweep the folder of a sweep
     * @param choices what is chosen about the page
     * @param single where to write the page as one file too; null for nowhere
     * @return the page's file in the folder
     * @throws IOException if it is no sweep, or a file cannot be read or written; one sentence
     * @throws IllegalArgumentException if there is no such axis or figure; one sentence
     */
    public static Path write(Path sweep, SweepChoices choices, @Nullable Path single)
            throws IOException {
        SweepSummary summary = SweepSummary.of(SweepRecord.open(sweep));
        SweepPage page = new SweepPage(summary, choices);
        return PageOutput.write(sweep.resolve(RunFolder.REPORT), single, page::page);
    }
}

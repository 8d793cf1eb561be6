// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import io.github.inittrace.ensemble.EnsembleAnalysis;
import io.github.inittrace.reports.html.kit.PageOutput;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes what models say of an ensemble of networks: {@code index.html}, {@code report.css}, tables
 * as RFC 4180 has them, and every number with all its digits in {@code analysis.json}. Like the
 * report of a run, the page needs no script, no network and no fonts. Stateless.
 */
public final class PigmmReport {
    private PigmmReport() {}

    /**
     * Writes the page and its files, replacing earlier ones.
     *
     * @param analysis what to show
     * @param folder where to; created if missing
     * @return the page's file
     * @throws IOException if a file cannot be written, or the folder has another manifest; one
     *     sentence
     */
    public static Path write(EnsembleAnalysis analysis, Path folder) throws IOException {
        return PageOutput.write(folder, new PigmmPage(analysis)::page);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.ensemble.EnsembleAnalysis;
import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.ensemble.NetworkEnsemble;
import io.github.inittrace.ensemble.NetworkEnsemble.ReadOptions;
import io.github.inittrace.pigmm.MatrixModel;
import io.github.inittrace.pigmm.RectangularModel;
import io.github.inittrace.pigmm.SimpleGaussian;
import io.github.inittrace.pigmm.SquareModel;
import io.github.inittrace.reports.html.pigmm.LayerFinding;
import io.github.inittrace.reports.html.pigmm.PigmmReport;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Analyses networks, writes the page, and says the most important of it. */
final class PigmmAnalysis {
    /** Where the analysis of a sweep lies in its folder. */
    static final String FOLDER = "pigmm";

    private static final String NONE = "-";

    private PigmmAnalysis() {}

    static void write(
            List<Path> sources, ReadOptions options, Path folder, boolean quiet, PrintWriter stdout)
            throws IOException {
        NetworkEnsemble ensemble = NetworkEnsemble.read(sources, options);
        EnsembleAnalysis analysis =
                UsageException.orUsersMistake(() -> EnsembleAnalysis.of(ensemble));
        analysis.remarks().forEach(Failures::say);
        Path page = PigmmReport.write(analysis, folder);
        if (!quiet) {
            print(analysis, stdout);
        }
        stdout.println(page);
    }

    private static void print(EnsembleAnalysis analysis, PrintWriter stdout) {
        TextTable table =
                new TextTable(
                        "layer",
                        "networks",
                        "deviation of 13",
                        "of 5",
                        "of 2",
                        "W2² from start",
                        "by chance");
        for (List<LayerState> layer : analysis.layers().values()) {
            LayerState last = layer.get(layer.size() - 1);
            LayerState.Distance start = last.fromStart();
            table.row(
                    last.layer(),
                    Integer.toString(last.networks()),
                    deviation(last, SquareModel.class),
                    deviation(last, RectangularModel.class),
                    deviation(last, SimpleGaussian.class),
                    start == null ? NONE : Numbers.text(start.wasserstein().squared()),
                    start == null ? NONE : Numbers.text(start.noiseFloor()));
        }
        table.lines().forEach(stdout::println);
        for (List<LayerState> layer : analysis.layers().values()) {
            LayerState last = layer.get(layer.size() - 1);
            stdout.println(last.layer() + ": " + LayerFinding.of(last));
        }
    }

    /** The mean deviation of the higher invariants from a model. */
    private static String deviation(LayerState state, Class<? extends MatrixModel> model) {
        return state.fits().stream()
                .filter(fit -> model.isInstance(fit.model()))
                .findFirst()
                .map(fit -> Numbers.text(fit.meanDeviation()))
                .orElse(NONE);
    }
}

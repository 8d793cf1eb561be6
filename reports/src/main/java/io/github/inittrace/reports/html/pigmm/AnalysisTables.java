// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import io.github.inittrace.ensemble.EnsembleAnalysis;
import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.ensemble.LayerState.Distance;
import io.github.inittrace.ensemble.ModelFit;
import io.github.inittrace.ensemble.NetworkEnsemble;
import io.github.inittrace.pigmm.Deviation;
import io.github.inittrace.pigmm.Invariants;
import io.github.inittrace.pigmm.LikelihoodRatio;
import io.github.inittrace.pigmm.StartDeviation;
import io.github.inittrace.text.CsvLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The analysis as tables, a row for every layer, epoch and item; with all digits, an empty cell
 * where there is no number.
 */
final class AnalysisTables {
    private AnalysisTables() {}

    /** All tables by the names of their files. */
    static Map<String, byte[]> of(EnsembleAnalysis analysis) {
        Map<String, byte[]> tables = new LinkedHashMap<>();
        tables.put(
                "parameters.csv",
                table(
                        analysis,
                        "model,parameter,value,standardError,singular",
                        AnalysisTables::parameters));
        tables.put(
                "start.csv",
                table(
                        analysis,
                        "invariant,code,mean,expected,standardError,deviation,publishedDeviation",
                        AnalysisTables::start));
        tables.put(
                "invariants.csv",
                table(
                        analysis,
                        "model,invariant,code,mean,standardDeviation,expected,normalised,byChance,z",
                        AnalysisTables::invariants));
        tables.put(
                "distances.csv",
                table(
                        analysis,
                        "from,w2,w2Squared,relativeSquared,noiseFloor",
                        AnalysisTables::distances));
        tables.put(
                "tests.csv",
                table(
                        analysis,
                        "larger,smaller,statistic,degreesOfFreedom,p,regularised",
                        AnalysisTables::tests));
        return tables;
    }

    /** The rows of a state, without what says which state it is. */
    private interface Rows {
        List<List<@Nullable Object>> of(LayerState state);
    }

    private static byte[] table(EnsembleAnalysis analysis, String columns, Rows rows) {
        StringBuilder text = new StringBuilder("layer,epoch,networks," + columns + "\r\n");
        for (List<LayerState> layer : analysis.layers().values()) {
            for (LayerState state : layer) {
                for (List<@Nullable Object> row : rows.of(state)) {
                    List<@Nullable Object> cells = new ArrayList<>();
                    cells.add(state.layer());
                    cells.add(epoch(state));
                    cells.add(state.networks());
                    cells.addAll(row);
                    text.append(CsvLine.of(cells));
                }
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The epoch; null if none is known. */
    static @Nullable Integer epoch(LayerState state) {
        return state.epoch() == NetworkEnsemble.NO_EPOCH ? null : state.epoch();
    }

    private static List<List<@Nullable Object>> parameters(LayerState state) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (ModelFit fit : state.fits()) {
            double[] values = fit.model().parameters();
            for (int k = 0; k < values.length; k++) {
                rows.add(
                        row(
                                fit.parameters(),
                                fit.model().parameterNames().get(k),
                                number(values[k]),
                                number(fit.standardErrors().get(k)),
                                fit.isSingular(fit.model().parameterNames().get(k))));
            }
        }
        return rows;
    }

    private static List<List<@Nullable Object>> start(LayerState state) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (StartDeviation of : state.start()) {
            rows.add(
                    row(
                            Invariants.name(of.invariant()),
                            of.invariant().code(),
                            number(of.mean()),
                            number(of.expected()),
                            number(of.standardError()),
                            number(of.deviation()),
                            number(of.publishedDeviation())));
        }
        return rows;
    }

    private static List<List<@Nullable Object>> invariants(LayerState state) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (ModelFit fit : state.fits()) {
            for (Deviation of : fit.deviations()) {
                rows.add(
                        row(
                                fit.parameters(),
                                Invariants.name(of.invariant()),
                                of.invariant().code(),
                                number(of.mean()),
                                number(of.standardDeviation()),
                                number(of.expected()),
                                number(of.normalised()),
                                number(of.byChance()),
                                number(of.z())));
            }
        }
        return rows;
    }

    private static List<List<@Nullable Object>> distances(LayerState state) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Distance start = state.fromStart();
        if (start != null) {
            rows.add(distance("start", start));
        }
        rows.add(distance("simple", state.fromSimple()));
        return rows;
    }

    private static List<@Nullable Object> distance(String from, Distance distance) {
        return row(
                from,
                number(distance.wasserstein().distance()),
                number(distance.wasserstein().squared()),
                number(distance.relative()),
                number(distance.noiseFloor()));
    }

    private static List<List<@Nullable Object>> tests(LayerState state) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (LikelihoodRatio test : state.tests()) {
            rows.add(
                    row(
                            test.larger(),
                            test.smaller(),
                            number(test.statistic()),
                            test.degreesOfFreedom(),
                            number(test.p()),
                            test.regularised()));
        }
        return rows;
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    /** A number; null if it is not finite. */
    static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}

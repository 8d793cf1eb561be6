// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.study.LossLevel;
import io.github.inittrace.study.LossSummary;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.RunResult.State;
import io.github.inittrace.sweep.SweepAxis;
import io.github.inittrace.sweep.SweepRecord;
import io.github.inittrace.sweep.SweepRun;
import io.github.inittrace.sweep.SweepSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A sweep that nobody trained: the losses and distances of its runs follow from their settings. */
final class FakeSweep {
    private final List<SweepAxis> axes = new ArrayList<>();
    private List<Map<String, String>> runs = List.of(Map.of("dataset", "digits"));
    private Predicate<Map<String, String>> failed = run -> false;
    private Predicate<Map<String, String>> exploded = run -> false;
    private boolean hasLevels;

    FakeSweep vary(String setting, String... values) {
        axes.add(new SweepAxis(setting, List.of(setting)));
        List<Map<String, String>> more = new ArrayList<>();
        for (Map<String, String> run : runs) {
            for (String value : values) {
                Map<String, String> one = new LinkedHashMap<>(run);
                one.put(setting, value);
                more.add(one);
            }
        }
        runs = more;
        return this;
    }

    FakeSweep seeds(int count) {
        return vary(
                "seed",
                IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toArray(String[]::new));
    }

    FakeSweep failed(Predicate<Map<String, String>> which) {
        failed = which;
        return this;
    }

    /** Such runs are at a loss of 5 from epoch 4 on, and 1e30 away from their start. */
    FakeSweep exploded(Predicate<Map<String, String>> which) {
        exploded = which;
        return this;
    }

    /** Runs come down to a loss of 0.5, where mean changes go with the width to the -0.5. */
    FakeSweep levels() {
        hasLevels = true;
        return this;
    }

    SweepSummary summary() {
        List<RecordedRun> recorded = new ArrayList<>();
        Map<String, RunSummary> summaries = new LinkedHashMap<>();
        for (Map<String, String> run : runs) {
            String name = "run " + recorded.size();
            boolean isFailed = failed.test(run);
            recorded.add(
                    new RecordedRun(
                            new SweepRun(name, run, name),
                            isFailed ? State.FAILED : State.FINISHED,
                            isFailed ? "the disk is full" : null,
                            Path.of(name)));
            if (!isFailed) {
                summaries.put(name, run(run, exploded.test(run)));
            }
        }
        SweepRecord sweep = new SweepRecord(Path.of("sweep"), axes, recorded);
        return new SweepSummary(sweep, sweep.groups(), summaries, List.of());
    }

    private RunSummary run(Map<String, String> settings, boolean isExploded) {
        double width = Double.parseDouble(settings.getOrDefault("hidden", "8").split(",")[0]);
        double seed = Double.parseDouble(settings.getOrDefault("seed", "1"));
        double rate = Double.parseDouble(settings.getOrDefault("learning-rate", "0.1"));
        int[] epochs = IntStream.rangeClosed(0, 20).toArray();
        double[] losses = new double[epochs.length];
        double[] tests = new double[epochs.length];
        for (int e = 0; e < losses.length; e++) {
            double least = 2.0 / width * (1 + 0.1 * seed);
            losses[e] = isExploded && e >= 4 ? 50 : least + 2.3 * Math.exp(-10 * rate * e);
            tests[e] = 0.1 + losses[e] + 0.001 * Math.max(0, e - 10);
        }
        Map<CurveId, Double> last = new LinkedHashMap<>();
        double moved = isExploded ? 1e30 : rate * (10 + seed) / Math.sqrt(width);
        for (String tensor : List.of("hidden1.weight", "hidden1.bias", "total")) {
            last.put(new CurveId(Kind.RELATIVE_DISTANCE, tensor), moved);
            last.put(new CurveId(Kind.MEAN_ABS_RATIO, tensor), moved / 2);
            last.put(new CurveId(Kind.DISTANCE, tensor), 3 * moved);
            last.put(new CurveId(Kind.NORM, tensor), 4 * moved);
        }
        last.put(new CurveId(Kind.VALIDATION_ACCURACY, "test"), 1 - 0.5 / width);
        return new RunSummary(
                "completed",
                epochs,
                LossSummary.of(epochs, losses),
                "test",
                LossSummary.of(epochs, tests),
                last,
                List.of("hidden1.weight"),
                hasLevels ? List.of(level(width)) : List.of());
    }

    private static LossLevel level(double width) {
        Map<CurveId, Double> measures = new LinkedHashMap<>();
        measures.put(new CurveId(Kind.MEAN_ABS_RATIO, "hidden1.weight"), 3 / Math.sqrt(width));
        measures.put(new CurveId(Kind.RELATIVE_DISTANCE, "hidden1.weight"), 7 / width);
        return new LossLevel(0.5, 100 + (long) width, measures);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.measure.DistributionFit;
import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.Movement;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shapes of distributions on the slides of Boiko: histograms of weights and of their movement. */
public final class ShapeVerdicts {
    /** The plan of the two histograms. */
    public static final String HISTOGRAMS = "slides-histograms";

    /** The matrix that the slides look at most. */
    public static final String MATRIX = "hidden1.weight";

    /** How many iterations the published network with a uniform start was trained for. */
    private static final int UNIFORM_ITERATIONS = 2000;

    private ShapeVerdicts() {}

    static List<Finding> histograms(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "mnist", Scale.MEDIUM);
        List<Finding> findings = new ArrayList<>();
        Optional<EpochRecord> normal = last(results, "NORMAL");
        Optional<EpochRecord> uniform = last(results, "UNIFORM");
        TrainingLength ofNormal = length(normal, StepVerdicts.ITERATIONS);
        TrainingLength ofUniform = length(uniform, UNIFORM_ITERATIONS);
        double d0 =
                normal.map(ShapeVerdicts::fit)
                        .map(ShapeVerdicts::initialDistance)
                        .orElse(Double.NaN);
        findings.add(
                comparison.statement(
                        "alarm 3",
                        "a normal start keeps its shape",
                        "\"entirely unaffected\" after 1000 iterations (no number)",
                        "Kolmogorov-Smirnov distance from the law of the start "
                                + Numbers.text(d0)
                                + after(normal),
                        ofNormal.lasting(Comparison.verdict(d0 <= 0.02, d0)),
                        "0.02 or less"));
        double bell = uniform.map(ShapeVerdicts::fit).map(DistributionFit::bell).orElse(Double.NaN);
        findings.add(
                comparison.statement(
                        "alarm 3",
                        "a uniform start can still be recognised",
                        "\"suffers more\", still recognisably uniform after 2000 iterations (no number)",
                        "shape "
                                + Numbers.text(bell)
                                + " on the way from uniform, 0, to normal, 1"
                                + after(uniform),
                        ofUniform.lasting(Comparison.verdict(bell < 0.5, bell)),
                        "less than half-way"));
        List<String> jumps = new ArrayList<>();
        for (RecordedRun run : results.runs(HISTOGRAMS)) {
            results.folder(run).history().alarms().stream()
                    .filter(alarm -> alarm.kind() == AlarmKind.DISTRIBUTION_JUMP)
                    .map(Alarm::summary)
                    .forEach(jumps::add);
        }
        findings.add(
                comparison.statement(
                        "alarm 3",
                        "no distribution_jump where training is healthy",
                        "none",
                        jumps.isEmpty() ? "none" : String.join("; ", jumps),
                        ofNormal.and(ofUniform)
                                .lasting(Comparison.verdict(jumps.isEmpty(), d0, bell)),
                        "in no tensor; the other two kinds about distributions are off by default"));
        findings.addAll(StepVerdicts.silent(comparison, results, HISTOGRAMS));
        return findings;
    }

    private static Optional<EpochRecord> last(Results results, String init) throws IOException {
        for (RecordedRun run : results.runs(HISTOGRAMS, "init", init)) {
            return Optional.of(results.folder(run).history().last());
        }
        return Optional.empty();
    }

    /** An iteration of the full batch is one step. */
    private static TrainingLength length(Optional<EpochRecord> last, int published) {
        return new TrainingLength(last.map(EpochRecord::index).orElse(0), published);
    }

    private static String after(Optional<EpochRecord> record) {
        return record.map(r -> " after " + r.index() + " iterations").orElse("");
    }

    private static @Nullable DistributionFit fit(EpochRecord record) {
        return record.distributions() == null
                ? null
                : record.distributions().stream()
                        .filter(fit -> fit.tensor().equals(MATRIX))
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable Double initialDistance(DistributionFit fit) {
        return fit.normal() == null ? null : fit.normal().initialDistance();
    }

    static List<Finding> movement(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "mnist", Scale.MEDIUM);
        List<String> peaks = new ArrayList<>();
        boolean atZero = true;
        for (RecordedRun run : results.runs(DistanceVerdicts.DISTANCE)) {
            TrainingHistory history = results.folder(run).history();
            TensorMeasures weights = matrix(history.last());
            Double peak = weights == null ? null : peak(weights);
            if (peak != null) {
                peaks.add(Numbers.text(peak) + " rms, " + DistanceVerdicts.name(run));
                atZero &= Math.abs(peak) <= 0.2;
            }
        }
        return List.of(
                comparison.statement(
                        "",
                        "the movement of weights has its peak at 0",
                        "at 0 in all four networks (by eye)",
                        peaks.isEmpty() ? "no histogram" : String.join("; ", peaks),
                        peaks.size() < results.runs(DistanceVerdicts.DISTANCE).size()
                                        || peaks.isEmpty()
                                ? Verdict.NOT_TESTED
                                : Comparison.verdict(atZero),
                        "at most 0.2 rms off, without the weights that never moved",
                        "weights of pixels that are always 0 never move; they are left out"));
    }

    /** The matrix of a record; null if there is none. */
    public static @Nullable TensorMeasures matrix(EpochRecord record) {
        return record.tensors().stream()
                .filter(tensor -> tensor.name().equals(MATRIX))
                .findFirst()
                .orElse(null);
    }

    /**
     * The middle of the fullest bin in units of the rms, to thousandths, as bins are a tenth wide; without
     * weights that never moved.
     */
    static @Nullable Double peak(TensorMeasures weights) {
        Histogram histogram = weights.histogram();
        Movement movement = weights.movement();
        Double rms = weights.rms();
        if (histogram == null || rms == null || movement == null || movement.moved() == null) {
            return null;
        }
        long still = Math.round((1 - movement.moved()) * weights.count());
        double[] edges = histogram.edges();
        int fullest = 0;
        long most = -1;
        for (int bin = 0; bin < histogram.counts().size(); bin++) {
            boolean holdsZero = edges[bin] <= 0 && edges[bin + 1] > 0;
            long count = histogram.counts().get(bin) - (holdsZero ? still : 0);
            if (count > most) {
                most = count;
                fullest = bin;
            }
        }
        double middle = (edges[fullest] + edges[fullest + 1]) / 2;
        return Math.rint(1000 * middle / rms) / 1000 + 0.0; // no -0
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.LossLevelRecord;
import io.github.inittrace.run.RunCurves;
import io.github.inittrace.run.TensorShape;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one of many runs came to: few numbers, so that thousands of runs fit into memory. The array
 * is not copied.
 *
 * @param ending how it ended, in a word
 * @param epochs the recorded epochs, increasing
 * @param training its training loss, after each recorded epoch; null if that was not evaluated
 * @param testSet the validation set called {@code test}, else the first one; empty if there is none
 * @param test the loss on that set; null if there is none
 * @param last the value of every curve at the last recorded epoch, without those that are not finite
 * @param matrices the weight matrices, in the order of the network
 * @param levels where its weights were at levels of the loss, in the order reached
 */
public record RunSummary(
        String ending,
        int[] epochs,
        @Nullable LossSummary training,
        String testSet,
        @Nullable LossSummary test,
        Map<CurveId, Double> last,
        List<String> matrices,
        List<LossLevel> levels) {
    private static final String TEST = "test";

    /** Copies the map in its order, and the list. */
    public RunSummary {
        last = Collections.unmodifiableMap(new LinkedHashMap<>(last));
        matrices = List.copyOf(matrices);
        levels = List.copyOf(levels);
    }

    /**
     * Sums up a run.
     *
     * @param run its curves
     * @param levels what it recorded at levels of the loss
     */
    public static RunSummary of(RunCurves run, List<LossLevelRecord> levels) {
        String testSet = testSet(run);
        Map<CurveId, Double> last = new LinkedHashMap<>();
        run.values()
                .forEach(
                        (curve, values) -> {
                            double value = values[values.length - 1];
                            if (Double.isFinite(value)) {
                                last.put(curve, value);
                            }
                        });
        return new RunSummary(
                run.record().ending() == null
                        ? "none recorded"
                        : run.record().ending().reason().word(),
                run.epochs(),
                trainingLoss(run),
                testSet,
                loss(run, new CurveId(Kind.VALIDATION_LOSS, testSet)),
                last,
                run.record().architecture().stream()
                        .filter(tensor -> tensor.shape().size() == 2)
                        .map(TensorShape::name)
                        .toList(),
                levels.stream().map(LossLevel::of).toList());
    }

    private static String testSet(RunCurves run) {
        List<String> sets =
                run.values().keySet().stream()
                        .filter(curve -> curve.kind() == Kind.VALIDATION_LOSS)
                        .map(CurveId::of)
                        .toList();
        return sets.isEmpty() || sets.contains(TEST) ? TEST : sets.get(0);
    }

    /** Curves do not tell a loss that was never finite from one that was not evaluated; the ending does. */
    private static @Nullable LossSummary trainingLoss(RunCurves run) {
        LossSummary loss = loss(run, new CurveId(Kind.TRAINING_LOSS, ""));
        Ending ending = run.record().ending();
        boolean neverFinite =
                loss == null
                        && ending != null
                        && ending.reason() == EndReason.DIVERGED
                        && run.record().training().hasFacts();
        if (!neverFinite) {
            return loss;
        }
        double[] none = new double[run.epochs().length];
        Arrays.fill(none, Double.NaN);
        return LossSummary.of(run.epochs(), none);
    }

    private static @Nullable LossSummary loss(RunCurves run, CurveId curve) {
        double[] values = run.values().get(curve);
        return values == null ? null : LossSummary.of(run.epochs(), values);
    }

    /** A value at the last recorded epoch; NaN if there is none or it is not finite. */
    public double last(Kind kind, String of) {
        return last.getOrDefault(new CurveId(kind, of), Double.NaN);
    }

    /** A value at a level of the loss; NaN if that was not reached, or there is none. */
    public double at(double level, Kind kind, String of) {
        return levels.stream()
                .filter(reached -> reached.level() == level)
                .mapToDouble(
                        reached ->
                                reached.measures().getOrDefault(new CurveId(kind, of), Double.NaN))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** The index of the last recorded epoch. */
    public int lastEpoch() {
        return epochs[epochs.length - 1];
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.measure.LossCurveAnalysis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which regime runs that differ in nothing but the seed are, epoch by epoch: a column of the
 * phase diagram of Jesus et al. (2021), by {@link LossCurveAnalysis} of their training losses.
 *
 * @param cells the epochs that one of them recorded, increasing
 */
public record PhaseColumn(List<Cell> cells) {
    /** What runs are in at an epoch; worse ones first. */
    public enum Phase {
        /** The minimum is behind, and the loss is back at twice its height. */
        UNTRAINABLE,
        /** The runs stay above the loss of strong learners. */
        LOW,
        /** The runs get below the loss of strong learners. */
        HIGH,
        /** Not untrainable; which loss tells low from high is not known. */
        TRAINABLE
    }

    /**
     * An epoch.
     *
     * @param epoch its index
     * @param phase what most runs are in; of equally many, the worse
     * @param agree how many runs those are
     * @param runs how many runs have a record of the epoch
     */
    public record Cell(int epoch, Phase phase, int agree, int runs) {}

    /** Copies the list. */
    public PhaseColumn {
        cells = List.copyOf(cells);
    }

    /**
     * Of runs.
     *
     * @param runs the runs; those without a training loss do not count
     * @param strong the loss below which a learner is strong; NaN if it is not known
     */
    public static PhaseColumn of(List<RunSummary> runs, double strong) {
        List<RunSummary> counted = runs.stream().filter(run -> run.training() != null).toList();
        int[] epochs =
                counted.stream()
                        .flatMapToInt(run -> Arrays.stream(run.epochs()))
                        .distinct()
                        .sorted()
                        .toArray();
        List<Cell> cells = new ArrayList<>();
        for (int epoch : epochs) {
            Map<Phase, Integer> counts = new EnumMap<>(Phase.class);
            int recorded = 0;
            for (RunSummary run : counted) {
                Phase phase = phase(run, epoch, strong);
                if (phase != null) {
                    counts.merge(phase, 1, Integer::sum);
                    recorded++;
                }
            }
            // Of equals the first is kept, and that is the worst.
            Map.Entry<Phase, Integer> most = null;
            for (Map.Entry<Phase, Integer> entry : counts.entrySet()) {
                most = most == null || entry.getValue() > most.getValue() ? entry : most;
            }
            if (most != null) {
                cells.add(new Cell(epoch, most.getKey(), most.getValue(), recorded));
            }
        }
        return new PhaseColumn(cells);
    }

    private static @Nullable Phase phase(RunSummary run, int epoch, double strong) {
        LossSummary loss = run.training();
        int at = Arrays.binarySearch(run.epochs(), epoch);
        if (loss == null || at < 0) {
            return null;
        }
        if (loss.untrainable().get(at)) {
            return Phase.UNTRAINABLE;
        }
        return Double.isNaN(strong)
                ? Phase.TRAINABLE
                : loss.lowest() < strong ? Phase.HIGH : Phase.LOW;
    }
}

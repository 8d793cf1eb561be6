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
 * @param cells the epochs at which something is known of one of them, increasing
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
     * @param runs of how many runs something is known at the epoch
     */
    public record Cell(int epoch, Phase phase, int agree, int runs) {}

    /**
     * Epochs behind each other with one phase.
     *
     * @param phase the phase
     * @param from the first of them
     * @param to the last of them
     * @param agree at that of them where runs agree least, how many are in it
     * @param runs of how many runs something is known there
     */
    public record Block(Phase phase, int from, int to, int agree, int runs) {
        private Block and(Cell next) {
            boolean isWorse = next.agree() * runs < agree * next.runs();
            return new Block(
                    phase,
                    from,
                    next.epoch(),
                    isWorse ? next.agree() : agree,
                    isWorse ? next.runs() : runs);
        }
    }

    /** Copies the list. */
    public PhaseColumn {
        cells = List.copyOf(cells);
    }

    /**
     * Of runs.
     *
     * @param runs the runs; those without a training loss do not count, and others up to their last
     *     record, unless their loss is not finite there: then they stay untrainable
     * @param epochs the epochs to look at, increasing
     * @param strong the loss below which a learner is strong; NaN if it is not known
     */
    public static PhaseColumn of(List<RunSummary> runs, int[] epochs, double strong) {
        List<RunSummary> counted = runs.stream().filter(run -> run.training() != null).toList();
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

    /** The same, with equal neighbours together. */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (Cell cell : cells) {
            int last = blocks.size() - 1;
            if (last >= 0 && blocks.get(last).phase() == cell.phase()) {
                blocks.set(last, blocks.get(last).and(cell));
            } else {
                int epoch = cell.epoch();
                blocks.add(new Block(cell.phase(), epoch, epoch, cell.agree(), cell.runs()));
            }
        }
        return List.copyOf(blocks);
    }

    private static @Nullable Phase phase(RunSummary run, int epoch, double strong) {
        LossSummary loss = run.training();
        if (loss == null) {
            return null;
        }
        if (epoch > run.lastEpoch() && !Double.isFinite(loss.last())) {
            return Phase.UNTRAINABLE;
        }
        int at = Arrays.binarySearch(run.epochs(), epoch);
        if (at < 0) {
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

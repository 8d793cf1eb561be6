// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.run.BatchLosses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Waits for the mean loss of the last minibatches to come down to levels. */
final class LossLevels {
    private static final int WINDOW = BatchLosses.WINDOW;

    /** The levels not reached yet, the highest first. */
    private final List<Double> open;

    /** The last losses; that of step s is at (s - 1) modulo its length. */
    private final double[] window = new double[WINDOW];

    private long steps;

    LossLevels(List<Double> levels) {
        open = new ArrayList<>(levels);
        open.sort(Comparator.reverseOrder());
    }

    /** Goes on where another left off. */
    LossLevels(BatchLosses from) {
        this(from.open());
        steps = from.steps() - from.last().size();
        for (double loss : from.last()) {
            window[(int) (steps % WINDOW)] = loss;
            steps++;
        }
    }

    /**
     * Takes the loss of the next minibatch.
     *
     * @return the levels reached by it, the highest first
     */
    List<Double> next(double loss) {
        window[(int) (steps % WINDOW)] = loss;
        steps++;
        if (open.isEmpty() || steps < WINDOW) {
            return List.of();
        }
        double mean = mean();
        if (!(mean <= open.get(0))) {
            return List.of();
        }
        List<Double> reached = open.stream().takeWhile(level -> mean <= level).toList();
        open.removeAll(reached);
        return reached;
    }

    /** The mean of the last losses. Summed anew from the oldest on: its bits tell of no others. */
    double mean() {
        double sum = 0;
        for (long step = steps - WINDOW; step < steps; step++) {
            sum += window[(int) (step % WINDOW)];
        }
        return sum / WINDOW;
    }

    /** How many steps have been taken. */
    long steps() {
        return steps;
    }

    /** What another needs to go on from here. */
    BatchLosses state() {
        List<Double> last = new ArrayList<>();
        for (long step = Math.max(0, steps - WINDOW); step < steps; step++) {
            last.add(window[(int) (step % WINDOW)]);
        }
        return new BatchLosses(steps, last, open);
    }
}

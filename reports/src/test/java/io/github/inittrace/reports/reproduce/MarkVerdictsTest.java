// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.run.DeadUnitsRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkVerdictsTest {
    private static final int SIDE = 40;
    private static final String NAME = "hidden2.weight";

    private final Random random = new Random(1);

    /** The letter is the upper half of the right half; the left half's units start without weights. */
    private final double[] start = matrix(false);

    private double[] matrix(boolean isErased) {
        double[] weights = new double[SIDE * SIDE];
        for (int i = 0; i < weights.length; i++) {
            boolean isTrained = i % SIDE >= SIDE / 2;
            boolean isLetter = i / SIDE < SIDE / 2;
            weights[i] = isTrained && (isLetter || isErased) ? random.nextGaussian() : 0;
        }
        return weights;
    }

    private EpochRecord record(int index, double[] weights) {
        TensorMeasures tensor =
                TensorMeasures.of(
                        new TensorValues(NAME, List.of(SIDE, SIDE), start, null, weights));
        return new EpochRecord(
                index,
                true,
                1.0,
                0.1,
                1.0,
                0.5,
                10,
                null,
                List.of(),
                List.of(tensor),
                tensor,
                0,
                null,
                null,
                List.of(new DeadUnitsRecord("hidden2", SIDE, SIDE / 2)),
                null,
                null,
                List.of(MarkMeasures.of(NAME, start, weights)));
    }

    @Test
    void visibility_leavesOutUnitsThatCannotBeTrained() {
        EpochRecord first = record(0, start);
        EpochRecord erased = record(1, matrix(true));
        TrainingHistory history = new TrainingHistory(List.of(first, erased));

        assertThat(MarkVerdicts.untrainable(history)).isEqualTo(SIDE / 2);
        assertThat(MarkVerdicts.visibility(history, first)).isEqualTo(1);
        assertThat(erased.marks().get(0).visibility()).isGreaterThan(0.8);
        assertThat(MarkVerdicts.visibility(history, erased)).isEqualTo(0.5, within(0.05));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.ValidationRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a network overfits before its loss jumps. */
class EvolutionVerdictsTest {
    private static final TensorMeasures TENSOR =
            TensorMeasures.of(
                    new TensorValues(
                            "w", List.of(1, 2), new double[] {1, 2}, null, new double[] {1, 3}));

    /** A training loss of 0.1 that jumps to 15 at epoch 20, and such test losses before. */
    private static TrainingHistory history(double early, double late) {
        List<EpochRecord> records = new ArrayList<>();
        for (int epoch = 0; epoch <= 30; epoch++) {
            double test = epoch >= 20 ? 15 : epoch < 10 ? early : late;
            records.add(
                    new EpochRecord(
                            epoch,
                            true,
                            0.1,
                            0.1,
                            epoch >= 20 ? 15.0 : 0.1,
                            0.5,
                            10,
                            null,
                            List.of(new ValidationRecord("test", 10, test, 0.5, null, null)),
                            List.of(TENSOR),
                            TENSOR,
                            0,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null));
        }
        return new TrainingHistory(records);
    }

    @Test
    void testLoss_clearlyAboveItsLowestBeforeTheJump_isPastItsMinimum() {
        assertThat(EvolutionVerdicts.isPastMinimum(history(0.5, 0.6))).isTrue();
    }

    /** That the lowest test loss comes before the plateau says nothing: any loss does. */
    @Test
    void testLoss_thatFellUntilTheJump_isNot() {
        assertThat(EvolutionVerdicts.isPastMinimum(history(0.5, 0.4))).isFalse();
        assertThat(EvolutionVerdicts.isPastMinimum(history(0.5, 0.51))).isFalse();
    }
}

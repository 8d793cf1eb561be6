// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.measure.EventTime;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.run.DeadUnitsRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkVerdictsTest {
    private static final int SIDE = 40;
    private static final int EMPTY = SIDE / 2;
    private static final String NAME = "hidden2.weight";

    private static final Comparison COMPARISON = new Comparison(null);

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
        return record(index, weights, 1);
    }

    private EpochRecord record(int index, double[] weights, double loss) {
        TensorMeasures tensor =
                TensorMeasures.of(
                        new TensorValues(NAME, List.of(SIDE, SIDE), start, null, weights));
        return new EpochRecord(
                index,
                true,
                1.0,
                0.1,
                loss,
                0.5,
                10,
                null,
                List.of(),
                List.of(tensor),
                tensor,
                0,
                null,
                null,
                List.of(new DeadUnitsRecord("hidden2", SIDE, EMPTY + 3)),
                null,
                null,
                List.of(MarkMeasures.of(NAME, start, weights)));
    }

    @Test
    void visibility_leavesOutUnitsThatCannotBeTrained() {
        EpochRecord first = record(0, start);
        EpochRecord erased = record(1, matrix(true));

        assertThat(MarkVerdicts.visibility(EMPTY, first)).isEqualTo(1);
        assertThat(erased.marks().get(0).visibility()).isGreaterThan(0.8);
        assertThat(MarkVerdicts.visibility(EMPTY, erased)).isEqualTo(0.5, within(0.05));
    }

    /** A unit that is dead at the start for its bias, say, has weights and may be trained. */
    @Test
    void untrainable_areUnitsWithoutAWeight() {
        float[] floats = new float[start.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) start[i];
        }

        assertThat(MarkVerdicts.emptyColumns(floats, SIDE)).isEqualTo(EMPTY);
    }

    /** With the letter at the start, and such weights from epoch 10 on, where the loss may jump. */
    private TrainingHistory history(double[] weights, double loss) {
        List<EpochRecord> records = new ArrayList<>();
        for (int epoch = 0; epoch <= 30; epoch++) {
            records.add(epoch < 10 ? record(epoch, start) : record(epoch, weights, loss));
        }
        return new TrainingHistory(records);
    }

    private static Finding goes(TrainingHistory history) {
        return MarkVerdicts.goes(COMPARISON, EMPTY, history, List.of(history.last()));
    }

    @Test
    void letter_isToGoOnlyWhereTheNetworkDiverges() {
        Finding stable = goes(history(start, 1));

        assertThat(stable.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(stable.reason()).isEqualTo("the network did not diverge");
        assertThat(goes(history(matrix(true), 1)).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(goes(history(matrix(true), 15)).verdict()).isEqualTo(Verdict.AGREES);
        assertThat(goes(history(start, 15)).verdict()).isEqualTo(Verdict.DIFFERS);
        // That it goes is no jump of loss and distance, of which C2 is.
        assertThat(stable.claim()).isEmpty();
    }

    @Test
    void divergence_thatHasNotComeUp_differsOnlyAfterAsManySteps() {
        EventTime none = new EventTime(1000, true);
        TrainingLength few = TrainingLength.ofPaper(28_000);
        TrainingLength whole = TrainingLength.ofPaper(1_182_000);

        assertThat(MarkVerdicts.diverges(COMPARISON, few, none).verdict())
                .isEqualTo(Verdict.NOT_TESTED);
        assertThat(MarkVerdicts.diverges(COMPARISON, whole, none).verdict())
                .isEqualTo(Verdict.DIFFERS);
        assertThat(MarkVerdicts.diverges(COMPARISON, few, new EventTime(490, false)).verdict())
                .isEqualTo(Verdict.AGREES);
    }

    @Test
    void letter_thatIsSeenSoFar_agreesOnlyAfterAsManySteps() {
        TrainingLength few = TrainingLength.ofPaper(28_000);

        assertThat(stays(few, start)).isEqualTo(Verdict.NOT_TESTED);
        assertThat(stays(TrainingLength.ofPaper(1_182_000), start)).isEqualTo(Verdict.AGREES);
        assertThat(stays(few, matrix(true))).isEqualTo(Verdict.DIFFERS);
    }

    private Verdict stays(TrainingLength length, double[] weights) {
        TrainingHistory history = history(weights, 1);
        return MarkVerdicts.stays(COMPARISON, length, EMPTY, List.of(history.last())).verdict();
    }
}

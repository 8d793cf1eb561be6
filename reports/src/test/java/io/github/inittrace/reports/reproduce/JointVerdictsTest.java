// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.measure.ConditionalDistribution;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.run.ConditionalRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Weights that move as the publications say agree, and others differ. */
class JointVerdictsTest {
    private static final int COUNT = 20_000;

    private static final TrainingLength WHOLE = TrainingLength.ofPaper(1_182_000);

    private final Comparison comparison = new Comparison(null);
    private final Random random = new Random(3);
    private final double[] start = random.doubles(COUNT, -1, 1).toArray();

    private ConditionalDistribution moved(DoubleUnaryOperator move) {
        double[] end = Arrays.stream(start).map(w -> w + move.applyAsDouble(w)).toArray();
        return ConditionalDistribution.of(start, end);
    }

    private static ConditionalRecord record(ConditionalDistribution distribution) {
        return new ConditionalRecord(7, JointVerdicts.MATRIX, List.of(1, 1), distribution);
    }

    /** Peaked, as changes of weights are: the mode of normal values is too uncertain. */
    private double change() {
        return Math.pow(random.nextGaussian(), 3) / 10;
    }

    @Test
    void peak_ofWeightsThatStay_agrees_andOfOthersDiffers() {
        assertThat(peak(WHOLE, moved(w -> change()))).isEqualTo(Verdict.AGREES);
        assertThat(peak(WHOLE, moved(w -> 0.2 + change()))).isEqualTo(Verdict.DIFFERS);
    }

    /** 1000 epochs of 28 steps: a peak that has stayed so far may still go. */
    @Test
    void peak_afterFewerSteps_canOnlyBeRefuted() {
        TrainingLength few = TrainingLength.ofPaper(28_000);

        assertThat(peak(few, moved(w -> change()))).isEqualTo(Verdict.NOT_TESTED);
        assertThat(peak(few, moved(w -> 0.2 + change()))).isEqualTo(Verdict.DIFFERS);
    }

    private Verdict peak(TrainingLength length, ConditionalDistribution distribution) {
        return JointVerdicts.peak(comparison, length, record(distribution)).verdict();
    }

    @Test
    void skew_awayFromZero_agrees_andTowardsItDiffers() {
        ConditionalDistribution outwards =
                moved(w -> Math.signum(w) * Math.abs(w) * -Math.log(random.nextDouble()) / 10);
        ConditionalDistribution inwards =
                moved(w -> -Math.signum(w) * Math.abs(w) * -Math.log(random.nextDouble()) / 10);

        assertThat(JointVerdicts.skew(comparison, record(outwards)).verdict())
                .isEqualTo(Verdict.AGREES);
        assertThat(JointVerdicts.skew(comparison, record(inwards)).verdict())
                .isEqualTo(Verdict.DIFFERS);
        assertThat(JointVerdicts.outward(comparison, outwards.outward()).verdict())
                .isEqualTo(Verdict.AGREES);
        assertThat(JointVerdicts.outward(comparison, inwards.outward()).verdict())
                .isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void peakOfMovement_leavesOutWeightsThatNeverMoved() {
        double[] before = new double[1000];
        double[] after = new double[1000];
        for (int i = 0; i < before.length; i++) {
            before[i] = i % 7 + 1;
            // 600 never move, the others by 0.5 and a little.
            after[i] = before[i] + (i < 600 ? 0 : 0.5 + i / 1e6);
        }
        TensorMeasures moved =
                TensorMeasures.of(new TensorValues("w", List.of(10, 100), before, null, after));

        assertThat(ShapeVerdicts.peak(moved)).isGreaterThan(1);
        double[] noise = Arrays.stream(before).map(w -> w + random.nextGaussian()).toArray();
        TensorMeasures around =
                TensorMeasures.of(new TensorValues("w", List.of(10, 100), before, null, noise));
        assertThat(Math.abs(ShapeVerdicts.peak(around))).isLessThan(0.5);
    }
}

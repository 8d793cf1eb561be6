// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.run.TrainingHistory;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a training jumps, and what its distance and its test loss do then. */
class DivergenceTest {
    /** A training loss that falls from 2 to 0.1 until epoch 15, and is at 15 from epoch 30 on. */
    private static double loss(int epoch) {
        return epoch >= 30 ? 15 : Math.max(0.1, 2 - 0.2 * epoch);
    }

    /** Grows by 1 an epoch, by so much at epoch 30, and stays. */
    private static double distance(int epoch, double jump) {
        return epoch < 30 ? epoch : 29 + jump;
    }

    private static Divergence diverged(TrainingHistory history) {
        return Divergence.of(Histories.run(Map.of("hidden", "64,64", "seed", "7")), history)
                .orElseThrow();
    }

    private static Divergence jumping(double step) {
        return diverged(Histories.of(45, DivergenceTest::loss, epoch -> 1, e -> distance(e, step)));
    }

    private static boolean isPastMinimum(double early, double late) {
        return diverged(
                        Histories.of(
                                45,
                                DivergenceTest::loss,
                                e -> e >= 30 ? 15 : e < 20 ? early : late,
                                e -> distance(e, 5)))
                .isPastMinimum();
    }

    @Test
    void jump_isWhereLossStepsUp_andTheDistanceStepsMoreThanUsual() {
        Divergence divergence = jumping(6);

        assertThat(divergence.jump()).isEqualTo(new Jump(29, 30, 30, 6));
        assertThat(divergence.jump().isTogether()).isTrue();
        assertThat(divergence.before()).isEqualTo(0.1);
        assertThat(divergence.after()).isEqualTo(15);
        assertThat(divergence.clipped()).isEqualTo(0.5);
        assertThat(divergence.name()).isEqualTo("width 64, seed 7");
    }

    /** Smooth trainings have steps of up to 4.3 times the usual one. */
    @Test
    void distance_thatGoesOnAsUsual_doesNotJumpWithTheLoss() {
        assertThat(jumping(1).jump().isTogether()).isFalse();
        assertThat(jumping(4).jump().isTogether()).isFalse();
    }

    /** A spike far from the plateau, with a larger step of the distance, is another matter. */
    @Test
    void earlierSpikes_areNotTheJump() {
        Divergence divergence =
                diverged(
                        Histories.of(
                                60,
                                e -> e == 12 ? 40 : e == 20 ? 0.05 : loss(e - 15),
                                e -> 1,
                                e -> (e < 12 ? e : e + 50) + (e < 45 ? 0 : 6)));

        assertThat(divergence.jump().loss()).isEqualTo(45);
        assertThat(divergence.jump().factor()).isEqualTo(7, within(1e-9));
    }

    @Test
    void stepsRightBeforeTheLargest_areOfTheSameJump() {
        Divergence divergence =
                diverged(
                        Histories.of(
                                45,
                                e -> e == 29 ? 2.5 : loss(e),
                                e -> e < 29 ? 1 : 9,
                                e -> distance(e, 6)));

        assertThat(divergence.jump().before()).isEqualTo(28);
        assertThat(divergence.before()).isEqualTo(0.1);
        // What the test loss is in the jump is no overfitting.
        assertThat(divergence.overfitting()).isEqualTo(1);
    }

    @Test
    void testLoss_clearlyAboveItsLowestBeforeTheJump_isPastItsMinimum() {
        assertThat(isPastMinimum(0.5, 0.6)).isTrue();
    }

    /** That the lowest test loss comes before the plateau says nothing: any loss does. */
    @Test
    void testLoss_thatFellUntilTheJump_isNot() {
        assertThat(isPastMinimum(0.5, 0.4)).isFalse();
        assertThat(isPastMinimum(0.5, 0.51)).isFalse();
    }

    @Test
    void lossThatIsNotFinite_jumpsThere() {
        Divergence divergence =
                diverged(
                        Histories.of(
                                40,
                                e -> e >= 30 ? Double.NaN : loss(e),
                                e -> 1,
                                e -> e >= 30 ? Double.NaN : e));

        assertThat(divergence.jump()).isEqualTo(new Jump(29, 30, 30, Double.POSITIVE_INFINITY));
        assertThat(divergence.after()).isNaN();
    }

    @Test
    void otherTrainings_didNotDiverge_orTooEarlyForAJump() {
        Optional<Divergence> stayed =
                Divergence.of(
                        Histories.run(Map.of()),
                        Histories.of(29, DivergenceTest::loss, e -> 1, e -> e));
        Optional<Divergence> atOnce =
                Divergence.of(
                        Histories.run(Map.of()),
                        Histories.of(30, e -> e < 3 ? 2 : 15, e -> 1, e -> Math.min(e, 3)));

        assertThat(stayed).isEmpty();
        assertThat(atOnce.orElseThrow().jump()).isNull();
        assertThat(atOnce.orElseThrow().after()).isEqualTo(15);
        assertThat(atOnce.orElseThrow().before()).isNaN();
        assertThat(atOnce.orElseThrow().isPastMinimum()).isFalse();
    }
}

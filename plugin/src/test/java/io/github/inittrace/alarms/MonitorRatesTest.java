// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

import static io.github.inittrace.alarms.Synthetic.SAMPLES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often the defaults are right and wrong: 60 series of 150 samples each, fixed seeds. */
class MonitorRatesTest {

    @Test
    void iidNoiseOfHalfAPercent_noAlarm() {
        for (AlarmKind kind : AlarmKind.values()) {
            assertThat(
                            Synthetic.raising(
                                    kind,
                                    random ->
                                            Synthetic.distance(
                                                    SAMPLES,
                                                    t -> 10 * (1 + 0.005 * random.nextGaussian()))))
                    .as(kind.id())
                    .isZero();
        }
    }

    @Test
    void iidNoiseOfTwoPercent_jumpsInAMinority() {
        assertThat(
                        Synthetic.raising(
                                AlarmKind.DISTANCE_JUMP,
                                random ->
                                        Synthetic.distance(
                                                SAMPLES,
                                                t -> 10 * (1 + 0.02 * random.nextGaussian()))))
                .isLessThanOrEqualTo(20);
    }

    @Test
    void squareRootGrowthWithTwoPercentNoise_jumpsInAMinority() {
        assertThat(
                        Synthetic.raising(
                                AlarmKind.DISTANCE_JUMP,
                                random ->
                                        Synthetic.distance(
                                                SAMPLES,
                                                t ->
                                                        Math.sqrt(t)
                                                                * (1
                                                                        + 0.02
                                                                                * random
                                                                                        .nextGaussian()))))
                .isLessThanOrEqualTo(20);
    }

    @Test
    void randomWalkOfHalfAPercent_decreasesInAMinority() {
        assertThat(
                        Synthetic.raising(
                                AlarmKind.DISTANCE_DECREASE,
                                random -> {
                                    double[] walk = {10};
                                    return Synthetic.distance(
                                            SAMPLES,
                                            t -> walk[0] *= 1 + 0.005 * random.nextGaussian());
                                }))
                .isLessThanOrEqualTo(12);
    }

    @Test
    void trueDecrease_detectedOnceInEverySeries() {
        for (double share : new double[] {0.002, 0.005}) {
            Synthetic.Maker falling =
                    random ->
                            Synthetic.distance(
                                    SAMPLES,
                                    t ->
                                            t < 60
                                                    ? Math.sqrt(t / 60.0)
                                                    : 1
                                                            - share * (t - 60)
                                                            + 2e-4 * random.nextGaussian());
            assertThat(Synthetic.raising(AlarmKind.DISTANCE_DECREASE, falling)).isEqualTo(60);
            for (int seed = 0; seed < Synthetic.SERIES; seed++) {
                assertThat(
                                Synthetic.of(
                                        falling.alarms(new Random(1000 + seed)),
                                        AlarmKind.DISTANCE_DECREASE))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void normBlipsOfSixPercent_jumpyInEverySeries() {
        assertThat(
                        Synthetic.raising(
                                AlarmKind.NORM_JUMPY_IN_RANGE,
                                random ->
                                        Synthetic.norm(
                                                SAMPLES,
                                                t ->
                                                        10
                                                                * (1
                                                                        + (t % 5 == 4 ? 0.06 : 0)
                                                                        + 1e-3
                                                                                * random
                                                                                        .nextGaussian()))))
                .isEqualTo(60);
    }
}

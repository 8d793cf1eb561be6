// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.measure.DistributionFit;
import io.github.inittrace.measure.InitialDistribution;
import io.github.inittrace.measure.NormalFit;
import io.github.inittrace.measure.UniformFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The alarms of a distribution, and from which values an initial one is known. */
class DistributionMonitorTest {

    private static List<String> watch(int samples, IntFunction<DistributionFit> fit) {
        DistributionMonitor monitor =
                new DistributionMonitor("w", AlarmSettings.defaults().enable(AlarmKind.values()));
        List<String> raised = new ArrayList<>();
        for (int t = 0; t < samples; t++) {
            monitor.next(t, fit.apply(t)).forEach(a -> raised.add(a.kind().id() + " " + a.epoch()));
        }
        return raised;
    }

    private static DistributionFit uniform(double effect, double bell) {
        return new DistributionFit(
                "w", 1000, bell, new UniformFit(1, 25, 1000 * effect * effect, 0, effect, 0), null);
    }

    private static DistributionFit normal(double initial, double fitted) {
        return new DistributionFit("w", 1000, 1, null, new NormalFit(initial, 0, fitted, 0, 0, 1));
    }

    @Test
    void effect_risingAtOnce_jumps() {
        assertThat(watch(30, t -> uniform(0.01 * t + (t < 13 ? 0 : 0.1), 0)))
                .containsExactly("distribution_jump 13");
        assertThat(watch(30, t -> uniform(0.01 * t + (t < 13 ? 0 : 0.08), 0))).isEmpty();
        assertThat(watch(30, t -> uniform(0.01 * t + (t < 5 ? 0 : 0.1), 0))).isEmpty();
    }

    @Test
    void effect_risingAsUsual_doesNotJump() {
        assertThat(watch(12, t -> uniform(0.04 * t + (t < 8 ? 0 : 0.07), 0)))
                .containsExactly("distribution_drift 11");
    }

    @Test
    void fittedDistance_risingAtOnce_jumps() {
        assertThat(watch(30, t -> normal(0.03, 0.001 * t + (t < 13 ? 0 : 0.014))))
                .containsExactly("distribution_jump 13");
        assertThat(watch(30, t -> normal(0.03, 0.001 * t + (t < 13 ? 0 : 0.013)))).isEmpty();
    }

    @Test
    void drift_comingBack_isRaisedOnce() {
        assertThat(watch(30, t -> normal(t % 10 < 5 ? 0.05 : 0.11, 0.01)))
                .containsExactly("distribution_drift 5");
        assertThat(watch(30, t -> uniform(t % 10 < 5 ? 0.45 : 0.51, 0)))
                .containsExactly("distribution_drift 5");
    }

    @Test
    void bell_fromOneOn_isHeavyForUniformAlone() {
        assertThat(watch(30, t -> uniform(0.1, 0.1 * t))).containsExactly("heavier_than_normal 10");
        assertThat(watch(30, t -> normal(0.01, 0.01))).isEmpty();
    }

    @Test
    void law_ofManyDraws_isTheOneTheyCameFrom() {
        Random random = new Random(5);
        for (int n : new int[] {200, 300, 640, 5000}) {
            for (int draw = 0; draw < 200; draw++) {
                double[] uniform = random.doubles(n, -0.07, 0.07).toArray();
                double[] normal = random.doubles(n).map(x -> 0.1 * random.nextGaussian()).toArray();
                assertThat(InitialDistribution.of(uniform))
                        .isInstanceOf(InitialDistribution.Uniform.class);
                assertThat(InitialDistribution.of(normal))
                        .isInstanceOf(InitialDistribution.Normal.class);
            }
        }
    }

    @Test
    void law_ofFewOrEqualOrPatchedValues_isUnknown() {
        Random random = new Random(6);
        double[] patched = random.doubles(5000, -1, 1).toArray();
        Arrays.fill(patched, 0, 2500, 0);
        double[] broken = random.doubles(500, -1, 1).toArray();
        broken[3] = Double.NaN;
        assertThat(InitialDistribution.of(random.doubles(199, -1, 1).toArray())).isNull();
        assertThat(InitialDistribution.of(new double[500])).isNull();
        assertThat(InitialDistribution.of(patched)).isNull();
        assertThat(InitialDistribution.of(broken)).isNull();
        assertThat(InitialDistribution.of(new double[0])).isNull();
    }

    @Test
    void fit_ofValuesNotFiniteOrEqual_isNone() {
        InitialDistribution law = new InitialDistribution.Normal(0, 1);
        double[] broken = new Random(1).doubles(500).toArray();
        broken[7] = Double.POSITIVE_INFINITY;
        assertThat(DistributionFit.exact("w", broken, law)).isNull();
        assertThat(DistributionFit.exact("w", new double[500], law)).isNull();
    }
}

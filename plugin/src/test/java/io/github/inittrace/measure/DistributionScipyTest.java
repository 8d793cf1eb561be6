// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** scipy agrees with every figure of a comparison with the initial distribution. */
class DistributionScipyTest {
    private static JsonNode expected;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in =
                DistributionScipyTest.class.getResourceAsStream("distributions.json")) {
            expected = new ObjectMapper().readTree(in);
        }
    }

    @Test
    void uniformFit_ofMovedUniformValues_agreesWithScipy() {
        for (JsonNode scipy : expected.get("uniform")) {
            double[] initial = SplitMix.uniform(scipy.get("seed").asLong(), scipy.get("n").asInt());
            for (int i = 0; i < initial.length; i++) {
                initial[i] *= scipy.get("initialScale").asDouble();
            }
            InitialDistribution law = InitialDistribution.of(initial);
            assertThat(law).isInstanceOf(InitialDistribution.Uniform.class);
            DistributionFit fit = fit(moved(initial, scipy, 1), law);
            UniformFit found = fit.uniform();
            close(found.bound(), scipy, "bound", 1e-14);
            assertThat(found.bins()).isEqualTo(scipy.get("bins").asInt());
            close(found.chiSquare(), scipy, "chiSquare", 1e-9);
            close(found.p(), scipy, "p", 1e-8);
            close(found.effect(), scipy, "effect", 1e-9);
            close(found.outside(), scipy, "outside", 1e-12);
            close(fit.bell(), scipy, "bell", 1e-9);
        }
    }

    @Test
    void normalFit_ofMovedNormalValues_agreesWithScipy() {
        for (JsonNode scipy : expected.get("normal")) {
            double[] initial = normal(scipy);
            InitialDistribution law = InitialDistribution.of(initial);
            assertThat(law).isInstanceOf(InitialDistribution.Normal.class);
            double[] values = moved(initial, scipy, 2);
            DistributionFit exact = DistributionFit.exact("w", values, law);
            NormalFit found = exact.normal();
            close(found.initialDistance(), scipy, "initialDistance", 1e-9);
            close(found.initialP(), scipy, "initialP", 1e-6);
            close(found.fittedDistance(), scipy, "fittedDistance", 1e-9);
            assertThat(found.meanShift())
                    .isCloseTo(scipy.get("meanShift").asDouble(), within(1e-12));
            close(found.varianceRatio(), scipy, "varianceRatio", 1e-12);
            close(exact.bell(), scipy, "bell", 1e-9);

            NormalFit quick = fit(values, law).normal();
            assertBelowByAtMost4e4(quick.initialDistance(), found.initialDistance());
            assertBelowByAtMost4e4(quick.fittedDistance(), found.fittedDistance());
        }
    }

    @Test
    void kolmogorov_fromADistanceAlone_isNearTheExactChance() {
        for (JsonNode scipy : expected.get("kolmogorov")) {
            double p = PValues.kolmogorov(scipy.get("distance").asDouble(), scipy.get("n").asInt());
            close(p, scipy, "p", 0.04);
        }
    }

    @Test
    void lilliefors_atSimulatedDistances_isNearTheSimulatedChance() {
        for (JsonNode simulated : expected.get("lilliefors")) {
            for (int i = 0; i < 3; i++) {
                double share = simulated.get("shares").get(i).asDouble();
                double p =
                        PValues.lilliefors(
                                simulated.get("distances").get(i).asDouble(),
                                simulated.get("n").asInt());
                assertThat(p).isCloseTo(share, within(0.3 * share));
            }
        }
    }

    @Test
    void lilliefors_smallDistance_isTheLargestItTells() {
        assertThat(PValues.lilliefors(0, 1000)).isEqualTo(0.1);
        assertThat(PValues.lilliefors(0.01, 1000)).isEqualTo(0.1);
        assertThat(PValues.kolmogorov(0, 1000)).isEqualTo(1);
    }

    private static DistributionFit fit(double[] values, InitialDistribution law) {
        return DistributionFit.of("w", values, law, Moments.of(values));
    }

    private static void assertBelowByAtMost4e4(double quick, double exact) {
        assertThat(quick).isBetween(exact - 4e-4, exact + 1e-12);
    }

    private static double[] normal(JsonNode scipy) {
        int n = scipy.get("n").asInt();
        long seed = scipy.get("seed").asLong();
        double[] u = SplitMix.uniform(seed, n);
        double[] v = SplitMix.uniform(seed + 1, n);
        for (int i = 0; i < n; i++) {
            double radius = Math.sqrt(-2 * Math.log(1 - (u[i] + 1) / 2));
            u[i] = scipy.get("initialScale").asDouble() * radius * Math.cos(Math.PI * (v[i] + 1));
        }
        return u;
    }

    private static double[] moved(double[] initial, JsonNode scipy, int offset) {
        double[] v = SplitMix.uniform(scipy.get("seed").asLong() + offset, initial.length);
        for (int i = 0; i < v.length; i++) {
            v[i] =
                    scipy.get("factor").asDouble() * initial[i]
                            + scipy.get("step").asDouble() * v[i] * v[i] * v[i];
        }
        return v;
    }

    private static void close(double found, JsonNode scipy, String name, double relative) {
        double value = scipy.get(name).asDouble();
        assertThat(found)
                .as("%s with n %s", name, scipy.get("n"))
                .isCloseTo(value, within(relative * Math.abs(value) + 1e-300));
    }
}

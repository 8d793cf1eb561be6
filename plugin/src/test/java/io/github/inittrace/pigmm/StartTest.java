// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import static io.github.inittrace.pigmm.Fixtures.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What invariants are before training. */
class StartTest {
    private static final int D = 10;

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 10})
    void variances_ofLinearAndQuadraticInvariants_areTheClosedForms(int size) {
        double d = size;
        double a = Math.sqrt(1 / d);
        for (IidEntries start : List.of(IidEntries.gaussian(0, 1 / d), IidEntries.uniform(a))) {
            double m2 = start.moment(2);
            double e = m2 * m2;
            double k = start.moment(4) - e;
            double[] closed = {
                d * m2,
                d * d * m2,
                d * d * k,
                d * k + 2 * d * (d - 1) * e,
                d * k + d * (d - 1) * e,
                d * k + d * (d - 1) * e,
                d * d * k + 2 * d * d * (d - 1) * e,
                d * d * k + 2 * d * d * (d - 1) * e,
                d * k + d * (d - 1) * (d + 2) * e,
                d * d * k + 2 * d * d * (d * d - 1) * e,
                d * k,
                d * k + 2 * d * (d - 1) * e,
                d * k + d * (d - 1) * (d + 2) * e
            };
            double[] found =
                    Invariants.LINEAR_QUADRATIC.stream()
                            .mapToDouble(i -> start.variance(i, size, size))
                            .toArray();
            assertClose(found, closed, 1e-12, 0);
        }
    }

    @Test
    void publishedErrors_ofAGaussianStart_areTooSmallByTheKnownFactors() {
        Ensemble ensemble = Fixtures.samples(Fixtures.uneven(D), 4, 1);
        List<StartDeviation> deviations = StartDeviation.of(ensemble, IidEntries.gaussian(0, 0.1));
        double[] ratios =
                deviations.stream()
                        .mapToDouble(d -> d.publishedStandardError() / d.standardError())
                        .toArray();
        double[] known = {1, 1, 1, 0.742, 1, 1, 0.742, 0.742, 0.958, 0.711, 1, 0.742, 0.958};
        assertClose(ratios, known, 0, 5e-4);
        for (StartDeviation deviation : deviations) {
            double gap = Math.abs(deviation.mean() - deviation.expected());
            assertClose(
                    "gap", deviation.deviation() * deviation.standardError(), gap, 1e-12, 1e-12);
            assertThat(deviation.publishedDeviation())
                    .isGreaterThanOrEqualTo(deviation.deviation() * (1 - 1e-12));
        }
        assertThat(StartDeviation.of(ensemble, IidEntries.gaussian(1, 0.1)))
                .allMatch(d -> Double.isNaN(d.publishedStandardError()));
    }

    @Test
    void startDeviations_ofUntrainedMatrices_areOfStandardErrorsSize() {
        for (MatrixModel law :
                List.of(
                        SimpleGaussian.of(D, D, 0, 0.1).asRectangular().asSquare(),
                        SimpleGaussian.of(D, 30, 0, 0.1))) {
            Ensemble ensemble = Fixtures.samples(law, 200, 3);
            List<StartDeviation> deviations =
                    StartDeviation.of(ensemble, IidEntries.gaussian(0, 0.1));
            assertThat(deviations).hasSize(law instanceof SquareModel ? 13 : 5);
            assertThat(deviations).allMatch(d -> d.deviation() < 4);
        }
    }

    /** The deviations of an untrained ensemble without end from the Gaussian model that fits it. */
    @Test
    void uniformStart_atQuarticOrder_isNotGaussian() {
        IidEntries uniform = IidEntries.uniform(Math.sqrt(1.0 / D));
        SimpleGaussian model = SimpleGaussian.of(D, D, 0, uniform.variance());
        Map<String, Double> known =
                Map.ofEntries(
                        Map.entry("I45", 5.000),
                        Map.entry("I29", 1.581),
                        Map.entry("I34", 0.810),
                        Map.entry("I35", 0.810),
                        Map.entry("I42", 0.810),
                        Map.entry("I43", 0.810),
                        Map.entry("I40", 0.779),
                        Map.entry("I37", 0.682),
                        Map.entry("I39", 0.682),
                        Map.entry("I32", 0.597),
                        Map.entry("I33", 0.597),
                        Map.entry("I41", 0.597),
                        Map.entry("I44", 0.597),
                        Map.entry("I47", 0.559),
                        Map.entry("I30", 0.455),
                        Map.entry("I46", 0.455),
                        Map.entry("I36", 0.346),
                        Map.entry("I38", 0.346),
                        Map.entry("I31", 0.203));
        int found = 0;
        for (Invariant invariant : Invariants.CUBIC_QUARTIC) {
            double gap = model.expectation(invariant) - uniform.expectation(invariant, D, D);
            if (invariant.degree() == 3) {
                assertThat(gap).isZero();
            } else if (invariant.vertices() <= 2) {
                double delta = gap / Math.sqrt(uniform.variance(invariant, D, D));
                String name = Invariants.name(invariant);
                assertThat(delta).as(name).isEqualTo(known.get(name), within(6e-4));
                found++;
            }
        }
        assertThat(found).isEqualTo(known.size());
    }

    @Test
    void uniformStart_sampled_deviatesByFive() {
        double a = Math.sqrt(1.0 / D);
        SplittableRandom random = new SplittableRandom(5);
        Ensemble ensemble = new Ensemble();
        for (int s = 0; s < 1000; s++) {
            ensemble.add(s, Observation.square(random.doubles(D * D, -a, a).toArray(), D));
        }
        Deviation quartic =
                Deviations.of(ensemble, SquareModel.fit(ensemble)).stream()
                        .filter(d -> Invariants.name(d.invariant()).equals("I45"))
                        .findFirst()
                        .orElseThrow();
        assertThat(quartic.normalised()).isEqualTo(5, within(0.4));
        assertThat(quartic.z()).isLessThan(-50);
        assertThat(quartic.changeSince(quartic)).isZero();
        // what a thousand networks cannot be: the fit of a Gaussian start
        assertThat(LikelihoodRatio.tests(ensemble)).hasSize(3);
    }

    @Test
    void variance_underAModel_isThatOfItsSamples() {
        SquareModel model = Fixtures.uneven(5);
        Ensemble ensemble = Fixtures.samples(model, 5_000, 8);
        for (int k = 0; k < 52; k++) {
            Invariant invariant = Invariants.observed(Symmetry.TOGETHER).get(k);
            if (invariant.vertices() <= 3 && invariant.degree() <= 3) {
                double[] values = ensemble.invariant(k);
                double mean = Arrays.stream(values).average().orElseThrow();
                double variance =
                        Arrays.stream(values)
                                .map(v -> (v - mean) * (v - mean))
                                .average()
                                .orElseThrow();
                assertClose(invariant.code(), variance, model.variance(invariant), 0.3, 0);
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.variance(Invariant.of("00123456")))
                .withMessage(
                        "expected an invariant of at most four indices, found 7 in 00123456:"
                                + " sample from the model instead");
    }

    /** All 2 x 2 and 1 x 3 matrices of weights -1, 0 and 2, of probabilities 0.5, 0.2 and 0.3. */
    @Test
    void iidEntries_ofThreeValues_areTheSumOverAllMatrices() {
        double[] values = {-1, 0, 2};
        double[] chances = {0.5, 0.2, 0.3};
        double[] moments = new double[8];
        for (int r = 1; r <= 8; r++) {
            for (int v = 0; v < 3; v++) {
                moments[r - 1] += chances[v] * Math.pow(values[v], r);
            }
        }
        IidEntries law = IidEntries.of(moments);
        for (Symmetry symmetry : Symmetry.values()) {
            int rows = symmetry == Symmetry.TOGETHER ? 2 : 1;
            int columns = symmetry == Symmetry.TOGETHER ? 2 : 3;
            int entries = rows * columns;
            for (int degree = 1; degree <= 4; degree++) {
                for (Invariant invariant : Invariants.all(symmetry, degree)) {
                    double mean = 0;
                    double square = 0;
                    for (int code = 0; code < Math.pow(3, entries); code++) {
                        double[] matrix = new double[entries];
                        double chance = 1;
                        for (int k = 0, rest = code; k < entries; k++, rest /= 3) {
                            matrix[k] = values[rest % 3];
                            chance *= chances[rest % 3];
                        }
                        double value = invariant.evaluate(matrix, rows, columns);
                        mean += chance * value;
                        square += chance * value * value;
                    }
                    double found = law.expectation(invariant, rows, columns);
                    assertClose(invariant.code(), found, mean, 1e-12, 1e-12);
                    if (invariant.vertices() <= 4) {
                        double variance = law.variance(invariant, rows, columns);
                        double expected = square - mean * mean;
                        assertClose(invariant.code(), variance, expected, 1e-9, 1e-9);
                    }
                }
            }
        }
    }

    @Test
    void iidEntries_withoutTheMomentsAskedFor_sayWhich() {
        IidEntries start = IidEntries.of(0, 1);
        assertThat(start.expectation(Invariant.of("0101"), 3, 3)).isEqualTo(9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start.expectation(Invariant.of("01010101"), 3, 3))
                .withMessage("expected the moments up to order 4, found 2 of them: give more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IidEntries.gaussian(0, -1))
                .withMessage("expected a variance of at least 0, found -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IidEntries.of(0, Double.NaN))
                .withMessage("expected finite moments, found another at order 2");
    }
}

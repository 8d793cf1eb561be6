// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the errors, tests and floors say of samples whose law is known. Seeds are fixed. */
class SimulationTest {
    static Stream<MatrixModel> laws() {
        return Stream.of(
                Fixtures.uneven(6),
                RectangularModel.of(5, 8, 0.7, 0.6, 0.4, 0.2, 0.3),
                SimpleGaussian.of(4, 7, 0.2, 0.5));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void fit_ofItsOwnSamples_recoversTheParametersWithinTheirErrors(MatrixModel law) {
        int repeats = 60;
        int matrices = 100;
        double[] truth = law.parameters();
        double[] squares = new double[truth.length];
        for (int r = 0; r < repeats; r++) {
            MatrixModel fit = fit(law, Fixtures.samples(law, matrices, r));
            double[] found = fit.parameters();
            double[] errors = law.standardErrors(matrices);
            for (int k = 0; k < truth.length; k++) {
                double z = (found[k] - truth[k]) / errors[k];
                squares[k] += z * z / repeats;
            }
        }
        // each is a chi-square of 60 degrees of freedom by 60, whose root is 1 ± 0.09
        for (int k = 0; k < truth.length; k++) {
            assertThat(Math.sqrt(squares[k]))
                    .as(law.parameterNames().get(k))
                    .isEqualTo(1, within(0.35));
        }
    }

    private static MatrixModel fit(MatrixModel law, Ensemble ensemble) {
        if (law instanceof SquareModel) {
            return SquareModel.fit(ensemble);
        }
        return law instanceof RectangularModel
                ? RectangularModel.fit(ensemble)
                : SimpleGaussian.fit(ensemble);
    }

    @Test
    void likelihoodRatios_whereTheSmallestModelIsRight_areChiSquare() {
        int repeats = 400;
        SquareModel law = SimpleGaussian.of(5, 5, 0.3, 0.2).asRectangular().asSquare();
        double[] means = new double[3];
        double[] rejected = new double[3];
        for (int r = 0; r < repeats; r++) {
            List<LikelihoodRatio> tests =
                    LikelihoodRatio.tests(Fixtures.samples(law, 80, 1000 + r));
            for (int k = 0; k < 3; k++) {
                means[k] += tests.get(k).statistic() / repeats;
                rejected[k] += tests.get(k).p() < 0.05 ? 1.0 / repeats : 0;
            }
        }
        // of 400 at 5 %, the rate has a standard error of 0.011
        assertThat(rejected[0]).isBetween(0.02, 0.09);
        assertThat(rejected[1]).isBetween(0.02, 0.09);
        assertThat(rejected[2]).isBetween(0.02, 0.09);
        assertThat(means[0]).isEqualTo(8, within(0.8));
        assertThat(means[1]).isEqualTo(11, within(1.0));
        assertThat(means[2]).isEqualTo(3, within(0.5));
    }

    @Test
    void likelihoodRatios_whereOnlyTheLargestModelIsRight_reject() {
        Ensemble ensemble = Fixtures.samples(Fixtures.uneven(6), 100, 1);
        assertThat(LikelihoodRatio.tests(ensemble)).allMatch(test -> test.p() < 1e-6);
        Ensemble five =
                Fixtures.samples(
                        RectangularModel.of(6, 6, 0.7, 0.6, 0.4, 0.2, 0.3).asSquare(), 100, 2);
        List<LikelihoodRatio> tests = LikelihoodRatio.tests(five);
        assertThat(tests.get(0).p()).isGreaterThan(1e-3);
        assertThat(tests.get(2).p()).isLessThan(1e-6);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void z_whereTheModelIsRight_isStandardNormal(MatrixModel law) {
        int repeats = 20;
        double sum = 0;
        double squares = 0;
        double large = 0;
        double deviations = 0;
        double byChance = 0;
        int count = 0;
        for (int r = 0; r < repeats; r++) {
            Ensemble ensemble = Fixtures.samples(law, 300, 50 + r);
            for (Deviation deviation : Deviations.of(ensemble, fit(law, ensemble))) {
                sum += deviation.z();
                squares += deviation.z() * deviation.z();
                large += Math.abs(deviation.z()) > 3.5 ? 1 : 0;
                deviations += deviation.normalised();
                byChance += deviation.byChance();
                count++;
            }
        }
        assertThat(sum / count).isEqualTo(0, within(0.35));
        assertThat(Math.sqrt(squares / count)).isEqualTo(1, within(0.25));
        assertThat(large / count).isLessThan(0.01);
        assertThat(byChance / deviations).isEqualTo(1, within(0.2));
    }

    /** The reference's simulation of the publication's experiment at its start: 0.014 on average. */
    @Test
    void deviations_byChance_ofAThousandGaussianStarts_areTheReferences() {
        SquareModel law = SimpleGaussian.of(10, 10, 0, 0.1).asRectangular().asSquare();
        Ensemble ensemble = Fixtures.samples(law, 1000, 3);
        double byChance =
                Deviations.of(ensemble, SquareModel.fit(ensemble)).stream()
                        .mapToDouble(Deviation::byChance)
                        .average()
                        .orElseThrow();
        assertThat(byChance).isEqualTo(0.014, within(0.001));
    }

    @Test
    void wasserstein_ofAFitToItsLaw_isTheNoiseFloor() {
        int repeats = 200;
        double variance = 0.1;
        SimpleGaussian start = SimpleGaussian.of(6, 6, 0, variance);
        SquareModel law = start.asRectangular().asSquare();
        double[] found = new double[4];
        for (int r = 0; r < repeats; r++) {
            Ensemble ensemble = Fixtures.samples(law, 100, 7000 + r);
            SquareModel thirteen = SquareModel.fit(ensemble);
            RectangularModel five = RectangularModel.fit(ensemble);
            SimpleGaussian two = SimpleGaussian.fit(ensemble);
            found[0] += Wasserstein.between(thirteen, start).squared() / repeats;
            found[1] += Wasserstein.between(five, start).squared() / repeats;
            found[2] += Wasserstein.between(two, start).squared() / repeats;
            found[3] += Wasserstein.between(thirteen, two).squared() / repeats;
        }
        double floor = variance / 100;
        assertThat(found[0]).isEqualTo(7.5 * floor, within(0.6 * floor));
        assertThat(found[1]).isEqualTo(3 * floor, within(0.5 * floor));
        assertThat(found[2]).isEqualTo(1.5 * floor, within(0.4 * floor));
        assertThat(found[3]).isEqualTo(6 * floor, within(0.6 * floor));
        SquareModel fit = SquareModel.fit(Fixtures.samples(law, 100, 1));
        assertThat(Wasserstein.noiseFloor(fit, variance, 100))
                .isEqualTo(7.5 * floor, within(1e-15));
        assertThat(Wasserstein.noiseFloor(start, variance, 100))
                .isEqualTo(1.5 * floor, within(1e-15));
    }
}

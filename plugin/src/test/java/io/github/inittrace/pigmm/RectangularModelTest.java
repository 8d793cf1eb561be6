// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import static io.github.inittrace.pigmm.Fixtures.assertClose;
import static io.github.inittrace.pigmm.Fixtures.doubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The model of 5 parameters, against an independent implementation. */
class RectangularModelTest {
    private static final JsonNode FIXTURE = Fixtures.read("rect_4x7");

    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void fit_ofAnEnsemble_isTheReferences(String name) {
        JsonNode expected = FIXTURE.get(name);
        Ensemble ensemble = ensemble(name);
        RectangularModel fit = RectangularModel.fit(ensemble);
        double[] moments = doubles(expected.get("mean_J"));
        assertClose(fit.parameters(), doubles(expected.get("params")), 1e-9, 1e-12);
        assertClose(fit.moments(), moments, 1e-9, 1e-12);
        assertClose(
                RectangularModel.ofMoments(4, 7, moments).parameters(),
                doubles(expected.get("params_from_moments")),
                1e-9,
                1e-12);
        Map<String, Double> covariances = Fixtures.values(expected.get("cov"));
        double[] found = {
            fit.entries().covariance(0, 0, 0, 0),
            fit.entries().covariance(0, 0, 0, 1),
            fit.entries().covariance(0, 0, 1, 0),
            fit.entries().covariance(0, 0, 1, 1)
        };
        double[] wanted = {
            covariances.get("same"),
            covariances.get("same_row"),
            covariances.get("same_col"),
            covariances.get("none")
        };
        assertClose(found, wanted, 1e-9, 1e-12);
        SimpleGaussian simple = SimpleGaussian.fit(ensemble);
        assertClose(
                simple.parameters(),
                new double[] {
                    expected.get("simple").get("mean").doubleValue(),
                    expected.get("simple").get("var").doubleValue()
                },
                1e-9,
                0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void expectations_andValuesOfAllInvariants_areTheReferences(String name) {
        JsonNode expected = FIXTURE.get(name);
        Ensemble ensemble = ensemble(name);
        RectangularModel fit = RectangularModel.fit(ensemble);
        Map<String, Double> theory = Fixtures.values(expected.get("theory"));
        Map<String, Double> means = Fixtures.values(expected.get("empirical_mean"));
        Map<String, Double> spreads = Fixtures.values(expected.get("empirical_std"));
        assertThat(theory).hasSize(48);
        theory.forEach(
                (code, value) ->
                        assertClose(code, fit.expectation(Invariant.of(code)), value, 1e-9, 1e-12));
        List<Deviation> deviations = Deviations.of(ensemble, fit);
        assertThat(deviations).hasSize(43);
        for (Deviation deviation : deviations) {
            String code = deviation.invariant().code();
            assertClose(code, deviation.mean(), means.get(code), 1e-9, 1e-12);
            assertClose(code, deviation.standardDeviation(), spreads.get(code), 1e-9, 1e-12);
            double gap = Math.abs(theory.get(code) - means.get(code)) / spreads.get(code);
            assertClose(code, deviation.normalised(), gap, 1e-9, 1e-9);
        }
    }

    @Test
    void wasserstein_betweenModels_isTheReferences() {
        RectangularModel a = RectangularModel.fit(ensemble("A"));
        RectangularModel b = RectangularModel.fit(ensemble("B"));
        double expected = FIXTURE.get("W2_squared_A_B").doubleValue();
        double simple = FIXTURE.get("W2_squared_A_simpleA").doubleValue();
        assertClose("A, B", Wasserstein.between(a, b).squared(), expected, 1e-9, 0);
        Wasserstein ofSimple = Wasserstein.between(a, SimpleGaussian.fit(ensemble("A")));
        assertClose("A, simple A", ofSimple.squared(), simple, 1e-9, 0);
        assertThat(ofSimple.parts()).containsOnlyKeys("mean", "v00", "vH0", "v0H", "vHH");
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 1", "5, 1, 1", "3, 2, 3", "2, 2, 3"})
    void fit_ofAFewRowsOrColumns_hasNoVarianceWhereThereIsNone(int rows, int columns, int less) {
        SimpleGaussian law = SimpleGaussian.of(rows, columns, 0.3, 0.5);
        Ensemble ensemble = Fixtures.samples(law, 50, 4);
        RectangularModel fit = RectangularModel.fit(ensemble);
        double[] p = fit.parameters();
        assertThat(p[2] == 0).isEqualTo(rows == 1);
        assertThat(p[3] == 0).isEqualTo(columns == 1);
        assertThat(p[4] == 0).isEqualTo(rows == 1 || columns == 1);
        assertThat(fit.standardErrors(50)[4] == 0).isEqualTo(p[4] == 0);
        LikelihoodRatio test = LikelihoodRatio.tests(ensemble).get(0);
        assertThat(test.degreesOfFreedom()).isEqualTo(less);
        assertThat(fit.parameterCount()).isEqualTo(2 + less);
        assertThat(test.regularised()).isFalse();
        assertThat(test.p()).isBetween(1e-4, 1.0);
        IntStream.range(0, 5)
                .forEach(
                        k ->
                                assertClose(
                                        "J" + (k + 1),
                                        fit.expectation(Invariants.APART.get(k)),
                                        fit.moments()[k],
                                        1e-12,
                                        1e-12));
    }

    @Test
    void tests_ofSingleWeights_areNone() {
        Ensemble ensemble = Fixtures.samples(SimpleGaussian.of(1, 1, 0, 1), 20, 1);
        assertThat(LikelihoodRatio.tests(ensemble)).isEmpty();
    }

    private static Ensemble ensemble(String name) {
        return Fixtures.rectangular(Fixtures.matrices(FIXTURE.get(name)), 4, 7);
    }

    /** Variances that are not there leave no noise. */
    @Test
    void noiseFloor_ofASingleRow_countsTheParametersThatItHas() {
        SimpleGaussian law = SimpleGaussian.of(1, 6, 0, 1);
        double found = 0;
        for (int r = 0; r < 400; r++) {
            Ensemble ensemble = Fixtures.samples(law, 50, r);
            found += Wasserstein.between(RectangularModel.fit(ensemble), law).squared() / 400;
        }
        RectangularModel fit = RectangularModel.fit(Fixtures.samples(law, 50, 1));
        assertThat(Wasserstein.noiseFloor(fit, 1, 50)).isEqualTo(2.0 / 50);
        assertThat(found).isEqualTo(2.0 / 50, within(0.3 / 50));
    }

    @Test
    void ofMoments_ofALawWithoutAVariance_bearsRounding() {
        for (int columns = 2; columns < 40; columns++) {
            RectangularModel law = RectangularModel.of(3, columns, 0.7, 0, 0.1 / 3, 0, 0.3);
            RectangularModel again = RectangularModel.ofMoments(3, columns, law.moments());
            assertThat(again.parameters()[1]).isBetween(0.0, 1e-12);
            assertThat(again.parameters()[3]).isBetween(0.0, 1e-12);
        }
    }
}

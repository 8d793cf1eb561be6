// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import static io.github.inittrace.pigmm.Fixtures.assertClose;
import static io.github.inittrace.pigmm.Fixtures.doubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model of 13 parameters and those within it, against an independent implementation. */
class SquareModelTest {
    private static final JsonNode FIXTURE = Fixtures.read("fit_6x6");

    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void fit_ofAnEnsemble_isTheReferences(String name) {
        JsonNode expected = FIXTURE.get(name);
        Ensemble ensemble = Fixtures.square(Fixtures.matrices(expected), 6);
        SquareModel fit = SquareModel.fit(ensemble);
        double[] moments = doubles(expected.get("mean_I"));
        assertClose(fit.parameters(), doubles(expected.get("f")), 1e-9, 1e-12);
        assertClose(fit.moments(), moments, 1e-9, 1e-12);
        assertClose(SquareModel.ofMoments(6, moments).parameters(), fit.parameters(), 1e-9, 1e-12);
        assertClose(
                fit.withC0Times(40 / 39.0).parameters(),
                doubles(expected.get("f_unbiased_C0")),
                1e-9,
                1e-12);
        double[] means = {fit.entries().mean(0, 0), fit.entries().mean(0, 1)};
        assertClose(means, doubles(expected.get("mean_diag_offdiag")), 1e-9, 1e-12);
        Fixtures.values(expected.get("cov15"))
                .forEach(
                        (code, value) ->
                                assertClose(
                                        code,
                                        fit.entries()
                                                .covariance(
                                                        code.charAt(0),
                                                        code.charAt(1),
                                                        code.charAt(2),
                                                        code.charAt(3)),
                                        value,
                                        1e-9,
                                        1e-12));
        assertThat(fit.singularBlocks()).isEmpty();
        assertThat(fit.regularised(1e-10)).isSameAs(fit);
        assertThat(Symmetric.of(fit.ch()).eigenvalues()[0])
                .isEqualTo(expected.get("min_eigs").get("VH").doubleValue(), within(1e-12));
        double[] spread = doubles(expected.get("std_I_population"));
        for (int k = 0; k < 13; k++) {
            double[] values = ensemble.invariant(k);
            double mean = Arrays.stream(values).average().orElseThrow();
            double square = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
            assertClose("I" + (k + 1), mean, moments[k], 1e-9, 1e-12);
            assertClose("I" + (k + 1), Math.sqrt(square - mean * mean), spread[k], 1e-9, 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void expectation_ofAllInvariants_isTheReferences(String name) {
        SquareModel fit = fit(name);
        Map<String, Double> theory = Fixtures.values(FIXTURE.get(name).get("theory_348"));
        assertThat(theory).hasSize(348);
        theory.forEach(
                (code, value) ->
                        assertClose(code, fit.expectation(Invariant.of(code)), value, 1e-9, 1e-12));
        double[] moments = fit.moments();
        for (int k = 0; k < 13; k++) {
            Invariant invariant = Invariants.LINEAR_QUADRATIC.get(k);
            assertClose(invariant.code(), fit.expectation(invariant), moments[k], 1e-12, 1e-12);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void deviations_ofAnEnsemble_areTheReferences(String name) {
        JsonNode expected = FIXTURE.get(name);
        Ensemble ensemble = Fixtures.square(Fixtures.matrices(expected), 6);
        List<Deviation> deviations = Deviations.of(ensemble, SquareModel.fit(ensemble));
        assertThat(deviations).extracting(Deviation::invariant).isEqualTo(Invariants.CUBIC_QUARTIC);
        assertClose(
                deviations.stream().mapToDouble(Deviation::mean).toArray(),
                doubles(expected.get("empirical_mean_39")),
                1e-9,
                1e-12);
        assertClose(
                deviations.stream().mapToDouble(Deviation::standardDeviation).toArray(),
                doubles(expected.get("empirical_std_39_population")),
                1e-9,
                1e-12);
        assertClose(
                deviations.stream().mapToDouble(Deviation::normalised).toArray(),
                doubles(expected.get("deviation_39")),
                1e-9,
                1e-11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void smallerModels_ofAnEnsemble_areTheReferences(String name) {
        JsonNode expected = FIXTURE.get(name);
        Ensemble ensemble = Fixtures.square(Fixtures.matrices(expected), 6);
        RectangularModel five = RectangularModel.fit(ensemble);
        SimpleGaussian two = SimpleGaussian.fit(ensemble);
        JsonNode ofFive = expected.get("five_param");
        JsonNode ofTwo = expected.get("simple");
        assertClose(five.parameters(), doubles(ofFive.get("rect")), 1e-9, 1e-12);
        assertClose(five.asSquare().parameters(), doubles(ofFive.get("f")), 1e-9, 1e-12);
        assertClose("mean", two.mean(), ofTwo.get("mean").doubleValue(), 1e-9, 0);
        assertClose("var", two.entryVariance(), ofTwo.get("var").doubleValue(), 1e-9, 0);
        double[] f = two.asRectangular().asSquare().parameters();
        assertClose(f, doubles(ofTwo.get("f")), 1e-9, 1e-12);
        assertClose(expectations(five), doubles(ofFive.get("theory_39")), 1e-9, 1e-12);
        assertClose(expectations(five.asSquare()), expectations(five), 1e-12, 1e-12);
        assertClose(expectations(two), doubles(ofTwo.get("theory_39")), 1e-9, 1e-12);
        IidEntries iid = IidEntries.gaussian(two.mean(), two.entryVariance());
        double[] ofIid =
                Invariants.CUBIC_QUARTIC.stream()
                        .mapToDouble(i -> iid.expectation(i, 6, 6))
                        .toArray();
        assertClose(ofIid, expectations(two), 1e-12, 1e-12);
        // the same fit from observations with rows and columns apart
        Ensemble apart = Fixtures.rectangular(Fixtures.matrices(expected), 6, 6);
        assertClose(RectangularModel.fit(apart).parameters(), five.parameters(), 1e-12, 1e-14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void likelihoods_ofAnEnsemble_areTheReferences(String name) {
        JsonNode expected = FIXTURE.get(name);
        Ensemble ensemble = Fixtures.square(Fixtures.matrices(expected), 6);
        SquareModel fit = SquareModel.fit(ensemble);
        RectangularModel five = RectangularModel.fit(ensemble);
        RectangularModel two = SimpleGaussian.fit(ensemble).asRectangular();
        double[] found = {
            fit.meanLogLikelihood(fit).mean(),
            five.asSquare().meanLogLikelihood(fit).mean(),
            two.asSquare().meanLogLikelihood(fit).mean(),
            five.meanLogLikelihood(five).mean(),
            two.meanLogLikelihood(five).mean()
        };
        JsonNode l = expected.get("mean_loglik");
        double[] wanted = {
            l.get("pigmm13").doubleValue(),
            l.get("five").doubleValue(),
            l.get("simple2").doubleValue(),
            l.get("five").doubleValue(),
            l.get("simple2").doubleValue()
        };
        assertClose(found, wanted, 1e-9, 0);
        List<LikelihoodRatio> tests = LikelihoodRatio.tests(ensemble);
        assertClose(
                tests.stream().mapToDouble(LikelihoodRatio::statistic).toArray(),
                Fixtures.values(expected.get("LR")).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray(),
                1e-9,
                0);
        assertThat(tests).extracting(LikelihoodRatio::degreesOfFreedom).containsExactly(8, 11, 3);
        assertThat(tests).noneMatch(LikelihoodRatio::regularised);
    }

    @Test
    void wasserstein_betweenModels_isTheReferences() {
        SquareModel a = fit("A");
        SquareModel b = fit("B");
        Ensemble ofA = Fixtures.square(Fixtures.matrices(FIXTURE.get("A")), 6);
        Ensemble ofB = Fixtures.square(Fixtures.matrices(FIXTURE.get("B")), 6);
        Map<String, Wasserstein> found =
                Map.of(
                        "A_B", Wasserstein.between(a, b),
                        "A_simpleA", Wasserstein.between(a, SimpleGaussian.fit(ofA)),
                        "B_simpleB", Wasserstein.between(SimpleGaussian.fit(ofB), b),
                        "A_five", Wasserstein.between(a, RectangularModel.fit(ofA)),
                        "A_iid_mean0_var0p1",
                                Wasserstein.between(a, SimpleGaussian.of(6, 6, 0, 0.1)));
        found.forEach(
                (name, distance) -> {
                    JsonNode expected = FIXTURE.get("W2").get(name);
                    double squared = expected.get("W2_squared").doubleValue();
                    assertClose(name, distance.squared(), squared, 1e-9, 0);
                    assertClose(
                            name, distance.distance(), expected.get("W2").doubleValue(), 1e-9, 0);
                    Map<String, Double> parts = Fixtures.values(expected.get("parts"));
                    assertThat(new ArrayList<>(distance.parts().keySet()))
                            .isEqualTo(new ArrayList<>(parts.keySet()));
                    parts.forEach(
                            (part, value) ->
                                    assertClose(
                                            part, distance.parts().get(part), value, 1e-9, 1e-15));
                });
    }

    private static SquareModel fit(String name) {
        return SquareModel.fit(Fixtures.square(Fixtures.matrices(FIXTURE.get(name)), 6));
    }

    private static double[] expectations(MatrixModel model) {
        return Invariants.CUBIC_QUARTIC.stream().mapToDouble(model::expectation).toArray();
    }
}

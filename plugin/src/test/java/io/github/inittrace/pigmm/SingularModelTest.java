// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import static io.github.inittrace.pigmm.Fixtures.assertClose;
import static io.github.inittrace.pigmm.Fixtures.doubles;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ensembles whose covariances have no inverse. */
class SingularModelTest {
    private static final JsonNode FIXTURE = Fixtures.read("edge_cases");

    @ParameterizedTest
    @CsvSource({
        "symmetric, VH V3",
        "zero_diagonal, V0 VH",
        "single_matrix, V0",
        "two_matrices, V0",
        "constant, V0 VH V2 V3"
    })
    void fit_ofSuchAnEnsemble_isTheReferencesAndFlagged(String name, String singular) {
        JsonNode expected = FIXTURE.get(name);
        Ensemble ensemble = ensemble(name);
        SquareModel fit = SquareModel.fit(ensemble);
        assertClose(fit.parameters(), doubles(expected.get("f")), 0, 1e-12);
        double[] v0 = Symmetric.of(fit.c0()).eigenvalues();
        double[] vh = Symmetric.of(fit.ch()).eigenvalues();
        assertClose(v0, doubles(expected.get("eig_V0")), 0, 1e-12);
        assertClose(vh, doubles(expected.get("eig_VH")), 0, 1e-12);
        assertThat(String.join(" ", fit.singularBlocks())).isEqualTo(singular);
        assertThat(fit.meanLogLikelihood(fit).regularised()).isTrue();
        assertThat(LikelihoodRatio.tests(ensemble).get(0).regularised()).isTrue();
        // what needs no inverse is there all the same
        assertThat(Wasserstein.between(fit, fit).distance()).isLessThan(1e-12);
        assertThat(Deviations.of(ensemble, fit)).hasSize(39);
    }

    @Test
    void wasserstein_betweenSingularModels_isTheReferences() {
        Wasserstein distance =
                Wasserstein.between(
                        SquareModel.fit(ensemble("symmetric")),
                        SquareModel.fit(ensemble("zero_diagonal")));
        double expected = FIXTURE.get("W2_squared_symmetric_zero_diagonal").doubleValue();
        assertClose("W2²", distance.squared(), expected, 0, 1e-6);
    }

    @Test
    void regularised_belowAFloor_isTheReferences() {
        JsonNode expected = FIXTURE.get("projection");
        SquareModel model = SquareModel.of(5, doubles(expected.get("f_in")));
        SquareModel raised = model.regularised(expected.get("floor_rel").doubleValue());
        assertClose(raised.parameters(), doubles(expected.get("f_out")), 0, 1e-12);
        assertThat(raised.singularBlocks()).isEmpty();
        assertThat(model.singularBlocks()).containsExactly("V0", "VH", "V2");
    }

    @Test
    void c0_drawnToThatOfIndependentEntries_isPositiveDefinite() {
        SquareModel fit = SquareModel.fit(ensemble("single_matrix"));
        double drawn = fit.entryVariance() * 2 / 3;
        double[][] c0 = fit.withC0Shrunk(1, 2).c0();
        assertThat(fit.withC0Shrunk(1, 2).singularBlocks()).isEmpty();
        assertClose(c0[0], new double[] {drawn, 0}, 1e-15, 0);
        assertClose(c0[1], new double[] {0, drawn}, 1e-15, 0);
    }

    @Test
    void likelihood_ofMatricesThatAreAllTheSame_isFlagged() {
        // sums of tenths are rounded, so that the variances are not quite zero
        double[] tenths = new double[49];
        Arrays.fill(tenths, 0.1);
        Ensemble ensemble = Fixtures.square(Collections.nCopies(5, tenths), 7);
        assertThat(SquareModel.fit(ensemble).singularBlocks())
                .containsExactly("V0", "VH", "V2", "V3");
        assertThat(RectangularModel.fit(ensemble).singularBlocks())
                .containsExactly("v00", "vH0", "v0H", "vHH");
        assertThat(SimpleGaussian.fit(ensemble).singularBlocks()).containsExactly("variance");
        assertThat(Deviations.of(ensemble, SquareModel.fit(ensemble)))
                .allMatch(deviation -> Double.isNaN(deviation.normalised()))
                .allMatch(deviation -> Double.isNaN(deviation.byChance()))
                .allMatch(deviation -> Double.isNaN(deviation.z()));
        assertThat(LikelihoodRatio.tests(ensemble)).allMatch(LikelihoodRatio::regularised);
        Ensemble zeros = Fixtures.square(Collections.nCopies(5, new double[49]), 7);
        List<LikelihoodRatio> tests = LikelihoodRatio.tests(zeros);
        assertThat(tests).allMatch(LikelihoodRatio::regularised);
        assertThat(tests).allMatch(test -> Double.isNaN(test.p()));
        assertThat(Deviations.of(zeros, SquareModel.fit(zeros)))
                .allMatch(deviation -> Double.isNaN(deviation.normalised()));
    }

    private static Ensemble ensemble(String name) {
        return Fixtures.square(Fixtures.matrices(FIXTURE.get(name)), 5);
    }
}

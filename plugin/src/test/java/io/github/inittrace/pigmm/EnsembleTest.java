// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Ensembles put together of parts, and what is not accepted into them. */
class EnsembleTest {
    @ParameterizedTest
    @EnumSource(Symmetry.class)
    void addAll_anyPartsInAnyOrder_givesTheSameBits(Symmetry symmetry) {
        List<Observation> observations = new ArrayList<>();
        for (int s = 0; s < 60; s++) {
            double[] matrix = Fixtures.random(5, 5, s);
            observations.add(
                    symmetry == Symmetry.TOGETHER
                            ? Observation.square(matrix, 5)
                            : Observation.rectangular(matrix, 5, 5));
        }
        Ensemble whole = new Ensemble();
        for (int s = 0; s < 60; s++) {
            whole.add(s, observations.get(s));
        }
        for (int parts : new int[] {2, 7, 60}) {
            List<Long> numbers = new ArrayList<>(LongStream.range(0, 60).boxed().toList());
            Collections.shuffle(numbers, new Random(parts));
            Ensemble merged = new Ensemble();
            for (int part = 0; part < parts; part++) {
                Ensemble some = new Ensemble();
                for (int k = part; k < 60; k += parts) {
                    // by way of a file
                    Observation observation = observations.get(numbers.get(k).intValue());
                    double[] values = observation.values();
                    some.add(numbers.get(k), Observation.of(symmetry, 5, 5, values));
                }
                merged.addAll(some);
                merged.addAll(some);
            }
            assertThat(merged.count()).isEqualTo(60);
            MatrixModel fit = fit(merged);
            assertThat(fit.parameters()).isEqualTo(fit(whole).parameters());
            assertThat(SimpleGaussian.fit(merged).parameters())
                    .isEqualTo(SimpleGaussian.fit(whole).parameters());
            assertThat(Deviations.of(merged, fit)).isEqualTo(Deviations.of(whole, fit));
            assertThat(LikelihoodRatio.tests(merged)).isEqualTo(LikelihoodRatio.tests(whole));
        }
    }

    private static MatrixModel fit(Ensemble ensemble) {
        return ensemble.symmetry() == Symmetry.TOGETHER
                ? SquareModel.fit(ensemble)
                : RectangularModel.fit(ensemble);
    }

    @Test
    void fit_ofMatricesWithALargeMean_losesNoDigits() {
        // the moments of these have twelve digits less for their spread
        SquareModel law = Fixtures.uneven(20);
        SplittableRandom random = new SplittableRandom(1);
        Ensemble here = new Ensemble();
        Ensemble there = new Ensemble();
        for (int s = 0; s < 30; s++) {
            double[] matrix = law.sample(random);
            // sums of these are exact
            double[] rounded = new double[matrix.length];
            double[] shifted = new double[matrix.length];
            for (int k = 0; k < matrix.length; k++) {
                rounded[k] = Math.rint(matrix[k] * 1024) / 1024;
                shifted[k] = rounded[k] + 1e6;
            }
            here.add(s, Observation.square(rounded, 20));
            there.add(s, Observation.square(shifted, 20));
        }
        double[] expected = SquareModel.fit(here).parameters();
        expected[0] += 2e7;
        Fixtures.assertClose(SquareModel.fit(there).parameters(), expected, 1e-8, 1e-8);
    }

    @Test
    void add_anotherShapeOrSymmetry_isRefused() {
        Ensemble ensemble = new Ensemble();
        ensemble.add(0, Observation.square(new double[16], 4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ensemble.add(1, Observation.square(new double[25], 5)))
                .withMessage(
                        "expected a matrix like the others of the ensemble, 4 x 4 with rows and"
                                + " columns together, found number 1 of 5 x 5 with rows and columns"
                                + " together");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ensemble.add(1, Observation.rectangular(new double[16], 4, 4)))
                .withMessageContaining("found number 1 of 4 x 4 with rows and columns apart");
        assertThat(ensemble.count()).isEqualTo(1);
    }

    @Test
    void add_anotherMatrixOfANetwork_isRefused() {
        Ensemble ensemble = new Ensemble();
        ensemble.add(3, Observation.square(Fixtures.random(4, 4, 1), 4));
        ensemble.add(3, Observation.square(Fixtures.random(4, 4, 1), 4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ensemble.add(3, Observation.square(Fixtures.random(4, 4, 2), 4)))
                .withMessage(
                        "expected one matrix with the number 3, found two that differ: give every"
                                + " network a number of its own");
    }

    @Test
    void observation_ofANumberThatIsNone_saysWhere() {
        double[] matrix = new double[20];
        matrix[13] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Observation.rectangular(matrix, 4, 5))
                .withMessage(
                        "expected finite weights, found NaN in row 2, column 3, counted from 0:"
                                + " leave this matrix out");
        matrix[13] = Double.NEGATIVE_INFINITY;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Observation.rectangular(matrix, 4, 5))
                .withMessageContaining("found infinity in row 2");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void observation_ofASmallSquare_namesTheOtherModel(int size) {
        String shape = size + " x " + size;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Observation.square(new double[size * size], size))
                .withMessage(
                        "expected a square matrix of at least 4 x 4 for the model of 13 parameters,"
                                + " found "
                                + shape
                                + ": use the one of rows and columns, which takes any shape");
        assertThat(Observation.rectangular(new double[size * size], size, size).values())
                .hasSize(53);
    }

    @Test
    void observation_ofAnotherNumberOfValues_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Observation.square(new double[17], 4))
                .withMessage("expected 16 values of a matrix of 4 x 4, found 17");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Observation.rectangular(new double[0], 0, 4))
                .withMessage("expected a matrix of at least 1 x 1, found 0 x 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Observation.of(Symmetry.TOGETHER, 4, 4, new double[64]))
                .withMessage("expected 65 figures of a matrix, found 64");
        assertThat(Observation.names(Symmetry.TOGETHER)).hasSize(65).endsWith("I52");
        assertThat(Observation.names(Symmetry.APART)).hasSize(53).endsWith("J48");
    }

    @Test
    void fit_ofNothing_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SquareModel.fit(new Ensemble()))
                .withMessage("expected at least one matrix, found none");
    }

    @Test
    void fit_ofRowsAndColumnsApart_isNotThatOfThirteenParameters() {
        Ensemble apart = Fixtures.rectangular(List.of(new double[16]), 4, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SquareModel.fit(apart))
                .withMessage(
                        "expected observations of square matrices for the model of 13 parameters,"
                                + " found some with rows and columns apart");
    }

    @Test
    void models_ofParametersThatAreNone_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SquareModel.of(4, 1, 2))
                .withMessage("expected 13 finite parameters, found [1.0, 2.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SquareModel.ofMoments(4, 1, 2))
                .withMessage("expected the means of I1 to I13, found 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RectangularModel.of(2, 3, 0, 1, 1, 1, -1))
                .withMessage(
                        "expected a mean and four variances of a matrix, found [0.0, 1.0, 1.0, 1.0,"
                                + " -1.0] of 2 x 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RectangularModel.ofMoments(2, 3, 1))
                .withMessage("expected the means of J1 to J5, found 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimpleGaussian.of(2, 3, 0, Double.NaN))
                .withMessage(
                        "expected a mean and a variance of a matrix, found 0.0 and NaN of 2 x 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RectangularModel.of(4, 5, 0, 1, 1, 1, 1).asSquare())
                .withMessage("expected square matrices for the 13 parameters, found 4 x 5");
    }

    @Test
    void comparisons_ofDifferentShapes_areRefused() {
        SimpleGaussian small = SimpleGaussian.of(4, 4, 0, 1);
        SimpleGaussian large = SimpleGaussian.of(4, 5, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wasserstein.between(small, large))
                .withMessage("expected two laws of matrices of one shape, found 4 x 4 and 4 x 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deviations.of(Fixtures.samples(small, 3, 1), large))
                .withMessage(
                        "expected a model of the shape of the ensemble, 4 x 4, found one of 4 x 5");
    }
}

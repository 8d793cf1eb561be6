// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The likelihood ratio of 13 against 5 parameters, for weights of any law. */
class PermutationLikelihoodRatioTest {
    @Test
    void of_skewedWeightsOfIndependentNeurons_rejectsAsOftenAsItSays() {
        // exponential weights times a factor of their row that is as skewed, far from Gaussian
        int repeats = 100;
        SplittableRandom random = new SplittableRandom(3);
        int rejected = 0;
        for (int r = 0; r < repeats; r++) {
            List<double[]> matrices = Stream.generate(() -> skewed(random)).limit(30).toList();
            rejected += PermutationLikelihoodRatio.of(matrices, 5, 19, random).p() <= 0.1 ? 1 : 0;
        }
        // 10 expected, with a standard error of 3
        assertThat(rejected).isBetween(2, 19);
    }

    @Test
    void of_weightsWhoseDiagonalIsTheirs_rejects() {
        SquareModel law = Fixtures.uneven(6);
        SplittableRandom random = new SplittableRandom(4);
        List<double[]> matrices = IntStream.range(0, 50).mapToObj(s -> law.sample(random)).toList();
        PermutationLikelihoodRatio test = PermutationLikelihoodRatio.of(matrices, 6, 99, random);
        assertThat(test.p()).isEqualTo(0.01);
        assertThat(test.permutations()).isEqualTo(99);
        Ensemble ensemble = Fixtures.square(matrices, 6);
        assertThat(test.statistic()).isEqualTo(LikelihoodRatio.tests(ensemble).get(0).statistic());
    }

    @Test
    void of_noPermutation_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                PermutationLikelihoodRatio.of(
                                        List.of(), 5, 0, new SplittableRandom(1)))
                .withMessage("expected at least one permutation, found 0");
    }

    private static double[] skewed(SplittableRandom random) {
        double[] values = new double[25];
        for (int i = 0; i < 5; i++) {
            double factor = exponential(random);
            for (int j = 0; j < 5; j++) {
                values[i * 5 + j] = factor * exponential(random);
            }
        }
        return values;
    }

    private static double exponential(SplittableRandom random) {
        return -Math.log(1 - random.nextDouble());
    }
}

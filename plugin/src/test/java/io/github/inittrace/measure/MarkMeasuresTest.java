// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkMeasuresTest {

    /** Every third weight starts at zero; afterwards all have moved by up to {@code step}. */
    private static MarkMeasures measure(int n, double step, double grid) {
        double[] initial = SplitMix.uniform(1, n);
        double[] current = SplitMix.uniform(2, n);
        for (int i = 0; i < n; i++) {
            initial[i] = i % 3 == 0 ? 0 : initial[i];
            double moved = initial[i] + step * current[i];
            current[i] = grid == 0 ? moved : Math.rint(moved / grid) * grid;
        }
        MarkMeasures found = MarkMeasures.of("w", initial, current);
        assertThat(found.zeroed()).isEqualTo((n + 2) / 3);
        assertThat(found.visibility()).isEqualTo(bruteForce(initial, current));
        return found;
    }

    private static double bruteForce(double[] initial, double[] current) {
        double wins = 0;
        long pairs = 0;
        for (int i = 0; i < initial.length; i++) {
            for (int j = 0; j < initial.length; j++) {
                if (initial[i] != 0 && initial[j] == 0) {
                    double a = Math.abs(current[i]);
                    double b = Math.abs(current[j]);
                    wins += a > b ? 1 : a == b ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.25, 1})
    void visibility_coarseAndFineValues_isThatOfAllPairs(double grid) {
        for (int n : new int[] {2, 3, 100, 1001}) {
            for (double step : new double[] {0, 0.01, 0.3, 5}) {
                measure(n, step, grid);
            }
        }
    }

    /** scipy.stats.mannwhitneyu(|others|, |zeroed|).statistic / pairs and numpy.std's ratio. */
    @Test
    void measures_ofKnownValues_agreeWithScipy() {
        MarkMeasures found = measure(999, 0.4, 0);
        assertThat(found.visibility()).isCloseTo(0.8045658270883496, within(1e-12));
        assertThat(found.spreadRatio()).isCloseTo(0.36517124583955657, within(1e-12));
    }

    @Test
    void measures_atTheStart_areOneAndZero() {
        double[] start = {0, 0.5, -0.25, 0, 1e-30, 0};
        assertThat(MarkMeasures.of("w", start, start))
                .isEqualTo(new MarkMeasures("w", 3, 1.0, 0.0));
    }

    @Test
    void measures_moreAndMoreNoise_goToOneHalfAndOne() {
        double seen = 1;
        double ratio = 0;
        for (double step : new double[] {0.1, 0.3, 1, 3}) {
            MarkMeasures found = measure(1000, step, 0);
            assertThat(found.visibility()).isLessThan(seen);
            assertThat(found.spreadRatio()).isGreaterThan(ratio);
            seen = found.visibility();
            ratio = found.spreadRatio();
        }
        assertThat(seen).isCloseTo(0.5, within(0.03));
        assertThat(ratio).isCloseTo(1, within(0.1));
    }

    @Test
    void measures_valuesThatAreNotFinite_areNull() {
        double[] start = {0, 0.5, 0, -0.5};
        for (double odd : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            for (int i = 0; i < 4; i++) {
                double[] now = start.clone();
                now[i] = odd;
                MarkMeasures found = MarkMeasures.of("w", start, now);
                assertThat(found.visibility()).isNull();
                assertThat(found.spreadRatio()).isNull();
            }
        }
    }

    @Test
    void isMarked_onlyMatricesWithZerosAndOthers_are() {
        double[] values = new double[200];
        Arrays.fill(values, 0.5);
        assertThat(MarkMeasures.isMarked(List.of(20, 10), values)).isFalse();
        values[7] = 0;
        assertThat(MarkMeasures.isMarked(List.of(20, 10), values)).isFalse();
        values[199] = -0.0;
        assertThat(MarkMeasures.isMarked(List.of(20, 10), values)).isTrue();
        assertThat(MarkMeasures.isMarked(List.of(200), values)).isFalse();
        assertThat(MarkMeasures.isMarked(List.of(20, 10), new double[200])).isFalse();
        assertThat(MarkMeasures.isMarked(List.of(0, 10), new double[0])).isFalse();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.study.TwoSampleTest.Alternative;
import io.github.inittrace.study.TwoSampleTest.Method;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against what scipy says: permutation_test with all splits, and mannwhitneyu. */
class TwoSampleTestTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static final double[] MANY = {
        0.5, 0.53, 0.473, 0.411, 0.455, 0.403, 0.506, 0.634, 0.451, 0.438, 0.549, 0.536
    };
    private static final double[] MANY_LOWER = {
        0.431, 0.327, 0.417, 0.49, 0.286, 0.374, 0.23, 0.291, 0.236, 0.396, 0.293, 0.447, 0.436,
        0.401
    };

    @Test
    void fewSplits_areAllTried() {
        assertThatItIs(
                Method.PERMUTATION,
                new double[] {0.61, 0.64, 0.6, 0.66, 0.63},
                new double[] {0.52, 0.55, 0.5, 0.57, 0.53},
                0.003968253968253968,
                1,
                0.007936507936507936);
        assertThatItIs(
                Method.PERMUTATION,
                new double[] {0.31, 0.35, 0.29, 0.4, 0.33},
                new double[] {0.3, 0.34, 0.31, 0.32, 0.36},
                0.36904761904761907,
                0.6944444444444444,
                0.7380952380952381);
        assertThatItIs(
                Method.PERMUTATION,
                new double[] {1.5, 2.5},
                new double[] {1, 2, 3, 4, 5, 6},
                0.8571428571428571,
                0.21428571428571427,
                0.42857142857142855);
    }

    @Test
    void ties_countOnBothSides() {
        assertThatItIs(
                Method.PERMUTATION,
                new double[] {0.91, 0.92, 0.92, 0.93},
                new double[] {0.92, 0.93, 0.93, 0.94, 0.95},
                0.9920634920634921,
                0.07936507936507936,
                0.15873015873015872);
        assertThatItIs(
                Method.PERMUTATION,
                new double[] {0.9, 0.9, 0.9},
                new double[] {0.9, 0.9, 0.9},
                1,
                1,
                1);
        // scipy has 0.9, for it misses ties that rounding hides; counted with whole numbers.
        assertThatItIs(
                Method.PERMUTATION,
                new double[] {1e6 + 0.001, 1e6 + 0.005, 1e6 + 0.002, 1e6 + 0.008},
                new double[] {1e6, 1e6 + 0.003, 1e6 + 0.001, 1e6 + 0.002},
                0.14285714285714285,
                0.9285714285714286,
                0.2857142857142857);
    }

    @Test
    void infiniteNumbers_areTheLastInRank() {
        assertThatItIs(
                Method.RANK_PERMUTATION,
                new double[] {0.5, 0.6, INFINITY},
                new double[] {0.4, 0.45, 0.55, 0.5},
                0.08571428571428572,
                0.9714285714285714,
                0.17142857142857143);
        assertThatItIs(
                Method.RANK_PERMUTATION,
                new double[] {0.5, INFINITY, INFINITY},
                new double[] {0.4, 0.45, 0.55, INFINITY},
                0.2,
                0.8857142857142857,
                0.4);
    }

    @Test
    void manySplits_areLeftToMannAndWhitney() {
        assertThatItIs(
                Method.MANN_WHITNEY,
                MANY,
                MANY_LOWER,
                6.999596177143627e-05,
                0.9999477101173156,
                0.00013999192354287253);
        double[] coarse = Arrays.stream(MANY).map(x -> Math.rint(10 * x) / 10).toArray();
        double[] lower = Arrays.stream(MANY_LOWER).map(x -> Math.rint(10 * x) / 10).toArray();
        assertThatItIs(
                Method.MANN_WHITNEY,
                coarse,
                lower,
                0.0001713496754864545,
                0.9998609741638796,
                0.000342699350972909);
        double[] same = IntStream.range(0, 20).mapToDouble(i -> 0.9).toArray();
        assertThatItIs(Method.MANN_WHITNEY, same, same, 1, 1, 1);
    }

    @Test
    void smallestP_isThatOfTheMostExtremeSplit() {
        assertThat(TwoSampleTest.smallest(3, 3, Alternative.GREATER)).isEqualTo(0.05);
        assertThat(TwoSampleTest.smallest(5, 5, Alternative.LESS)).isEqualTo(1 / 252.0);
        assertThat(TwoSampleTest.smallest(5, 5, Alternative.DIFFERENT)).isEqualTo(2 / 252.0);
        assertThat(TwoSampleTest.smallest(1, 1, Alternative.DIFFERENT)).isEqualTo(1);
        assertThat(TwoSampleTest.smallest(1000, 1000, Alternative.GREATER)).isNotNegative();
    }

    @Test
    void noNumbersAndNaN_areRefused() {
        double[] one = {1};
        assertThatThrownBy(() -> TwoSampleTest.of(one, new double[0], Alternative.LESS))
                .hasMessage("two samples need at least a number each");
        assertThatThrownBy(() -> TwoSampleTest.of(new double[] {Double.NaN}, one, Alternative.LESS))
                .hasMessage("expected numbers to compare, found NaN");
    }

    /** R's p.adjust has these, method "holm". */
    @Test
    void holm_multipliesTheSmallestMost() {
        assertThat(HolmCorrection.of(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
        assertThat(HolmCorrection.of(new double[] {0.6, 0.7})).containsExactly(1, 1);
        assertThat(HolmCorrection.of(new double[0])).isEmpty();
    }

    @Test
    void amongUnchangedGroups_falseAlarmsAreAsRareAsTheLevel() {
        Random random = new Random(1);
        int alarms = 0;
        for (int trial = 0; trial < 1000; trial++) {
            double[] p = new double[6];
            for (int group = 0; group < p.length; group++) {
                double[] sample = random.doubles(5).map(Math::log).toArray();
                double[] reference = random.doubles(5).map(Math::log).toArray();
                p[group] = TwoSampleTest.of(sample, reference, Alternative.GREATER).p();
            }
            alarms += Arrays.stream(HolmCorrection.of(p)).anyMatch(q -> q < 0.05) ? 1 : 0;
        }
        assertThat(alarms).isBetween(25, 65);
    }

    private static void assertThatItIs(
            Method method,
            double[] sample,
            double[] reference,
            double greater,
            double less,
            double different) {
        TwoSampleTest test = TwoSampleTest.of(sample, reference, Alternative.GREATER);
        assertThat(test.method()).isEqualTo(method);
        assertThat(test.p()).isEqualTo(greater, within(1e-12));
        assertThat(TwoSampleTest.of(sample, reference, Alternative.LESS).p())
                .isEqualTo(less, within(1e-12));
        assertThat(TwoSampleTest.of(sample, reference, Alternative.DIFFERENT).p())
                .isEqualTo(different, within(1e-12));
    }
}

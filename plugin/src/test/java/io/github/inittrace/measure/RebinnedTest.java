// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RebinnedTest {

    private static long total(Histogram h) {
        return h.below() + h.counts().stream().mapToLong(Long::longValue).sum() + h.above();
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    private static void assertWithinBound(Rebinned found, Histogram exact) {
        assertThat(found.histogram().low()).isEqualTo(exact.low());
        assertThat(found.histogram().high()).isEqualTo(exact.high());
        assertThat(total(found.histogram())).isEqualTo(total(exact));
        assertThat(found.histogram().below())
                .isNotNegative()
                .isCloseTo(exact.below(), within(found.errorBound()));
        assertThat(found.histogram().above())
                .isNotNegative()
                .isCloseTo(exact.above(), within(found.errorBound()));
        for (int i = 0; i < exact.counts().size(); i++) {
            assertThat(found.histogram().counts().get(i))
                    .isNotNegative()
                    .isCloseTo(exact.counts().get(i), within(found.errorBound()));
        }
    }

    /** Normal, lumpy and heavy-tailed values, also on the edges, over finer and coarser ranges. */
    @RepeatedTest(300)
    void rebinned_anyValuesAndEdges_staysWithinItsBoundAndLosesNothing(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double[] values = new double[1 + random.nextInt(2000)];
        double grid = random.nextBoolean() ? 0 : 0.25;
        int power = 1 + 2 * random.nextInt(3);
        for (int i = 0; i < values.length; i++) {
            double v = Math.pow(random.nextGaussian(), power);
            values[i] = grid == 0 ? v : Math.rint(v / grid) * grid;
        }
        double reach = grid == 0 ? 0.1 + 10 * random.nextDouble() : 0.25 * (1 + random.nextInt(30));
        double other = grid == 0 ? 0.1 + 10 * random.nextDouble() : 0.25 * (1 + random.nextInt(30));
        Histogram source = Histogram.of(values, -reach, reach, 1 + random.nextInt(120));
        int bins = 1 + random.nextInt(120);
        assertWithinBound(
                Rebinned.of(source, largest(values), -other, other, bins),
                Histogram.of(values, -other, other, bins));
    }

    @Test
    void rebinned_sameEdges_isExact() {
        Histogram source = Histogram.of(SplitMix.uniform(1, 500), -0.9, 0.9, 101);
        assertThat(Rebinned.of(source, 1, -0.9, 0.9, 101)).isEqualTo(new Rebinned(source, 0));
    }

    @Test
    void rebinned_fourTimesFiner_isBoundByWhatEdgesCut() {
        double[] values = SplitMix.uniform(1, 100_000);
        Histogram source = Histogram.of(values, -1, 1, 101);
        Rebinned found = Rebinned.of(source, 1, -4, 4, 101);
        assertWithinBound(found, Histogram.of(values, -4, 4, 101));
        // A bin holds about 990 values, and at most two are cut for each new one.
        assertThat(found.errorBound()).isBetween(500L, 2200L);
    }

    @Test
    void rebinned_knownCounts_areSplitByLength() {
        Histogram source = new Histogram(-2, 2, 4, List.of(10L, 20L, 30L, 40L), 8);
        Rebinned found = Rebinned.of(source, 4, -3, 3, 2);
        assertThat(found.histogram()).isEqualTo(new Histogram(-3, 3, 2, List.of(32L, 74L), 4));
        // Zero is an edge of both, but a value on it may be counted on either side.
        assertThat(found.errorBound()).isEqualTo(34);
    }

    @Test
    void ofZeros_anyCount_liesInTheMiddle() {
        Rebinned found = Rebinned.ofZeros(7, -1, 1, 3);
        assertThat(found)
                .isEqualTo(new Rebinned(new Histogram(-1, 1, 0, List.of(0L, 7L, 0L), 0), 0));
    }
}

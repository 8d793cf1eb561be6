// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.numbers.combinatorics.BinomialCoefficientDouble;
import org.apache.commons.numbers.combinatorics.Combinations;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * Whether the runs of one group differ from those of another by more than their seeds do. The p-value
 * is the chance of a difference at least as large if it made no difference which run is in which
 * group.
 *
 * <p>Of all splits of the numbers into groups of these sizes, p is the share of those whose means
 * differ at least as much as the observed ones in the direction that is asked for, the observed split included, and of a
 * difference in either direction twice the smaller of the two shares, at most 1: a permutation test
 * (Fisher, The Design of Experiments, 1935). It is exact and assumes no distribution. With an infinite number among them, which has no
 * mean, ranks take the place of numbers: then it is Wilcoxon's rank sum test, exact with ties too.
 * Where there are more than {@value #MOST_SPLITS} splits, it is the test of Mann and Whitney (On a
 * test of whether one of two random variables is stochastically larger than the other, 1947), whose
 * p is exact below 50 numbers a group without ties, and else that of the normal approximation.
 *
 * @param method which test it is
 * @param p the p-value
 */
public record TwoSampleTest(Method method, double p) {
    /** More splits than these are not tried: that is up to ten runs against ten. */
    static final int MOST_SPLITS = 200_000;

    /** Sums of the same numbers in another order differ by less, relative. */
    private static final double ROUNDING = 1e-12;

    /** The tests. */
    public enum Method {
        /** Of the difference of means, over all splits. */
        PERMUTATION("permutation test"),
        /** Of the difference of mean ranks, over all splits. */
        RANK_PERMUTATION("permutation test of ranks"),
        /** Of ranks. */
        MANN_WHITNEY("Mann-Whitney test");

        private final String words;

        Method(String words) {
            this.words = words;
        }

        /** Its name. */
        public String words() {
            return words;
        }
    }

    /** What the sample is suspected to be. */
    public enum Alternative {
        /** Larger than the reference. */
        GREATER,
        /** Smaller than the reference. */
        LESS,
        /** Larger or smaller. */
        DIFFERENT
    }

    /**
     * Compares two samples.
     *
     * @param sample numbers, at least one; they may be infinite
     * @param reference numbers to compare with, at least one; they may be infinite
     * @param alternative what would count as a difference
     * @throws IllegalArgumentException if one has no number, or one that is NaN
     */
    public static TwoSampleTest of(double[] sample, double[] reference, Alternative alternative) {
        if (sample.length == 0 || reference.length == 0) {
            throw new IllegalArgumentException("two samples need at least a number each");
        }
        double[] all =
                DoubleStream.concat(Arrays.stream(sample), Arrays.stream(reference)).toArray();
        if (Arrays.stream(all).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("expected numbers to compare, found NaN");
        }
        if (splits(sample.length, reference.length) > MOST_SPLITS) {
            return mannWhitney(sample, reference, alternative);
        }
        boolean isFinite = Arrays.stream(all).allMatch(Double::isFinite);
        double[] values = isFinite ? all : new NaturalRanking(TiesStrategy.AVERAGE).apply(all);
        return new TwoSampleTest(
                isFinite ? Method.PERMUTATION : Method.RANK_PERMUTATION,
                permutation(values, sample.length, alternative));
    }

    /**
     * The smallest p that samples of these sizes can have, however far they are apart.
     *
     * @param sample how many numbers, at least one
     * @param reference how many to compare with, at least one
     * @param alternative what would count as a difference
     */
    public static double smallest(int sample, int reference, Alternative alternative) {
        double one = 1 / splits(sample, reference);
        return alternative == Alternative.DIFFERENT ? Math.min(1, 2 * one) : one;
    }

    private static double splits(int sample, int reference) {
        return BinomialCoefficientDouble.value(sample + reference, sample);
    }

    /** Of the first of some numbers against the rest. */
    private static double permutation(double[] values, int size, Alternative alternative) {
        double mean = DoubleStream.of(values).map(value -> value / values.length).sum();
        double[] centred = DoubleStream.of(values).map(value -> value - mean).toArray();
        double slack = ROUNDING * DoubleStream.of(values).map(Math::abs).sum();
        // All numbers have one sum, so that the means differ as the sums of the first group do.
        double observed = sum(centred, IntStream.range(0, size).toArray());
        long splits = 0;
        long greater = 0;
        long less = 0;
        for (int[] chosen : Combinations.of(values.length, size)) {
            double sum = sum(centred, chosen);
            splits++;
            greater += sum >= observed - slack ? 1 : 0;
            less += sum <= observed + slack ? 1 : 0;
        }
        return switch (alternative) {
            case GREATER -> (double) greater / splits;
            case LESS -> (double) less / splits;
            case DIFFERENT -> Math.min(1, 2.0 * Math.min(greater, less) / splits);
        };
    }

    private static double sum(double[] values, int[] chosen) {
        double sum = 0;
        for (int index : chosen) {
            sum += values[index];
        }
        return sum;
    }

    private static TwoSampleTest mannWhitney(
            double[] sample, double[] reference, Alternative alternative) {
        AlternativeHypothesis suspected =
                switch (alternative) {
                    case GREATER -> AlternativeHypothesis.GREATER_THAN;
                    case LESS -> AlternativeHypothesis.LESS_THAN;
                    case DIFFERENT -> AlternativeHypothesis.TWO_SIDED;
                };
        double p =
                MannWhitneyUTest.withDefaults().with(suspected).test(sample, reference).getPValue();
        // All numbers equal: the approximation divides by a spread of zero.
        return new TwoSampleTest(Method.MANN_WHITNEY, Double.isNaN(p) ? 1 : p);
    }
}

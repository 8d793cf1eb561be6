// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/** The sums behind a {@link ValueSummary}, of one piece of a tensor or merged over several. */
final class SummarySums {
    private final CompensatedSum squares = new CompensatedSum();
    private PowerSums.Central powers = PowerSums.Central.EMPTY;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long count;
    private long notFinite;

    /** Takes values[0], ..., values[length - 1]. */
    static SummarySums of(double[] values, int length) {
        SummarySums sums = new SummarySums();
        sums.count = length;
        CompensatedSum sum = new CompensatedSum();
        for (int from = 0; from < length; from += BlockReductions.LENGTH) {
            sum.add(sums.addBlock(values, from, Math.min(length, from + BlockReductions.LENGTH)));
        }
        if (!Double.isFinite(sums.squares.value())) {
            sums.notFinite = countNotFinite(values, length);
        }
        PowerSums powers = new PowerSums(sum.value() / length);
        for (int from = 0; from < length; from += BlockReductions.LENGTH) {
            powers.addBlock(values, from, Math.min(length, from + BlockReductions.LENGTH));
        }
        sums.powers = powers.central();
        return sums;
    }

    /** As {@link DifferenceSums}: one loop for all, in the order of {@link BlockReductions}. */
    private double addBlock(double[] values, int from, int to) {
        double low = min;
        double high = max;
        double sumEven = 0;
        double sumOdd = 0;
        double squareEven = 0;
        double squareOdd = 0;
        int i = from;
        for (; i + 1 < to; i += 2) {
            double even = values[i];
            double odd = values[i + 1];
            sumEven += even;
            sumOdd += odd;
            squareEven += even * even;
            squareOdd += odd * odd;
            low = even < low ? even : low;
            low = odd < low ? odd : low;
            high = even > high ? even : high;
            high = odd > high ? odd : high;
        }
        double last = i < to ? values[i] : 0;
        if (i < to) {
            low = last < low ? last : low;
            high = last > high ? last : high;
        }
        min = low;
        max = high;
        squares.add(squareEven + squareOdd + last * last);
        return sumEven + sumOdd + last;
    }

    private static long countNotFinite(double[] values, int length) {
        long count = 0;
        for (int i = 0; i < length; i++) {
            if (!Double.isFinite(values[i])) {
                count++;
            }
        }
        return count;
    }

    void merge(SummarySums other) {
        squares.add(other.squares);
        powers = powers.merge(other.powers);
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        count += other.count;
        notFinite += other.notFinite;
    }

    boolean isFinite() {
        return notFinite == 0;
    }

    double norm() {
        return Math.sqrt(squares.value());
    }

    ValueSummary summary() {
        return new ValueSummary(
                count,
                notFinite,
                Finite.orNull(norm()),
                isFinite() ? Finite.orNull(min) : null,
                isFinite() ? Finite.orNull(max) : null,
                count == 0 ? Moments.of(new double[0]) : powers.moments());
    }
}

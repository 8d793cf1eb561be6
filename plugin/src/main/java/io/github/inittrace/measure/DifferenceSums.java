// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/** The sums behind a {@link Difference}, of one piece of a tensor or merged over several. */
final class DifferenceSums {
    private final CompensatedSum squares = new CompensatedSum();
    private final CompensatedSum product = new CompensatedSum();
    private final CompensatedSum magnitudes = new CompensatedSum();
    private PowerSums.Central powers = PowerSums.Central.EMPTY;
    private double largest = -1;
    private long largestAt;
    private long signFlips;
    private long unchanged;
    private long count;

    /**
     * Takes a piece.
     *
     * @param first the index in the tensor of the piece's first value
     */
    static DifferenceSums of(double[] a, double[] b, int length, long first) {
        DifferenceSums sums = new DifferenceSums();
        sums.count = length;
        double[] d = new double[length];
        BlockReductions.subtract(b, a, 0, length, d);
        CompensatedSum sum = new CompensatedSum();
        for (int from = 0; from < length; from += BlockReductions.LENGTH) {
            int to = Math.min(length, from + BlockReductions.LENGTH);
            sum.add(sums.addBlock(a, b, d, from, to));
            sums.find(BlockReductions.largestMagnitude(d, from, to), d, from, to, first);
        }
        PowerSums powers = new PowerSums(sum.value() / length);
        for (int from = 0; from < length; from += BlockReductions.LENGTH) {
            powers.addBlock(d, from, Math.min(length, from + BlockReductions.LENGTH));
        }
        sums.powers = powers.central();
        return sums;
    }

    private void find(double magnitude, double[] d, int from, int to, long first) {
        if (magnitude > largest || Double.isNaN(magnitude)) {
            for (int i = from; i < to; i++) {
                if (Math.abs(d[i]) == magnitude) {
                    largestAt = first + i;
                    break;
                }
            }
            largest = Double.isNaN(largest) ? largest : magnitude;
        }
    }

    /**
     * Adds what takes one look at each value, and returns the sum of d. One loop for all hides the
     * latency of each sum behind the others; the order of additions is that of {@link BlockReductions}.
     */
    private double addBlock(double[] a, double[] b, double[] d, int from, int to) {
        double sumEven = 0;
        double sumOdd = 0;
        double squareEven = 0;
        double squareOdd = 0;
        double sizeEven = 0;
        double sizeOdd = 0;
        double productEven = 0;
        double productOdd = 0;
        int flips = 0;
        int same = 0;
        int i = from;
        for (; i + 1 < to; i += 2) {
            double even = d[i];
            double odd = d[i + 1];
            double p = a[i] * b[i];
            double q = a[i + 1] * b[i + 1];
            sumEven += even;
            sumOdd += odd;
            squareEven += even * even;
            squareOdd += odd * odd;
            sizeEven += Math.abs(even);
            sizeOdd += Math.abs(odd);
            productEven += p;
            productOdd += q;
            flips += (p < 0 ? 1 : 0) + (q < 0 ? 1 : 0);
            same += (a[i] == b[i] ? 1 : 0) + (a[i + 1] == b[i + 1] ? 1 : 0);
            if (!(Math.abs(p) > 0 && Math.abs(q) > 0)) {
                flips += isUnderflow(a[i], b[i]) + isUnderflow(a[i + 1], b[i + 1]);
                same += areNaN(a[i], b[i]) + areNaN(a[i + 1], b[i + 1]);
            }
        }
        boolean tail = i < to;
        if (tail) {
            flips += (a[i] * b[i] < 0 ? 1 : 0) + isUnderflow(a[i], b[i]);
            same += (a[i] == b[i] ? 1 : 0) + areNaN(a[i], b[i]);
        }
        squares.add(squareEven + squareOdd + (tail ? d[i] * d[i] : 0));
        magnitudes.add(sizeEven + sizeOdd + (tail ? Math.abs(d[i]) : 0));
        product.add(productEven + productOdd + (tail ? a[i] * b[i] : 0));
        signFlips += flips;
        unchanged += same;
        return sumEven + sumOdd + (tail ? d[i] : 0);
    }

    /** 1 if two values of opposite sign are so small that their product is zero. */
    private static int isUnderflow(double x, double y) {
        return ((x < 0 && y > 0) || (x > 0 && y < 0)) && x * y == 0 ? 1 : 0;
    }

    private static int areNaN(double x, double y) {
        return Double.isNaN(x) && Double.isNaN(y) ? 1 : 0;
    }

    /** Adds a piece that comes after this one. */
    void merge(DifferenceSums other) {
        squares.add(other.squares);
        product.add(other.product);
        magnitudes.add(other.magnitudes);
        powers = powers.merge(other.powers);
        if (other.largest > largest || Double.isNaN(other.largest)) {
            largestAt = other.largestAt;
            largest = Double.isNaN(largest) ? largest : other.largest;
        }
        signFlips += other.signFlips;
        unchanged += other.unchanged;
        count += other.count;
    }

    /** Whether every value is the same on both sides. */
    boolean isNone() {
        return unchanged == count;
    }

    /** sqrt(mean of d^2). */
    double rms() {
        return Math.sqrt(squares.value() / count);
    }

    /**
     * The difference of these sums.
     *
     * @param total whether they are of several tensors, which have no common index
     */
    Difference difference(SummarySums a, SummarySums b, boolean total) {
        double distance = Math.sqrt(squares.value());
        @Nullable Double cosine =
                Finite.ratio(Finite.ratioOrNaN(product.value(), b.norm()), a.norm());
        boolean found = largest >= 0 && Double.isFinite(largest);
        return new Difference(
                count,
                Finite.orNull(distance),
                Finite.ratio(distance, a.norm()),
                Finite.orNull(rms()),
                Finite.ratio(magnitudes.value(), count),
                found ? largest : null,
                found && !total ? largestAt : null,
                cosine == null ? null : Math.max(-1, Math.min(1, cosine)),
                signFlips,
                unchanged,
                count == 0 ? Moments.of(new double[0]) : powers.moments());
    }
}

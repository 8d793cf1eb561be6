// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How the values of two tensors and their differences are distributed, and where they differ. A
 * component is null where there is nothing to count: values that are not finite, none at all, or no
 * difference.
 *
 * @param a the values of the first, in bins over the range of both
 * @param b the values of the second, in the same bins
 * @param differences b - a, over ±5 times their root mean square
 * @param grid b - a in small, if they are matrices
 */
public record PairDistributions(
        @Nullable Histogram a,
        @Nullable Histogram b,
        @Nullable Histogram differences,
        @Nullable RmsGrid grid) {

    /** How many cells a grid has at most in a row or a column. */
    public static final int CELLS = 96;

    /**
     * Counts, in one more pass over the values.
     *
     * @param first the values of one
     * @param second the values of the other
     * @param measures their measures
     * @param rows the rows of both, if they are matrices, else 0
     * @param columns their columns, if they are matrices, else 0
     * @return the distributions
     * @throws IOException if values cannot be read
     */
    public static PairDistributions of(
            ValueSource first, ValueSource second, PairMeasures measures, int rows, int columns)
            throws IOException {
        BinCounter inA = counter(measures);
        BinCounter inB = counter(measures);
        count(first, inA);
        count(second, inB);
        Difference difference = measures.difference();
        Double rms = difference == null ? null : difference.rms();
        BinCounter between =
                rms == null ? null : counter(-Deviation.REACH * rms, Deviation.REACH * rms);
        RmsCells cells =
                between == null || rows == 0 || columns == 0
                        ? null
                        : new RmsCells(rows, columns, CELLS);
        if (between != null) {
            subtract(first, second, between, cells);
        }
        return new PairDistributions(
                inA == null ? null : inA.histogram(),
                inB == null ? null : inB.histogram(),
                between == null ? null : between.histogram(),
                cells == null ? null : cells.grid());
    }

    /** Bins over the range of both sides. */
    private static @Nullable BinCounter counter(PairMeasures measures) {
        ValueSummary a = measures.a();
        ValueSummary b = measures.b();
        if (a.min() == null || b.min() == null || a.max() == null || b.max() == null) {
            return null;
        }
        double low = Math.min(a.min(), b.min());
        double high = Math.max(a.max(), b.max());
        // A constant gets a range around it.
        double room = low == high ? Math.max(Math.abs(low) / 2, Float.MIN_NORMAL) : 0;
        return counter(low - room, high + room);
    }

    private static @Nullable BinCounter counter(double low, double high) {
        return low < high && Double.isFinite(high - low)
                ? new BinCounter(low, high, Deviation.BINS)
                : null;
    }

    private static void count(ValueSource values, @Nullable BinCounter counter) throws IOException {
        if (counter == null) {
            return;
        }
        double[] piece = new double[Chunk.LENGTH];
        for (long from = 0; from < values.count(); from += piece.length) {
            int length = (int) Math.min(piece.length, values.count() - from);
            values.read(from, piece, length);
            counter.add(piece, 0, length);
        }
    }

    private static void subtract(
            ValueSource first, ValueSource second, BinCounter counter, @Nullable RmsCells cells)
            throws IOException {
        double[] a = new double[Chunk.LENGTH];
        double[] b = new double[Chunk.LENGTH];
        double[] d = new double[Chunk.LENGTH];
        for (long from = 0; from < first.count(); from += a.length) {
            int length = (int) Math.min(a.length, first.count() - from);
            first.read(from, a, length);
            second.read(from, b, length);
            BlockReductions.subtract(b, a, 0, length, d);
            counter.add(d, 0, length);
            if (cells != null) {
                cells.add(from, d, length);
            }
        }
    }
}

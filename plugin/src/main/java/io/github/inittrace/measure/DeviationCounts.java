// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many deviations fall in which bin, of each tensor over its own range, of all over theirs; and
 * how many exceed parts of their tensor's initial half-width.
 */
final class DeviationCounts {
    private final @Nullable BinCounter[] counters;
    private final Fractions[] shares;

    /**
     * Counts.
     *
     * @param reaches how far each tensor's histogram reaches to either side, and last the total's;
     *     where that is no positive number there is no histogram
     * @param halfWidths of each tensor's initial values
     */
    DeviationCounts(List<Chunk> pieces, double[] reaches, double[] halfWidths) {
        counters = new BinCounter[reaches.length];
        shares = new Fractions[reaches.length];
        int total = reaches.length - 1;
        for (int i = 0; i <= total; i++) {
            counters[i] = counter(reaches[i]);
            shares[i] = new Fractions();
        }
        List<OfPiece> parts =
                pieces.parallelStream()
                        .map(
                                p ->
                                        OfPiece.of(
                                                p,
                                                reaches[p.index()],
                                                reaches[total],
                                                halfWidths[p.index()]))
                        .toList();
        for (int i = 0; i < parts.size(); i++) {
            merge(pieces.get(i).index(), parts.get(i).own());
            merge(total, parts.get(i).total());
            shares[pieces.get(i).index()].merge(parts.get(i).shares());
            shares[total].merge(parts.get(i).shares());
        }
    }

    /** The histogram of a tensor, or of the total, by the place of its reach. */
    @Nullable Histogram histogram(int index) {
        BinCounter counter = counters[index];
        return counter == null ? null : counter.histogram();
    }

    /** The shares of a tensor, or of the total, by the place of its reach. */
    Fractions shares(int index) {
        return shares[index];
    }

    private void merge(int index, @Nullable BinCounter part) {
        BinCounter counter = counters[index];
        if (counter != null && part != null) {
            counter.add(part);
        }
    }

    private static @Nullable BinCounter counter(double reach) {
        return reach > 0 && Double.isFinite(2 * reach)
                ? new BinCounter(-reach, reach, Deviation.BINS)
                : null;
    }

    private record OfPiece(@Nullable BinCounter own, @Nullable BinCounter total, Fractions shares) {
        static OfPiece of(Chunk piece, double reach, double totalReach, double halfWidth) {
            BinCounter own = counter(reach);
            BinCounter total = counter(totalReach);
            Fractions shares = new Fractions();
            TensorValues tensor = piece.tensor();
            double[] d = new double[BlockReductions.LENGTH];
            for (int from = piece.from(); from < piece.to(); from += BlockReductions.LENGTH) {
                int to = Math.min(piece.to(), from + BlockReductions.LENGTH);
                BlockReductions.subtract(tensor.current(), tensor.initial(), from, to, d);
                shares.add(d, to - from, halfWidth);
                if (own != null) {
                    own.add(d, 0, to - from);
                }
                if (total != null) {
                    total.add(d, 0, to - from);
                }
            }
            return new OfPiece(own, total, shares);
        }
    }
}

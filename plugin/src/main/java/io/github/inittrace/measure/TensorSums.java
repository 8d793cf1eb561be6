// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sums behind {@link TensorMeasures}, of one piece of a tensor or merged over several. */
final class TensorSums {
    private final CompensatedSum current = new CompensatedSum();
    private final CompensatedSum initial = new CompensatedSum();
    private final CompensatedSum product = new CompensatedSum();
    private final CompensatedSum squares = new CompensatedSum();
    private final CompensatedSum magnitudes = new CompensatedSum();
    private final CompensatedSum update = new CompensatedSum();
    private PowerSums.Central weights = PowerSums.Central.EMPTY;
    private PowerSums.Central deviations = PowerSums.Central.EMPTY;
    private final StartSums start = new StartSums();
    private double largest;
    private boolean updated = true;
    private long count;

    static TensorSums of(Chunk piece) {
        TensorSums sums = new TensorSums();
        sums.count = piece.to() - piece.from();
        sums.updated = piece.tensor().previous() != null;
        sums.addPowers(piece, sums.addSquares(piece));
        return sums;
    }

    /** Everything that needs no mean. Returns the means of w and of d over the piece. */
    private double[] addSquares(Chunk piece) {
        double[] w = piece.tensor().current();
        double[] w0 = piece.tensor().initial();
        double[] before = piece.tensor().previous();
        double[] d = new double[BlockReductions.LENGTH];
        CompensatedSum sumW = new CompensatedSum();
        CompensatedSum sumD = new CompensatedSum();
        for (int from = piece.from(); from < piece.to(); from += BlockReductions.LENGTH) {
            int to = Math.min(piece.to(), from + BlockReductions.LENGTH);
            int length = to - from;
            current.add(BlockReductions.dot(w, w, from, to));
            initial.add(BlockReductions.dot(w0, w0, from, to));
            product.add(BlockReductions.dot(w, w0, from, to));
            sumW.add(BlockReductions.sum(w, from, to));
            BlockReductions.subtract(w, w0, from, to, d);
            squares.add(BlockReductions.dot(d, d, 0, length));
            magnitudes.add(BlockReductions.sumOfMagnitudes(d, 0, length));
            largest = Math.max(largest, BlockReductions.largestMagnitude(d, 0, length));
            sumD.add(BlockReductions.sum(d, 0, length));
            if (before != null) {
                BlockReductions.subtract(w, before, from, to, d);
                update.add(BlockReductions.dot(d, d, 0, length));
            }
        }
        return new double[] {sumW.value() / count, sumD.value() / count};
    }

    /** Powers about the means. */
    private void addPowers(Chunk piece, double[] means) {
        double[] w = piece.tensor().current();
        double[] d = new double[BlockReductions.LENGTH];
        PowerSums ofWeights = new PowerSums(means[0]);
        PowerSums ofDeviations = new PowerSums(means[1]);
        for (int from = piece.from(); from < piece.to(); from += BlockReductions.LENGTH) {
            int to = Math.min(piece.to(), from + BlockReductions.LENGTH);
            ofWeights.addBlock(w, from, to);
            BlockReductions.subtract(w, piece.tensor().initial(), from, to, d);
            ofDeviations.addBlock(d, 0, to - from);
        }
        weights = ofWeights.central();
        deviations = ofDeviations.central();
        start.add(piece, weights);
    }

    void merge(TensorSums other) {
        current.add(other.current);
        initial.add(other.initial);
        product.add(other.product);
        squares.add(other.squares);
        magnitudes.add(other.magnitudes);
        update.add(other.update);
        weights = weights.merge(other.weights);
        deviations = deviations.merge(other.deviations);
        start.merge(other.start);
        largest = Math.max(largest, other.largest);
        updated &= other.updated;
        count += other.count;
    }

    /** sqrt(mean of d^2); not a positive number while nothing has moved or something is not finite. */
    double rms() {
        return Math.sqrt(squares.value() / count);
    }

    /** max |w0|. */
    double halfWidth() {
        return start.halfWidth();
    }

    /**
     * The measures of these sums.
     *
     * @param halfWidth max |w0|, where there is one initial range
     */
    TensorMeasures measures(
            String name,
            List<Integer> shape,
            @Nullable Histogram histogram,
            @Nullable Double halfWidth,
            Fractions shares) {
        double norm = Math.sqrt(current.value());
        double initialNorm = Math.sqrt(initial.value());
        double distance = Math.sqrt(squares.value());
        Double cosine = Finite.ratio(Finite.ratioOrNaN(product.value(), norm), initialNorm);
        return new TensorMeasures(
                name,
                shape,
                count,
                Finite.orNull(norm),
                Finite.orNull(initialNorm),
                Finite.orNull(distance),
                Finite.ratio(distance, initialNorm),
                Finite.orNull(rms()),
                Finite.ratio(magnitudes.value(), count),
                Finite.orNull(largest),
                cosine == null ? null : Math.max(-1, Math.min(1, cosine)),
                updated ? Finite.orNull(Math.sqrt(update.value())) : null,
                weights.moments(),
                deviations.moments(),
                histogram,
                start.movement(halfWidth, shares, magnitudes.value() / count, norm, distance));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sums behind {@link TensorMeasures}, of one tensor or merged over several. */
final class TensorSums {
    private final CompensatedSum current = new CompensatedSum();
    private final CompensatedSum initial = new CompensatedSum();
    private final CompensatedSum product = new CompensatedSum();
    private final CompensatedSum squares = new CompensatedSum();
    private final CompensatedSum magnitudes = new CompensatedSum();
    private final CompensatedSum update = new CompensatedSum();
    private PowerSums.Central weights = PowerSums.Central.EMPTY;
    private PowerSums.Central deviations = PowerSums.Central.EMPTY;
    private double largest;
    private boolean updated = true;
    private long count;

    static TensorSums of(TensorValues tensor) {
        TensorSums sums = new TensorSums();
        sums.count = tensor.current().length;
        sums.updated = tensor.previous() != null;
        sums.addPowers(tensor, sums.addSquares(tensor));
        return sums;
    }

    /** First pass: everything that needs no mean. Returns the means of w and of d. */
    private double[] addSquares(TensorValues tensor) {
        double[] w = tensor.current();
        double[] w0 = tensor.initial();
        double[] before = tensor.previous();
        double[] d = new double[Blocks.LENGTH];
        CompensatedSum sumW = new CompensatedSum();
        CompensatedSum sumD = new CompensatedSum();
        for (int from = 0; from < w.length; from += Blocks.LENGTH) {
            int to = Math.min(w.length, from + Blocks.LENGTH);
            int length = to - from;
            current.add(Blocks.dot(w, w, from, to));
            initial.add(Blocks.dot(w0, w0, from, to));
            product.add(Blocks.dot(w, w0, from, to));
            sumW.add(Blocks.sum(w, from, to));
            Blocks.subtract(w, w0, from, to, d);
            squares.add(Blocks.dot(d, d, 0, length));
            magnitudes.add(Blocks.sumOfMagnitudes(d, 0, length));
            largest = Math.max(largest, Blocks.largestMagnitude(d, 0, length));
            sumD.add(Blocks.sum(d, 0, length));
            if (before != null) {
                Blocks.subtract(w, before, from, to, d);
                update.add(Blocks.dot(d, d, 0, length));
            }
        }
        return new double[] {sumW.value() / w.length, sumD.value() / w.length};
    }

    /** Second pass: powers about the means. */
    private void addPowers(TensorValues tensor, double[] means) {
        double[] w = tensor.current();
        double[] d = new double[Blocks.LENGTH];
        PowerSums ofWeights = new PowerSums(means[0]);
        PowerSums ofDeviations = new PowerSums(means[1]);
        for (int from = 0; from < w.length; from += Blocks.LENGTH) {
            int to = Math.min(w.length, from + Blocks.LENGTH);
            ofWeights.addBlock(w, from, to);
            Blocks.subtract(w, tensor.initial(), from, to, d);
            ofDeviations.addBlock(d, 0, to - from);
        }
        weights = ofWeights.central();
        deviations = ofDeviations.central();
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
        largest = Math.max(largest, other.largest);
        updated &= other.updated;
        count += other.count;
    }

    /** The measures of these sums; {@code tensors} are the values they were taken from. */
    TensorMeasures measures(String name, List<Integer> shape, List<TensorValues> tensors) {
        double norm = Math.sqrt(current.value());
        double initialNorm = Math.sqrt(initial.value());
        double distance = Math.sqrt(squares.value());
        double rms = Math.sqrt(squares.value() / count);
        Double cosine = Finite.ratio(Finite.ratioOrNaN(product.value(), norm), initialNorm);
        return new TensorMeasures(
                name,
                shape,
                count,
                Finite.orNull(norm),
                Finite.orNull(initialNorm),
                Finite.orNull(distance),
                Finite.ratio(distance, initialNorm),
                Finite.orNull(rms),
                Finite.ratio(magnitudes.value(), count),
                Finite.orNull(largest),
                cosine == null ? null : Math.max(-1, Math.min(1, cosine)),
                updated ? Finite.orNull(Math.sqrt(update.value())) : null,
                weights.moments(),
                deviations.moments(),
                histogram(Deviation.REACH * rms, tensors));
    }

    /** Third pass: counts of d over ±reach. */
    private static @Nullable Histogram histogram(double reach, List<TensorValues> tensors) {
        if (!(reach > 0) || !Double.isFinite(2 * reach)) {
            return null;
        }
        BinCounter counter = new BinCounter(-reach, reach, Deviation.BINS);
        double[] d = new double[Blocks.LENGTH];
        for (TensorValues tensor : tensors) {
            int n = tensor.current().length;
            for (int from = 0; from < n; from += Blocks.LENGTH) {
                int to = Math.min(n, from + Blocks.LENGTH);
                Blocks.subtract(tensor.current(), tensor.initial(), from, to, d);
                counter.add(d, 0, to - from);
            }
        }
        return counter.histogram();
    }
}

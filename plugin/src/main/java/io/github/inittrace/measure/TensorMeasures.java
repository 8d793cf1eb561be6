// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one tensor, or all of them together, has moved from where it started. With w0 the
 * initial values, w the current ones, d = w - w0 and n their number; all sums in double. A
 * component is null where it is undefined: a zero start, or values that are not finite.
 *
 * @param name the tensor's name, or {@code total}
 * @param shape its shape; empty for the total
 * @param count n
 * @param norm |w|, the Frobenius norm
 * @param initialNorm |w0|
 * @param distance |d|
 * @param relativeDistance |d| / |w0|
 * @param rms |d| / sqrt(n)
 * @param meanAbs the mean of |d_k|
 * @param maxAbs the largest |d_k|
 * @param cosine w·w0 / (|w| |w0|)
 * @param updateSize the distance from the weights of the record before; null in the first record
 * @param weights moments of w
 * @param deviations moments of d
 * @param histogram of d over ±5 rms in 101 bins; null while nothing has moved
 * @param movement how w lies against w0
 */
public record TensorMeasures(
        String name,
        List<Integer> shape,
        long count,
        @Nullable Double norm,
        @Nullable Double initialNorm,
        @Nullable Double distance,
        @Nullable Double relativeDistance,
        @Nullable Double rms,
        @Nullable Double meanAbs,
        @Nullable Double maxAbs,
        @Nullable Double cosine,
        @Nullable Double updateSize,
        Moments weights,
        Moments deviations,
        @Nullable Histogram histogram,
        @Nullable Movement movement) {
    public TensorMeasures {
        shape = List.copyOf(shape);
    }

    /**
     * Measures one tensor.
     *
     * @param tensor its values
     * @return its measures
     */
    public static TensorMeasures of(TensorValues tensor) {
        return Deviation.of(List.of(tensor)).tensors().get(0);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import java.util.List;

/**
 * A read-only window on one weight matrix or bias vector of a model in training.
 *
 * <p>The values behind a view change as training goes on, so a view is valid only during the
 * listener call that handed it out, and on that call's thread; copy what must be kept.
 */
public interface TensorView {

    /** The tensor's name, unique in its model: {@code hidden1.weight}, {@code output.bias}, ... */
    String name();

    /** The lengths of its dimensions, outermost first; {@code [in, out]} for a weight matrix. */
    List<Integer> shape();

    /** How the trainer keeps the values; double unless said otherwise. */
    default Precision precision() {
        return Precision.FLOAT64;
    }

    /** The number of values, the product of the shape. */
    default int size() {
        return shape().stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    /**
     * Copies the values in row-major order. Values kept as float are widened exactly.
     *
     * @param target receives the values, of length {@link #size()}
     * @throws IllegalArgumentException if the target has another length
     */
    void copyTo(double[] target);

    /** A new array with the values in row-major order. */
    default double[] copy() {
        double[] values = new double[size()];
        copyTo(values);
        return values;
    }

    /**
     * Checks the target of {@link #copyTo}. For implementations.
     *
     * @throws IllegalArgumentException if its length is not {@link #size()}
     */
    default void requireRoom(double[] target) {
        if (target.length != size()) {
            throw new IllegalArgumentException(
                    "tensor '"
                            + name()
                            + "' needs an array of length "
                            + size()
                            + ", found "
                            + target.length);
        }
    }
}

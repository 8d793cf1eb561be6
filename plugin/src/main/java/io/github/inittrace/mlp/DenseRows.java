// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.FloatMatrix;

/** Rows with a place for every feature. */
sealed interface DenseRows extends InputRows permits FloatRows, PixelRows {
    /**
     * Copies the rows of examples to the start of those of a matrix, inside a scope of the kernels.
     *
     * @param order the examples
     * @param start where in {@code order} the one for the matrix' first row is
     */
    void copyTo(int[] order, int start, FloatMatrix target);
}

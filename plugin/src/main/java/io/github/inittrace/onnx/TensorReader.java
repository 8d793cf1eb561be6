// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import java.io.Closeable;
import java.io.IOException;

/** Reads the values of a tensor, in row-major order, without ever holding all of them. */
public interface TensorReader extends Closeable {
    /**
     * Reads some values.
     *
     * @param from the index of the first one
     * @param into where they go, from index 0 on
     * @param length how many
     * @throws IOException if they cannot be read, or do not make sense; the message names the file
     */
    void read(long from, double[] into, int length) throws IOException;

    /**
     * Whether reading anywhere costs the same and many threads may read at the same time. If not,
     * only one may, and going back means starting over.
     */
    boolean isRandomAccess();
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import java.util.List;

/**
 * A tensor of a file that has tensors and no graph.
 *
 * @param name its name, unique in its file
 * @param dataType what its values are, by the number that ONNX has for it
 * @param shape its shape; empty for a single number
 * @param values opens them; what it throws says in lower case what is wrong, without the file
 */
public record LooseTensor(
        String name, int dataType, List<Integer> shape, StoredTensor.Values values) {
    /** Copies the shape. */
    public LooseTensor {
        shape = List.copyOf(shape);
    }
}

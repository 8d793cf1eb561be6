// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a file that has tensors and no graph.
 *
 * @param name its name, unique in its file
 * @param type what its values are; null if they are of a type that is not read
 * @param typeName what messages call the type, also one that is not read
 * @param shape its shape; empty for a single number
 * @param values opens them; what it throws says in lower case what is wrong, without the file
 */
public record LooseTensor(
        String name,
        @Nullable ElementType type,
        String typeName,
        List<Integer> shape,
        StoredTensor.Values values) {
    /** Copies the shape. */
    public LooseTensor {
        shape = List.copyOf(shape);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Some consecutive values of one tensor: what one thread measures at a time. Where pieces begin
 * depends on the tensors alone, never on the number of threads, and their results are put together
 * in their order, so a measure has the same bits however many threads took it.
 *
 * @param index the tensor's place in the model
 * @param tensor its values
 * @param from the first value of the piece
 * @param to one past its last value
 */
record Chunk(int index, TensorValues tensor, int from, int to) {
    /**
     * Values per piece, whole blocks: few enough that the second-level cache holds three arrays of
     * them while they are read more than once.
     */
    static final int LENGTH = 32 * BlockReductions.LENGTH;

    /** All values of some tensors, in order; an empty tensor has one empty piece. */
    static List<Chunk> cut(List<TensorValues> tensors) {
        List<Chunk> pieces = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            TensorValues tensor = tensors.get(i);
            int size = tensor.current().length;
            int from = 0;
            do {
                int to = Math.min(size - from, LENGTH) + from;
                pieces.add(new Chunk(i, tensor, from, to));
                from = to;
            } while (from < size);
        }
        return pieces;
    }
}

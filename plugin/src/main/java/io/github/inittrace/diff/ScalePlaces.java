// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import java.util.List;

/** Which of its scales a value of a quantised tensor has. */
final class ScalePlaces {
    private final long size;
    private final long inner;
    private final int block;
    private final long blocks;
    private final long count;

    /**
     * Of a tensor with a scale for each index, or each block of indices, along an axis.
     *
     * @param shape the tensor's shape
     * @param axis the axis; what is none has no scale but one for all
     * @param block how many indices share a scale; 0 if there is one for each
     */
    ScalePlaces(List<Integer> shape, int axis, int block) {
        this.block = block;
        if (axis < 0 || axis >= shape.size() || block < 0) {
            size = 1;
            inner = 1;
            blocks = 1;
            count = 1;
            return;
        }
        size = shape.get(axis);
        inner = product(shape.subList(axis + 1, shape.size()));
        blocks = block == 0 ? size : (size + block - 1) / block;
        long outer = product(shape.subList(0, axis));
        count = block == 0 ? size : outer * blocks * inner;
    }

    /** What overflows is no number of scales that a file has; its values do not fit its shape. */
    private static long product(List<Integer> lengths) {
        return lengths.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** How many scales there are. */
    long count() {
        return count;
    }

    /** The scale of a value, both in row-major order. */
    int of(long value) {
        long index = value / inner % size;
        return (int)
                (block == 0
                        ? index
                        : (value / inner / size * blocks + index / block) * inner + value % inner);
    }
}

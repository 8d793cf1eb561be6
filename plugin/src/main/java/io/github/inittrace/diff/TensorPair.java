// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.measure.ValueSource;
import io.github.inittrace.onnx.StoredTensor;
import java.util.List;
import java.util.Set;

/**
 * A tensor of one model and the one that belongs to it in another.
 *
 * @param a the tensor of the first model; of quantised ones, with the numbers they stand for
 * @param b the tensor of the second model, the same way
 * @param byName whether they have one name, else they were paired by their place in the graph
 * @param transposed whether b is a matrix that lies the other way round, and is compared so
 * @param doubts what is not known for sure
 */
public record TensorPair(
        StoredTensor a, StoredTensor b, boolean byName, boolean transposed, Set<Doubt> doubts) {

    /** What is not known for sure of a pair. */
    public enum Doubt {
        /**
         * Along the graphs another tensor stands in its place, and their order pairs more tensors
         * than names do, which may be no more than positions.
         */
        NAME,
        /** Other tensors of this shape and use are left over, which may as well belong to it. */
        PLACE,
        /** The same square matrix may lie the other way round: what takes it is unknown. */
        ORIENTATION,
        /** Both are integers that stand for numbers, and it is not known for which. */
        INTEGERS
    }

    public TensorPair {
        doubts = Set.copyOf(doubts);
    }

    /** Whether they can be compared place by place; dimensions of length 1 make no difference. */
    public boolean isOfOneShape() {
        return transposed || squeezed(a).equals(squeezed(b));
    }

    /** Whether values of one can be subtracted from those of the other, as their types say. */
    public boolean isComparable() {
        Weight.Kind kind = Weight.kind(a);
        return kind != null && kind == Weight.kind(b);
    }

    /** A tensor's shape without dimensions of length 1. */
    static List<Integer> squeezed(StoredTensor tensor) {
        return tensor.shape().stream().filter(length -> length != 1).toList();
    }

    /**
     * Whether they count for the total: both are floating-point numbers, of one shape, and no
     * single numbers that are given to a node.
     */
    public boolean countsForTotal() {
        return a.isWeight() && b.isWeight() && isOfOneShape();
    }

    /** Whether both are given to a node by a Constant and hold no more than settings of it. */
    boolean isSetting() {
        return !a.isInitialiser() && !b.isInitialiser() && !a.isWeight() && !b.isWeight();
    }

    /** Whether a float32 holds every value of both. */
    boolean fitsFloat() {
        return a.type() != null && b.type() != null && a.type().fitsFloat() && b.type().fitsFloat();
    }

    /** The values of b in the order of those of a. */
    ValueSource ordered(ValueSource valuesOfB) {
        return transposed
                ? new TransposedValues(valuesOfB, b.shape().get(0), b.shape().get(1))
                : valuesOfB;
    }
}

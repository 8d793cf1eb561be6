// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a graph does with a tensor, where it first takes it.
 *
 * @param role what the tensor is to its operator, the same for operators that do the same; null if
 *     that is unknown
 * @param operand the very operator and the place among its inputs; null if nothing takes it
 * @param turned whether a Transpose stands before
 * @param layout how it lies if it is the matrix of a dense layer; null if it is none, as far as is
 *     known
 * @param layer a number for the node that takes it and those that add to what that one gives; below
 *     0 if nothing takes it
 */
record TensorUse(
        @Nullable String role,
        @Nullable String operand,
        boolean turned,
        @Nullable WeightLayout layout,
        int layer) {
    /** Of a tensor that no node takes. */
    static final TensorUse NONE = new TensorUse(null, null, false, null, -1);

    TensorUse withLayout(@Nullable WeightLayout other) {
        return layout == null && other != null
                ? new TensorUse(role, operand, turned, other, layer)
                : this;
    }

    /**
     * Whether a matrix lies the other way round than one of another model whose shape is turned:
     * what takes them tells, or else their shapes do, if they are not square.
     *
     * @return null if neither does
     */
    @Nullable Boolean isTurnedFrom(TensorUse other, boolean square) {
        if (layout != null && other.layout != null) {
            return layout != other.layout;
        }
        if (!square) {
            return true;
        }
        boolean same =
                Objects.equals(operand, other.operand)
                        || (role != null
                                && role.equals(other.role)
                                && layout == null
                                && other.layout == null);
        return same ? (Boolean) (turned != other.turned) : null;
    }
}

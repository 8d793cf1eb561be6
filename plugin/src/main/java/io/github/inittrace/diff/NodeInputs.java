// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.diff.TensorUses.Constant;
import io.github.inittrace.diff.TensorUses.Value;
import io.github.inittrace.onnx.StoredTensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node and what is known of its inputs.
 *
 * @param node the node
 * @param values for each input, null where nothing is known
 */
record NodeInputs(OnnxMl.NodeProto node, List<@Nullable Value> values) {

    /** An input; null if nothing is known of it, or there is none. */
    @Nullable Value get(int input) {
        return input >= 0 && input < values.size() ? values.get(input) : null;
    }

    /** Whether the node takes an input that may be left out. */
    boolean has(int input) {
        return input >= 0 && input < node.getInputCount() && !node.getInput(input).isEmpty();
    }

    /** An input that is a constant tensor; null if it is none. */
    @Nullable StoredTensor tensor(int input) {
        return get(input) instanceof Constant constant ? constant.tensor() : null;
    }

    /** An input that is constant and of integers; null if it is none. */
    @Nullable Constant integers(int input) {
        return get(input) instanceof Constant constant && Quantisation.fits(constant.tensor())
                ? constant
                : null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of training again.
 *
 * @param outcome the verdict in a word
 * @param sentence the verdict in a sentence
 * @param tensors the tensors whose values differ, in the model's order
 * @param data what is recorded of the training data and found otherwise
 * @param environment what is recorded of versions, machine and kernels and found otherwise: the
 *     usual reasons why weights differ
 */
public record ReplayVerdict(
        Outcome outcome,
        String sentence,
        List<TensorDifference> tensors,
        List<Change> data,
        List<Change> environment) {

    public ReplayVerdict {
        tensors = List.copyOf(tensors);
        data = List.copyOf(data);
        environment = List.copyOf(environment);
    }

    /** The verdict in a word. */
    public enum Outcome {
        /** Every weight has the same bits. */
        IDENTICAL,
        /** Training on the same data led to other weights. */
        DIFFERENT,
        /** The data is not what was trained on, so nothing was trained. */
        DATA_CHANGED
    }

    /**
     * A tensor whose values differ.
     *
     * @param name its name
     * @param values how many values it has
     * @param differing how many of them differ
     * @param largest the largest |replayed - recorded|; null if one of the two is not finite
     * @param at where that is, by dimension
     */
    public record TensorDifference(
            String name, int values, int differing, @Nullable Double largest, List<Integer> at) {
        public TensorDifference {
            at = List.copyOf(at);
        }
    }

    /**
     * Something recorded that is found otherwise.
     *
     * @param what its name in the record
     * @param recorded what was recorded; {@code nothing} if it was not
     * @param found what is there now; {@code nothing} if there is none
     */
    public record Change(String what, String recorded, String found) {}

    /** Whether every weight has the same bits. */
    public boolean isIdentical() {
        return outcome == Outcome.IDENTICAL;
    }
}

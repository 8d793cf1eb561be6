// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * The loss of the current weights on a fixed set of examples.
 *
 * @param name which set
 * @param examples how many examples were evaluated
 * @param loss the mean loss over them, lower is better; not finite once training has diverged
 * @param accuracy the share of examples classified correctly, in [0, 1]; null where the task is
 *     not classification
 * @param deadShare the share of examples that the loss has lost: whose probability of their class
 *     is below its clip, so that they have no gradient, in [0, 1]; null where the loss has no clip
 */
public record Evaluation(
        String name,
        int examples,
        double loss,
        @Nullable Double accuracy,
        @Nullable Double deadShare) {

    /** By a loss that does not clip. */
    public Evaluation(String name, int examples, double loss, @Nullable Double accuracy) {
        this(name, examples, loss, accuracy, null);
    }
}

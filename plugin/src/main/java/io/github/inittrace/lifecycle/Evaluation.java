// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * The loss of the current weights on a fixed set of examples.
 *
 * @param name which set
 * @param examples how many examples were evaluated
 * @param loss the mean loss over them, lower is better; not finite once training has diverged, and
 *     where no example was evaluated
 * @param accuracy the share of examples classified correctly, in [0, 1]; null where the task is
 *     not classification
 * @param deadFraction the share of examples that the loss has lost: whose probability of their class
 *     is below its clip, so that they have no gradient, in [0, 1]; null where the loss has no clip
 * @param leftOut how many more examples the set has that could not be evaluated, see {@link
 *     KnownExamples}
 */
public record Evaluation(
        String name,
        int examples,
        double loss,
        @Nullable Double accuracy,
        @Nullable Double deadFraction,
        int leftOut) {

    /** Of a whole set. */
    public Evaluation(
            String name,
            int examples,
            double loss,
            @Nullable Double accuracy,
            @Nullable Double deadFraction) {
        this(name, examples, loss, accuracy, deadFraction, 0);
    }

    /** Of a whole set, by a loss that does not clip. */
    public Evaluation(String name, int examples, double loss, @Nullable Double accuracy) {
        this(name, examples, loss, accuracy, null);
    }

    /** The same of a part of a set. */
    public Evaluation leavingOut(int leftOut) {
        return new Evaluation(name, examples, loss, accuracy, deadFraction, leftOut);
    }
}

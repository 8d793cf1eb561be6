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
 */
public record Evaluation(String name, int examples, double loss, @Nullable Double accuracy) {}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import org.jspecify.annotations.Nullable;

/**
 * Something that a model or a node has otherwise than its counterpart.
 *
 * @param part what it is: the name of an attribute, {@code input 2}, {@code opset}
 * @param a what the first model has, in short; of many numbers the one at the place where they
 *     differ most; null if it has nothing there
 * @param b what the second model has
 * @param values by how much numbers differ; null where they are none, or not equally many
 */
public record PartDiff(
        String part, @Nullable String a, @Nullable String b, @Nullable ValuesDiff values) {

    PartDiff(String part, @Nullable String a, @Nullable String b) {
        this(part, a, b, null);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/**
 * What the values of one tensor are like, on their own. A component is null where it is undefined:
 * with a value that is not finite, or none at all.
 *
 * @param count how many values there are
 * @param notFinite how many of them are NaN or infinite
 * @param norm the Frobenius norm
 * @param min the smallest value
 * @param max the largest value
 * @param moments the moments of the values
 */
public record ValueSummary(
        long count,
        long notFinite,
        @Nullable Double norm,
        @Nullable Double min,
        @Nullable Double max,
        Moments moments) {}

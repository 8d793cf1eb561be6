// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By how much the numbers of an attribute differ from those of its counterpart.
 *
 * @param count how many there are
 * @param differing how many are not the same on both sides; NaN is the same as NaN
 * @param largest the largest |B - A|; null if one is not finite
 * @param at where that is, or the first one that is not finite: an index for each dimension, from
 *     0; empty for a single number
 */
public record ValuesDiff(long count, long differing, @Nullable Double largest, List<Integer> at) {

    public ValuesDiff {
        at = List.copyOf(at);
    }
}

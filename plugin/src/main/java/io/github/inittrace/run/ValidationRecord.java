// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import org.jspecify.annotations.Nullable;

/**
 * Loss and accuracy on one validation set.
 *
 * @param name the set's name
 * @param examples how many examples it has
 * @param loss the mean loss; null once it is not finite
 * @param accuracy the share classified correctly, in [0, 1]; null where that has no meaning
 * @param deadShare the share whose probability of their class is below the clip of the loss, so
 *     that nothing would be learned from them, in [0, 1]; null in older records, and where the loss
 *     has no clip
 */
public record ValidationRecord(
        String name,
        int examples,
        @Nullable Double loss,
        @Nullable Double accuracy,
        @AddedLater @Nullable Double deadShare) {}

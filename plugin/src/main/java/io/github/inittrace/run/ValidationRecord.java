// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Loss and accuracy on one validation set.
 *
 * @param name the set's name
 * @param examples how many examples were evaluated
 * @param loss the mean loss; null once it is not finite, and where no example was evaluated
 * @param accuracy the share classified correctly, in [0, 1]; null where that has no meaning
 * @param deadFraction the share whose probability of their class is below the clip of the loss, so
 *     that nothing would be learned from them, in [0, 1]; null in older records, and where the loss
 *     has no clip
 * @param leftOut how many more examples the set has that count in none of these figures: with an
 *     output that was not trained, or without a feature that the model knows; null in older records,
 *     and of samples
 */
public record ValidationRecord(
        String name,
        int examples,
        @Nullable Double loss,
        @Nullable Double accuracy,
        @Nullable Double deadFraction,
        @Nullable Integer leftOut) {

    /** Whether there are examples that count in none of these figures. */
    public boolean isPartial() {
        return leftOut != null && leftOut > 0;
    }

    /** How many are left out of how many, such as {@code 3 of 53 examples}. */
    public String leftOutOfAll() {
        int out = leftOut == null ? 0 : leftOut;
        return String.format(Locale.ROOT, "%,d of %,d examples", out, examples + out);
    }
}

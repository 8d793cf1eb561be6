// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.util.List;

/**
 * What a run that waits for its loss to come down to levels has to remember of its minibatches.
 *
 * @param steps how many steps have been taken
 * @param last the losses of the last {@value #WINDOW} minibatches, or of all so far, in their order
 * @param open the levels that the loss has not come down to yet, the highest first
 */
public record BatchLosses(long steps, List<Double> last, List<Double> open) {
    /** Over how many minibatches the loss is averaged. */
    public static final int WINDOW = 100;

    public BatchLosses {
        if (last.size() != Math.min(steps, WINDOW)) {
            throw new IllegalArgumentException(
                    "expected the losses of the last "
                            + Math.min(steps, WINDOW)
                            + " minibatches, found "
                            + last.size());
        }
        last = List.copyOf(last);
        open = List.copyOf(open);
    }
}

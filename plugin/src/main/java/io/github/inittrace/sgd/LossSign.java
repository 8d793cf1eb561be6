// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.sgd.SGDObjective;

/**
 * Makes of what an objective returns a loss that is better when lower.
 *
 * <p>Tribuo's two objectives for classification return scores that are never positive: {@link
 * LogMulticlass} the log-likelihood, {@link Hinge} the margin that was missed. These are negated.
 * Its objectives for multi-label classification and for regression return losses already, and so
 * does, by the contract of {@link SGDObjective}, any other. Tribuo's {@code AbsoluteLoss} takes
 * half of the number of dimensions off, so that it is negative for small errors.
 */
final class LossSign {
    private LossSign() {}

    /** What to multiply with what the objective returns: 1 or -1. */
    static double of(SGDObjective<?> objective) {
        return isScore(objective) ? -1.0 : 1.0;
    }

    /** The loss in words, for the record of a run. */
    static String describe(SGDObjective<?> objective) {
        return isScore(objective)
                ? "-1 times what " + objective + " returns, which is a score"
                : "as " + objective + " returns it";
    }

    private static boolean isScore(SGDObjective<?> objective) {
        return objective instanceof LogMulticlass || objective instanceof Hinge;
    }
}

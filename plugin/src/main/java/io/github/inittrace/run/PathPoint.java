// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.util.List;

/**
 * How good the model is at one point of the straight line through its initial and its trained
 * weights.
 *
 * @param alpha which point: W0 + alpha (Wt − W0), so that 0 is the start and 1 the end
 * @param evaluations loss and accuracy on each set of examples
 */
public record PathPoint(double alpha, List<ValidationRecord> evaluations) {
    public PathPoint {
        evaluations = List.copyOf(evaluations);
    }
}

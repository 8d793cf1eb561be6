// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.util.List;

/**
 * How good the trained model is with some of its layers put back to their initial weights.
 *
 * @param layers which layers: none, one or two
 * @param evaluations loss and accuracy on each set of examples
 */
public record LayerReset(List<String> layers, List<ValidationRecord> evaluations) {
    public LayerReset {
        layers = List.copyOf(layers);
        evaluations = List.copyOf(evaluations);
    }
}

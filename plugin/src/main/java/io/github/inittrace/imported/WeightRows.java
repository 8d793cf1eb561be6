// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import java.util.Locale;

/** What the rows of saved weight matrices are, which no file says. */
enum WeightRows {
    /** A row per input of the layer, [in, out], as Keras and scikit-learn keep dense layers. */
    INPUTS,
    /** A row per output, [out, in], as PyTorch keeps linear layers. */
    OUTPUTS;

    /** The word in lower case, as records have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

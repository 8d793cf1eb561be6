// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.SplittableRandom;

/** The distribution the weights start from. Biases start at zero. */
public enum Initialiser {
    /**
     * U(-a, a) with a = sqrt(6 / (in + out)) for a matrix of shape [in, out] (Glorot and Bengio,
     * AISTATS 2010, equation 16).
     */
    GLOROT_UNIFORM;

    /** Draws the value of one weight. */
    float draw(SplittableRandom random, int in, int out) {
        double limit = Math.sqrt(6.0 / ((double) in + out));
        return (float) ((2.0 * random.nextDouble() - 1.0) * limit);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.function.LongSupplier;

/**
 * How the features of examples lie in memory for a perceptron's first layer, which decides how that
 * layer is computed. As long as weights are finite, results differ by float32 rounding and nothing
 * else.
 */
public enum InputLayout {
    /**
     * {@link #SPARSE} for data of at least 1000 features of which at most 2 % are not zero, where
     * the scaling keeps zeros; otherwise {@link #DENSE}.
     */
    AUTO,
    /** A place for every feature of every example, and matrix products. */
    DENSE,
    /**
     * Compressed rows: eight bytes for every value that is not zero, and for these alone products
     * are computed. It needs a scaling that keeps zeros.
     */
    SPARSE;

    /** Below, whole products are fast and rows are short, whatever is in them. */
    private static final int FEWEST_FEATURES = 1000;

    /**
     * Up to here a step of plain SGD takes no longer on sparse rows than on dense ones, and the rows
     * a twenty-fifth of the memory: measured with 32 to 256 units and 5000 to 20 000 features, where
     * the times are equal at 2 to 4 %.
     */
    private static final double LARGEST_DENSITY = 0.02;

    /**
     * Whether data are laid out as sparse rows.
     *
     * @param nonZeros how many values are not zero once they are scaled; asked for only if it matters
     */
    boolean isSparse(FeatureScaling scaling, int examples, int features, LongSupplier nonZeros) {
        return this == SPARSE
                || (this == AUTO
                        && scaling.keepsZero()
                        && features >= FEWEST_FEATURES
                        && nonZeros.getAsLong()
                                <= LARGEST_DENSITY * ((double) examples * features));
    }
}

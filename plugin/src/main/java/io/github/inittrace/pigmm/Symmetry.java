// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/** Which permutations leave the law of a matrix as it is. */
public enum Symmetry {
    /**
     * Rows and columns of a square matrix are permuted together, S_D: M_ij becomes M_p(i)p(j). That
     * is all there is where rows and columns are the same units, as in a recurrent layer.
     */
    TOGETHER,

    /**
     * Rows and columns of any matrix are permuted each for themselves, S_m × S_n. So it is in a
     * plain feed-forward network, whose layers can be renumbered one by one.
     */
    APART
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

/** The scaled features of examples, a row for each, in one of two forms. */
sealed interface InputRows permits DenseRows, SparseRows {
    /** Rows are laid out in parts of so many, each part by one thread from its first row on. */
    int PART = 2048;

    /** Lays out the example that a filler was filled from last. */
    void set(int index, RowFiller filler);

    /** How many values are not zero. */
    long nonZeros();
}

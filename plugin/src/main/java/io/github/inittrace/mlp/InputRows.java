// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

/** The scaled features of examples, a row for each, in one of two forms. */
sealed interface InputRows permits DenseRows, SparseRows {
    /** Rows are laid out in parts of so many, each part by one thread from its first row on. */
    int PART = 2048;

    /** Makes the example that was filled last the next row of a part. */
    void set(int index, RowFiller filler);

    /** How many values are not zero. */
    long nonZeros();
}

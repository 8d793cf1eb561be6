// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import org.tribuo.Example;
import org.tribuo.classification.Label;

/** The scaled features of examples, a row for each, in one of several forms. */
sealed interface InputRows permits DenseRows, SparseRows {
    /** Rows are laid out in parts of so many, each part by one thread from its first row on. */
    int PART = 2048;

    /**
     * Lays out an example, and says how many of its features are inputs.
     *
     * @param filler of the thread that lays out its part
     * @param where what to call the example in messages
     * @throws IllegalArgumentException if a value is not a finite number
     */
    int set(int index, Example<Label> example, RowFiller filler, String where);

    /** How many values are not zero. */
    long nonZeros();
}

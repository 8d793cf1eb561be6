// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/** The law of the entries of a matrix, by the expectations of their products. */
interface EntryLaw {
    /**
     * The expectation of Π M_ij over the given positions. It may depend only on which of the
     * indices are equal.
     *
     * @param rows the row of every factor
     * @param columns the column of every factor
     */
    double expectation(int[] rows, int[] columns);
}

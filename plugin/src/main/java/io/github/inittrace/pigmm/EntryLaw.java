// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/** The law of the entries of a matrix, by the expectations of their products. */
interface EntryLaw {
    /** Whether it asks if the index of a row equals that of a column, as only square matrices can. */
    default boolean isOfSharedIndices() {
        return false;
    }

    /**
     * The expectation of Π M_ij over the given positions. It may depend only on which of the
     * indices are equal: of rows among themselves, of columns among themselves, and, if it {@link
     * #isOfSharedIndices}, of rows and columns.
     *
     * @param rows the row of every factor
     * @param columns the column of every factor
     */
    double expectation(int[] rows, int[] columns);
}

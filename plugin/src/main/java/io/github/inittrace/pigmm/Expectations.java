// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/**
 * Exact expectations of invariants: the sum over all values of the indices, ordered by which of
 * them coincide. That is a sum over the set partitions of the indices of D(D-1)…(D-b+1), for b
 * blocks, times the expectation of the product of those entries. The size of the matrix is only a
 * number in it.
 */
final class Expectations {
    private Expectations() {}

    static double of(Invariant invariant, int rows, int columns, EntryLaw law) {
        invariant.checkShape(rows, columns);
        int degree = invariant.degree();
        int[] from = new int[degree];
        int[] to = new int[degree];
        for (int e = 0; e < degree; e++) {
            from[e] = invariant.from(e);
            to[e] = invariant.to(e);
        }
        return sum(from, to, shared(invariant, law), invariant.vertices(), rows, columns, law);
    }

    /** How many indices, the first ones, may coincide with one another: those of rows, or all. */
    private static int shared(Invariant invariant, EntryLaw law) {
        return law.isOfSharedIndices() ? invariant.vertices() : invariant.rowVertices();
    }

    /**
     * Of the graph beside a copy of itself, which is the square, less the squared expectation.
     *
     * @throws IllegalArgumentException if it has more than four indices
     */
    static double variance(Invariant invariant, int rows, int columns, EntryLaw law) {
        int vertices = invariant.vertices();
        if (2 * vertices > SetPartitions.MAX) {
            throw new IllegalArgumentException(
                    "expected an invariant of at most four indices, found "
                            + vertices
                            + " in "
                            + invariant.code()
                            + ": sample from the model instead");
        }
        double mean = of(invariant, rows, columns, law);
        int degree = invariant.degree();
        int own = shared(invariant, law);
        int[] from = new int[2 * degree];
        int[] to = new int[2 * degree];
        for (int e = 0; e < degree; e++) {
            from[e] = invariant.from(e);
            from[degree + e] = own + invariant.from(e);
            // with both copies, the indices of columns stand behind all those of rows
            int target = invariant.to(e);
            boolean column = target >= own;
            to[e] = column ? own + target : target;
            to[degree + e] = column ? vertices + target : own + target;
        }
        return sum(from, to, 2 * own, 2 * vertices, rows, columns, law) - mean * mean;
    }

    private static double sum(
            int[] from, int[] to, int own, int vertices, int rows, int columns, EntryLaw law) {
        int[] i = new int[from.length];
        int[] j = new int[to.length];
        double sum = 0;
        for (int[] rowBlocks : SetPartitions.of(own)) {
            double rowWays = ways(rows, SetPartitions.blocks(rowBlocks));
            if (rowWays == 0) {
                continue;
            }
            for (int[] columnBlocks : SetPartitions.of(vertices - own)) {
                double ways = rowWays * ways(columns, SetPartitions.blocks(columnBlocks));
                if (ways == 0) {
                    continue;
                }
                for (int e = 0; e < from.length; e++) {
                    i[e] = rowBlocks[from[e]];
                    j[e] = to[e] < own ? rowBlocks[to[e]] : columnBlocks[to[e] - own];
                }
                sum += ways * law.expectation(i, j);
            }
        }
        return sum;
    }

    /** size (size - 1) … (size - blocks + 1), 0 where there are more blocks than values. */
    private static double ways(int size, int blocks) {
        double ways = 1;
        for (int b = 0; b < blocks; b++) {
            ways *= size - b;
        }
        return ways;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import org.jspecify.annotations.Nullable;

/**
 * The value of an invariant of one matrix by elimination of vertices: a weight per value of every
 * index, a table per pair of indices, and the indices summed out one after the other, those with
 * the fewest neighbours first. Graphs of up to five edges never have more than two then.
 *
 * <p>See R. Dechter, Bucket elimination: a unifying framework for reasoning, Artificial
 * Intelligence 113 (1999).
 */
final class Elimination {
    private final Invariant invariant;
    private final double[] matrix;
    private final int rows;
    private final int columns;
    private final int vertices;

    /** Of every vertex, null for ones. */
    private final double[] @Nullable [] weights;

    /** Of every {@link #pair}, first x second in row-major order, null for ones. */
    private final double[] @Nullable [] tables;

    Elimination(Invariant invariant, double[] matrix, int rows, int columns) {
        this.invariant = invariant;
        this.matrix = matrix;
        this.rows = rows;
        this.columns = columns;
        this.vertices = invariant.vertices();
        this.weights = new double[vertices][];
        this.tables = new double[vertices * vertices][];
    }

    double value() {
        double[] transposed = null;
        for (int e = 0; e < invariant.degree(); e++) {
            int from = invariant.from(e);
            int to = invariant.to(e);
            if (from == to) {
                weigh(from, diagonal());
            } else if (from < to) {
                multiply(pair(from, to), matrix);
            } else {
                transposed =
                        transposed == null
                                ? Matrices.transposed(matrix, rows, columns)
                                : transposed;
                multiply(pair(from, to), transposed);
            }
        }
        double value = 1;
        boolean[] gone = new boolean[vertices];
        for (int step = 0; step < vertices; step++) {
            int next = next(gone);
            gone[next] = true;
            value *= sumOut(next);
        }
        return value;
    }

    /** The one with the fewest neighbours, and of those the longest, as what it leaves is small. */
    private int next(boolean[] gone) {
        int best = -1;
        for (int u = 0; u < vertices; u++) {
            if (gone[u]) {
                continue;
            }
            if (best < 0
                    || neighbours(u) < neighbours(best)
                    || (neighbours(u) == neighbours(best) && size(u) > size(best))) {
                best = u;
            }
        }
        return best;
    }

    private int neighbours(int u) {
        int count = 0;
        for (int v = 0; v < vertices; v++) {
            count += tables[pair(u, v)] == null ? 0 : 1;
        }
        return count;
    }

    /** Takes a vertex out, and returns the factor that this leaves. */
    private double sumOut(int u) {
        // the tables with a row per value of the neighbour
        double[][] near = new double[2][];
        int[] where = new int[2];
        int count = 0;
        for (int v = 0; v < vertices; v++) {
            double[] table = tables[pair(u, v)];
            if (table != null) {
                tables[pair(u, v)] = null;
                where[count] = v;
                near[count++] = v < u ? table : Matrices.transposed(table, size(u), size(v));
            }
        }
        double[] weight = weights[u];
        if (count == 0) {
            return weight == null ? size(u) : sum(weight);
        }
        if (count == 1) {
            weigh(where[0], times(near[0], weight, size(where[0])));
            return 1;
        }
        int v = where[0];
        int w = where[1];
        multiply(pair(v, w), join(near[0], weight, near[1], size(v), size(w), size(u)));
        return 1;
    }

    /** The place of the table of two vertices, in any order. */
    private int pair(int u, int v) {
        return Math.min(u, v) * vertices + Math.max(u, v);
    }

    private void multiply(int pair, double[] factors) {
        tables[pair] = product(tables[pair], factors);
    }

    private void weigh(int u, double[] factors) {
        weights[u] = product(weights[u], factors);
    }

    private int size(int u) {
        return u < invariant.rowVertices() ? rows : columns;
    }

    private double[] diagonal() {
        double[] diagonal = new double[rows];
        for (int i = 0; i < rows; i++) {
            diagonal[i] = matrix[i * columns + i];
        }
        return diagonal;
    }

    private static double[] product(double @Nullable [] x, double[] y) {
        if (x == null) {
            return y;
        }
        double[] product = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            product[k] = x[k] * y[k];
        }
        return product;
    }

    private static double[] times(double[] table, double @Nullable [] weight, int rows) {
        int columns = table.length / rows;
        double[] result = new double[rows];
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                double value = table[i * columns + j];
                sum += weight == null ? value : value * weight[j];
            }
            result[i] = sum;
        }
        return result;
    }

    /** out (n×m) = x (n×k) · diag(weight) · yᵀ, with y (m×k). */
    private static double[] join(
            double[] x, double @Nullable [] weight, double[] y, int n, int m, int k) {
        double[] left = x;
        if (weight != null) {
            left = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                left[i] = x[i] * weight[i % k];
            }
        }
        double[] out = new double[n * m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += left[i * k + l] * y[j * k + l];
                }
                out[i * m + j] = sum;
            }
        }
        return out;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}

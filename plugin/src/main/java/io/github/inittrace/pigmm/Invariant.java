// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A polynomial of the entries of a matrix that no permutation changes: a sum over all values of
 * all indices, coincidences among them, of a product of entries.
 *
 * <p>It is a graph, whose vertices are the indices and whose edges are the entries: for {@link
 * Symmetry#TOGETHER} a directed multigraph in which u → v stands for M_uv, for {@link
 * Symmetry#APART} a bipartite one between indices of rows and of columns. The code lists the
 * indices of the entries, numbered as they first appear: {@code 0112} is Σ M_ij M_jk, and {@code
 * 001|010} is Σ M_ia M_ib M_ja, rows before the bar and columns behind it. Of the codes that the
 * orders of the entries give, the first in the alphabet counts.
 */
public final class Invariant {
    /** More entries need more indices than can be partitioned in reasonable time. */
    static final int MAX_DEGREE = 4;

    private static final List<String> POWERS = List.of("", "", "²", "³", "⁴");

    private final String code;
    private final Symmetry symmetry;
    private final int[] from;
    private final int[] to;
    private final int rowVertices;
    private final int vertices;

    private Invariant(Symmetry symmetry, String code, int[] from, int[] to) {
        this.symmetry = symmetry;
        this.code = code;
        this.from = from;
        boolean apart = symmetry == Symmetry.APART;
        int sources = SetPartitions.blocks(from);
        int targets = SetPartitions.blocks(to);
        this.rowVertices = apart ? sources : Math.max(sources, targets);
        this.vertices = apart ? sources + targets : rowVertices;
        this.to = apart ? IntStream.of(to).map(v -> v + sources).toArray() : to;
    }

    /**
     * The invariant of a code; the entries may be in any order.
     *
     * @param code such as {@code 0112} or {@code 001|010}, of one to four entries
     * @throws IllegalArgumentException if the code is none
     */
    public static Invariant of(String code) {
        if (code.matches("([0-7]{2}){1," + MAX_DEGREE + "}")) {
            int[] labels = digits(code);
            int degree = labels.length / 2;
            return canonical(
                    Symmetry.TOGETHER,
                    IntStream.range(0, degree).map(e -> labels[2 * e]).toArray(),
                    IntStream.range(0, degree).map(e -> labels[2 * e + 1]).toArray());
        }
        int bar = code.indexOf('|');
        if (bar >= 1 && code.length() == 2 * bar + 1 && code.matches("[0-3|]{3,9}")) {
            String columns = code.substring(bar + 1);
            if (columns.indexOf('|') < 0) {
                return canonical(Symmetry.APART, digits(code.substring(0, bar)), digits(columns));
            }
        }
        throw new IllegalArgumentException(
                "expected the code of an invariant of one to four entries, such as 0112 or 001|010, found "
                        + code);
    }

    /** The invariant of a graph with labels of any kind, rows and columns apart where they are. */
    static Invariant canonical(Symmetry symmetry, int[] from, int[] to) {
        return decoded(symmetry, CanonicalCode.of(symmetry, from, to));
    }

    private static Invariant decoded(Symmetry symmetry, String code) {
        int degree = code.length() / 2;
        boolean apart = symmetry == Symmetry.APART;
        int[] labels = digits(code.replace("|", ""));
        int[] from = new int[degree];
        int[] to = new int[degree];
        for (int e = 0; e < degree; e++) {
            from[e] = apart ? labels[e] : labels[2 * e];
            to[e] = apart ? labels[degree + e] : labels[2 * e + 1];
        }
        return new Invariant(symmetry, code, from, to);
    }

    private static int[] digits(String code) {
        return code.chars().map(c -> c - '0').toArray();
    }

    /**
     * As text, such as {@code Σ M_ij² M_ji}; indices of rows are i, j, k, …, with {@link
     * Symmetry#APART} those of columns a, b, c, d.
     */
    public String formula() {
        Map<String, Integer> powers = new LinkedHashMap<>();
        for (int e = 0; e < from.length; e++) {
            powers.merge("M_" + letter(from[e]) + letter(to[e]), 1, Integer::sum);
        }
        return powers.entrySet().stream()
                .map(entry -> entry.getKey() + POWERS.get(entry.getValue()))
                .collect(Collectors.joining(" ", "Σ ", ""));
    }

    private char letter(int vertex) {
        return vertex < rowVertices
                ? "ijklmnpq".charAt(vertex)
                : "abcd".charAt(vertex - rowVertices);
    }

    /** The canonical code. */
    public String code() {
        return code;
    }

    /** Under which permutations it stays as it is. */
    public Symmetry symmetry() {
        return symmetry;
    }

    /** How many entries are multiplied: 1 linear, 2 quadratic, 3 cubic, 4 quartic. */
    public int degree() {
        return from.length;
    }

    /** How many indices are summed over. */
    public int vertices() {
        return vertices;
    }

    /**
     * How many of the indices are of rows, the first ones; the others are of columns. With {@link
     * Symmetry#TOGETHER} all count, as all are of both.
     */
    public int rowVertices() {
        return rowVertices;
    }

    /** The vertex of the row index of an entry, from 0. */
    public int from(int edge) {
        return from[edge];
    }

    /** The vertex of the column index of an entry; with APART at least {@link #rowVertices()}. */
    public int to(int edge) {
        return to[edge];
    }

    /**
     * Its value of a matrix. Takes time in proportion to the entries, or for the few with cycles
     * over three and more indices to a product of matrices.
     *
     * @param matrix in row-major order
     * @param rows the number of its rows
     * @param columns the number of its columns; the same as rows with TOGETHER
     * @throws IllegalArgumentException if a value is not finite or the shape is another
     */
    public double evaluate(double[] matrix, int rows, int columns) {
        Matrices.check(matrix, rows, columns);
        checkShape(rows, columns);
        return new Elimination(this, matrix, rows, columns).value();
    }

    void checkShape(int rows, int columns) {
        if (symmetry == Symmetry.TOGETHER && rows != columns) {
            throw new IllegalArgumentException(
                    "expected a square matrix for the invariant "
                            + code
                            + ", found "
                            + Matrices.shape(rows, columns)
                            + ": use invariants of rows and columns apart");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Invariant invariant && invariant.code.equals(code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    @Override
    public String toString() {
        return code;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that is kept of one matrix: its sufficient statistics, from which models are fitted, and its
 * invariants, which the fitted models predict.
 *
 * <p>With {@link Symmetry#TOGETHER} these are S1, S2, S1², S1·S2, S2², G11, G12, G13, G22, G23, G33,
 * Q2, Q3 and I1 to I52, 65 figures; with {@link Symmetry#APART} S0, S0², |a|², |b|², |X|² and J1 to
 * J48, 53 figures. They are computed directly of the matrix, so that no digits are lost where the
 * weights have a large mean.
 */
public final class Observation {
    private static final List<String> TOGETHER =
            List.of(
                    "S1", "S2", "S1S1", "S1S2", "S2S2", "G11", "G12", "G13", "G22", "G23", "G33",
                    "Q2", "Q3");
    private static final List<String> APART = List.of("S0", "S0S0", "aa", "bb", "XX");

    private final Symmetry symmetry;
    private final int rows;
    private final int columns;
    private final double[] values;

    private Observation(Symmetry symmetry, int rows, int columns, double[] values) {
        this.symmetry = symmetry;
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /**
     * Of a square matrix whose rows and columns are permuted together.
     *
     * @param matrix D x D in row-major order; by convention rows are the neurons that the weights
     *     lead to. Transposing swaps I5 with I6, I7 with I8, CH_11 with CH_22 and CH_13 with CH_23
     * @param size D
     * @throws IllegalArgumentException if D is below 4, a weight is not finite, or there are not D²
     */
    public static Observation square(double[] matrix, int size) {
        Matrices.checkSquare(size);
        Matrices.check(matrix, size, size);
        double[] statistics = SquareDecomposition.of(matrix, size).statistics();
        double[] invariants = SquareInvariants.of(matrix, size);
        return new Observation(Symmetry.TOGETHER, size, size, joined(statistics, invariants));
    }

    /**
     * Of any matrix, whose rows and columns are permuted each for themselves.
     *
     * @param matrix in row-major order; by convention rows are the neurons that the weights lead to
     * @throws IllegalArgumentException if a weight is not finite, or there are not rows · columns
     */
    public static Observation rectangular(double[] matrix, int rows, int columns) {
        Matrices.check(matrix, rows, columns);
        double[] statistics = RectangularDecomposition.of(matrix, rows, columns).statistics();
        double[] invariants = RectangularInvariants.of(matrix, rows, columns);
        return new Observation(Symmetry.APART, rows, columns, joined(statistics, invariants));
    }

    /**
     * An observation of figures that {@link #values()} gave.
     *
     * @throws IllegalArgumentException if there are not as many as {@link #names} has
     */
    public static Observation of(Symmetry symmetry, int rows, int columns, double[] values) {
        int expected = names(symmetry).size();
        if (values.length != expected) {
            throw new IllegalArgumentException(
                    "expected " + expected + " figures of a matrix, found " + values.length);
        }
        return new Observation(symmetry, rows, columns, values.clone());
    }

    /** The names of {@link #values()}, statistics before invariants. */
    public static List<String> names(Symmetry symmetry) {
        boolean together = symmetry == Symmetry.TOGETHER;
        return Stream.concat(
                        (together ? TOGETHER : APART).stream(),
                        Invariants.observed(symmetry).stream().map(Invariants::name))
                .toList();
    }

    /** Which permutations all figures are invariant under. */
    public Symmetry symmetry() {
        return symmetry;
    }

    /** The rows of the matrix. */
    public int rows() {
        return rows;
    }

    /** The columns of the matrix. */
    public int columns() {
        return columns;
    }

    /** All figures, to be kept in a file and read back by {@link #of}. */
    public double[] values() {
        return values.clone();
    }

    /** The value of the invariant at a place of {@link Invariants#observed}, from 0. */
    double invariant(int index) {
        return values[statistics() + index];
    }

    /** The 13 statistics of a square matrix. */
    double[] squareStatistics() {
        if (symmetry != Symmetry.TOGETHER) {
            throw new IllegalArgumentException(
                    "expected observations of square matrices for the model of 13 parameters, found"
                            + " some with rows and columns apart");
        }
        return Arrays.copyOf(values, statistics());
    }

    /** The 5 statistics S0, S0², |a|², |b|², |X|², which those of a square matrix contain. */
    double[] rectangularStatistics() {
        if (symmetry == Symmetry.APART) {
            return Arrays.copyOf(values, statistics());
        }
        double rest = values[4] + values[10] + values[11] + values[12];
        return new double[] {values[0], values[2], values[8], values[5], rest};
    }

    boolean sameFigures(Observation other) {
        return Arrays.equals(values, other.values);
    }

    private int statistics() {
        return (symmetry == Symmetry.TOGETHER ? TOGETHER : APART).size();
    }

    private static double[] joined(double[] first, double[] second) {
        return IntStream.range(0, first.length + second.length)
                .mapToDouble(k -> k < first.length ? first[k] : second[k - first.length])
                .toArray();
    }
}

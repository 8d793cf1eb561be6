// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import static io.github.inittrace.pigmm.Fixtures.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of every matrix and every law. */
class PropertiesTest {
    @Property(tries = 60)
    void observation_ofRenumberedNeurons_isTheSame(
            @ForAll @IntRange(min = 4, max = 12) int size, @ForAll long seed) {
        double[] matrix = Fixtures.random(size, size, seed);
        int[] order = order(size, seed);
        double[] renumbered = permuted(matrix, order, order);
        assertClose(
                Observation.square(renumbered, size).values(),
                Observation.square(matrix, size).values(),
                1e-10,
                1e-10);
    }

    @Property(tries = 60)
    void observation_ofRenumberedRowsAndColumns_isTheSame(
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 9) int columns,
            @ForAll long seed) {
        double[] matrix = Fixtures.random(rows, columns, seed);
        double[] renumbered = permuted(matrix, order(rows, seed), order(columns, ~seed));
        assertClose(
                Observation.rectangular(renumbered, rows, columns).values(),
                Observation.rectangular(matrix, rows, columns).values(),
                1e-10,
                1e-10);
    }

    @Property(tries = 50)
    void fit_ofTransposedMatrices_swapsRowsAndColumns(
            @ForAll @IntRange(min = 4, max = 9) int size, @ForAll long seed) {
        Ensemble straight = new Ensemble();
        Ensemble transposed = new Ensemble();
        for (int s = 0; s < 4; s++) {
            double[] matrix = Fixtures.random(size, size, seed + s);
            straight.add(s, Observation.square(matrix, size));
            double[] turned = Fixtures.transposed(matrix, size, size);
            transposed.add(s, Observation.square(turned, size));
        }
        SquareModel fit = SquareModel.fit(straight);
        SquareModel turned = SquareModel.fit(transposed);
        int[] parameters = {0, 1, 2, 3, 4, 8, 6, 9, 5, 7, 10, 11, 12};
        int[] moments = {0, 1, 2, 3, 5, 4, 7, 6, 8, 9, 10, 11, 12};
        assertClose(turned.parameters(), permuted(fit.parameters(), parameters), 1e-10, 1e-12);
        assertClose(turned.moments(), permuted(fit.moments(), moments), 1e-10, 1e-12);
    }

    @Property(tries = 60)
    void decomposition_ofAMatrix_keepsItsLengthAndItself(
            @ForAll @IntRange(min = 4, max = 12) int size, @ForAll long seed) {
        double[] matrix = Fixtures.random(size, size, seed);
        SquareDecomposition parts = SquareDecomposition.of(matrix, size);
        double[] t = parts.statistics();
        double length = t[2] + t[4] + t[5] + t[8] + t[10] + t[11] + t[12];
        double squares =
                IntStream.range(0, size * size).mapToDouble(k -> matrix[k] * matrix[k]).sum();
        assertThat(length).isEqualTo(squares, within(1e-10));
        assertClose(parts.rescaled(parts.s1, parts.s2, parts.a, 1, 1), matrix, 0, 1e-12);
    }

    @Property(tries = 60)
    void fastInvariants_areThoseOfTheGraphs(
            @ForAll @IntRange(min = 1, max = 9) int size, @ForAll long seed) {
        double[] matrix = Fixtures.random(size, size, seed);
        double[] fast = SquareInvariants.of(matrix, size);
        for (int k = 0; k < fast.length; k++) {
            Invariant invariant = Invariants.observed(Symmetry.TOGETHER).get(k);
            double value = invariant.evaluate(matrix, size, size);
            assertClose(invariant.code(), fast[k], value, 1e-10, 1e-10);
        }
    }

    @Property(tries = 60)
    void fastRectangularInvariants_areThoseOfTheGraphs(
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 9) int columns,
            @ForAll long seed) {
        double[] matrix = Fixtures.random(rows, columns, seed);
        double[] fast = RectangularInvariants.of(matrix, rows, columns);
        for (int k = 0; k < fast.length; k++) {
            Invariant invariant = Invariants.APART.get(k);
            double value = invariant.evaluate(matrix, rows, columns);
            assertClose(invariant.code(), fast[k], value, 1e-10, 1e-10);
        }
    }

    @Property(tries = 60)
    void parameters_andMoments_areEquivalent(
            @ForAll @IntRange(min = 4, max = 640) int size, @ForAll long seed) {
        SquareModel model = law(size, seed);
        double[] again = SquareModel.ofMoments(size, model.moments()).parameters();
        assertClose(again, model.parameters(), 1e-8, 1e-8);
    }

    @Property(tries = 60)
    void wasserstein_isADistance(@ForAll @IntRange(min = 4, max = 50) int size, @ForAll long seed) {
        SquareModel p = law(size, seed);
        SquareModel q = law(size, seed + 1);
        SquareModel r = law(size, seed + 2);
        double pq = Wasserstein.between(p, q).distance();
        double pr = Wasserstein.between(p, r).distance();
        double rq = Wasserstein.between(r, q).distance();
        assertThat(Wasserstein.between(p, p).distance()).isLessThan(1e-12 * size);
        assertThat(Wasserstein.between(q, p).distance()).isEqualTo(pq, within(1e-9));
        assertThat(pq).isPositive().isLessThanOrEqualTo(pr + rq + 1e-9);
    }

    @Property(tries = 50)
    void wasserstein_ofScaledLaws_scales(
            @ForAll @IntRange(min = 4, max = 50) int size, @ForAll long seed) {
        SquareModel p = law(size, seed);
        SquareModel q = law(size, seed + 1);
        double distance = Wasserstein.between(p, q).distance();
        double scaled = Wasserstein.between(scaled(p, 3), scaled(q, 3)).distance();
        assertThat(scaled).isEqualTo(3 * distance, within(1e-9 * scaled));
        Wasserstein relative = Wasserstein.between(p, q);
        assertThat(Wasserstein.between(scaled(p, 3), scaled(q, 3)).relativeSquared(scaled(p, 3)))
                .isEqualTo(relative.relativeSquared(p), within(1e-9));
    }

    /** Of a square law, a sum over rows and columns apart is that over indices of both. */
    @Property(tries = 20)
    void expectation_ofRowsAndColumnsApart_isThatOfTheSameSum(
            @ForAll @IntRange(min = 4, max = 9) int size, @ForAll long seed) {
        SquareModel law = law(size, seed);
        Map<String, String> same = Map.of("0|0", "01", "00|00", "0101", "01|01", "0123");
        same.forEach(
                (apart, together) -> {
                    double expected = law.expectation(Invariant.of(together));
                    assertThat(law.expectation(Invariant.of(apart)))
                            .isEqualTo(expected, within(1e-9 * Math.abs(expected) + 1e-9));
                    double variance = law.variance(Invariant.of(together));
                    assertThat(law.variance(Invariant.of(apart)))
                            .isEqualTo(variance, within(1e-9 * variance + 1e-9));
                });
    }

    private static SquareModel scaled(SquareModel model, double by) {
        double[] f = model.parameters();
        for (int k = 0; k < f.length; k++) {
            f[k] *= k < 2 ? by : by * by;
        }
        return SquareModel.of(model.rows(), f);
    }

    /** A law with covariances that are products of random matrices with themselves. */
    private static SquareModel law(int size, long seed) {
        double[] x = Fixtures.random(1, 18, seed);
        double[] f = new double[13];
        f[0] = x[0];
        f[1] = x[1];
        gram(f, 2, new double[][] {{x[2], x[3]}, {x[4], x[5]}});
        gram(
                f,
                5,
                new double[][] {{x[6], x[7], x[8]}, {x[9], x[10], x[11]}, {x[12], x[13], x[14]}});
        f[11] = x[15] * x[15];
        f[12] = x[16] * x[16];
        return SquareModel.of(size, f);
    }

    private static void gram(double[] f, int at, double[][] rows) {
        int k = at;
        for (int a = 0; a < rows.length; a++) {
            for (int b = a; b < rows.length; b++, k++) {
                for (int c = 0; c < rows.length; c++) {
                    f[k] += rows[a][c] * rows[b][c];
                }
            }
        }
    }

    private static int[] order(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = IntStream.range(0, n).toArray();
        for (int k = n - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int held = order[k];
            order[k] = order[other];
            order[other] = held;
        }
        return order;
    }

    private static double[] permuted(double[] values, int[] order) {
        return IntStream.of(order).mapToDouble(k -> values[k]).toArray();
    }

    private static double[] permuted(double[] matrix, int[] rows, int[] columns) {
        double[] permuted = new double[matrix.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                permuted[i * columns.length + j] = matrix[rows[i] * columns.length + columns[j]];
            }
        }
        return permuted;
    }
}

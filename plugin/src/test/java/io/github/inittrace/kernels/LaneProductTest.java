// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LaneProductTest {
    private static final int LANES = 5;

    /** M, N and K of each product, and how many columns there are between a lane and the next. */
    static Stream<Arguments> products() {
        int[][] shapes = {
            {1, 1, 1, 0}, {100, 10, 10, 0}, {33, 7, 11, 1}, {32, 16, 16, 0}, {11, 10, 100, 2}
        };
        return AllKernels.loaded().stream()
                .flatMap(
                        kernels ->
                                Stream.of(LaneProduct.Form.values())
                                        .flatMap(
                                                form ->
                                                        Stream.of(shapes)
                                                                .map(
                                                                        shape ->
                                                                                Arguments.of(
                                                                                        kernels,
                                                                                        form,
                                                                                        shape))));
    }

    @ParameterizedTest
    @MethodSource("products")
    void run_anyForm_isTheProductOfEveryLaneAndTouchesNothingElse(
            MatrixKernels kernels, LaneProduct.Form form, int[] shape) {
        int m = shape[0];
        int n = shape[1];
        int k = shape[2];
        try (Arena arena = kernels.openArena();
                MatrixKernels.ThreadScope thread = kernels.enterThread()) {
            boolean first = form == LaneProduct.Form.FIRST_TRANSPOSED;
            boolean second = form == LaneProduct.Form.SECOND_TRANSPOSED;
            Lanes a = lanes(arena, first ? k : m, first ? m : k, shape[3], 1);
            Lanes b = lanes(arena, second ? n : k, second ? k : n, shape[3], 2);
            Lanes c = lanes(arena, m, n, shape[3], 3);
            float[] before = values(c.all());
            LaneProduct product = arena.product(form, a, b, c);
            product.run();
            product.run();

            for (int lane = 0; lane < LANES; lane++) {
                float[] x = values(a.lane(lane));
                float[] y = values(b.lane(lane));
                float[] z = values(c.lane(lane));
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        double sum = 0.0;
                        for (int l = 0; l < k; l++) {
                            sum +=
                                    (double) (first ? x[l * m + i] : x[i * k + l])
                                            * (second ? y[j * k + l] : y[l * n + j]);
                        }
                        assertThat((double) z[i * n + j]).isCloseTo(sum, within(1e-5 * (k + 1)));
                    }
                }
            }
            float[] after = values(c.all());
            for (int i = 0; i < after.length; i++) {
                int place = i % c.all().cols - c.from();
                if (place < 0 || place % c.step() >= n) {
                    assertThat(after[i]).isEqualTo(before[i]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.inittrace.kernels.AllKernels#loaded")
    void run_otherLanesNotFinite_leavesALaneItsBits(MatrixKernels kernels) {
        try (Arena arena = kernels.openArena();
                MatrixKernels.ThreadScope thread = kernels.enterThread()) {
            Lanes a = lanes(arena, 100, 10, 0, 1);
            Lanes b = lanes(arena, 10, 10, 0, 2);
            Lanes c = lanes(arena, 100, 10, 0, 3);
            LaneProduct product = arena.product(LaneProduct.Form.PLAIN, a, b, c);
            product.run();
            float[] own = values(c.lane(2));
            float[] broken = new float[a.all().cols];
            Arrays.fill(broken, Float.NaN);
            for (int row = 0; row < a.rows(); row++) {
                a.all().writeRow(row, broken, 0, 20);
            }
            product.run();

            assertThat(values(c.lane(2))).isEqualTo(own);
            assertThat(values(c.lane(1))).containsOnly(Float.NaN);
        }
    }

    @Test
    void product_shapesThatDoNotFit_areRefused() {
        try (Arena arena = new PlainKernels().openArena()) {
            Lanes a = lanes(arena, 4, 3, 0, 1);
            Lanes b = lanes(arena, 3, 2, 0, 2);
            Lanes c = lanes(arena, 4, 3, 0, 3);
            assertThatThrownBy(() -> arena.product(LaneProduct.Form.PLAIN, a, b, c))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a product of 4x3 and 3x2 cannot be 4x3");
            Lanes fewer = new Lanes(b.all(), b.from(), b.cols(), b.step(), LANES - 1);
            Lanes right = lanes(arena, 4, 2, 0, 3);
            assertThatThrownBy(() -> arena.product(LaneProduct.Form.PLAIN, a, fewer, right))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("factors and products must be as many, found 5, 4 and 5");
        }
    }

    /** Lanes that begin after as many columns as there are between them. */
    private static Lanes lanes(Arena arena, int rows, int cols, int between, long seed) {
        int step = cols + between;
        FloatMatrix all = arena.allocate(rows, between + LANES * step);
        Random random = new Random(seed);
        float[] row = new float[all.cols];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextFloat() - 0.5f;
            }
            all.writeRow(i, row, 0, row.length);
        }
        return new Lanes(all, between, cols, step, LANES);
    }

    private static float[] values(FloatMatrix matrix) {
        float[] values = new float[matrix.rows * matrix.cols];
        for (int i = 0; i < matrix.rows; i++) {
            matrix.readRow(i, values, i * matrix.cols, matrix.cols);
        }
        return values;
    }
}

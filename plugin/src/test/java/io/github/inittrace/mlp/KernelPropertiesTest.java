// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.kernels.AllKernels;
import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.lifecycle.WeightTensor;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** All kernels agree with sums in double, and with each other in training, on any shape. */
class KernelPropertiesTest {
    /** Plain Java first. */
    private static final List<MatrixKernels> KERNELS = AllKernels.loaded();

    @Property(tries = 150)
    void products_anyShape_areSumsOfProducts(
            @ForAll @IntRange(min = 1, max = 70) int m,
            @ForAll @IntRange(min = 1, max = 70) int k,
            @ForAll @IntRange(min = 1, max = 70) int n,
            @ForAll long seed) {
        for (MatrixKernels kernels : KERNELS) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] x = values(m, k, random);
            double[][] y = values(k, n, random);
            try (MatrixKernels.ThreadScope scope = kernels.enterThread();
                    Arena arena = kernels.openArena()) {
                FloatMatrix c = matrix(arena, values(m, n, random));
                kernels.multiply(matrix(arena, x), matrix(arena, y), c);
                assertProduct(c, x, y, 1.0, null);
                kernels.multiplyByTransposed(matrix(arena, x), matrix(arena, transpose(y)), c);
                assertProduct(c, x, y, 1.0, null);
                kernels.transposedProduct(matrix(arena, transpose(x)), matrix(arena, y), c);
                assertProduct(c, x, y, 1.0, null);
                double[][] before = values(m, n, random);
                c = matrix(arena, before);
                kernels.addTransposedProduct(
                        -0.5f, matrix(arena, transpose(x)), matrix(arena, y), c);
                assertProduct(c, x, y, -0.5, before);
            }
        }
    }

    @Property(tries = 60, seed = "7")
    void training_anyShape_agreesBetweenKernels(
            @ForAll @IntRange(min = 1, max = 90) int examples,
            @ForAll @IntRange(min = 1, max = 40) int features,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 5) int classes,
            @ForAll @IntRange(min = 1, max = 100) int batchSize,
            @ForAll boolean bias,
            @ForAll Activation activation,
            @ForAll @IntRange(min = 0, max = 2) int step) {
        List<List<WeightTensor>> trained =
                KERNELS.stream()
                        .map(
                                kernels ->
                                        MLPClassificationTrainer.builder()
                                                .kernels(kernels)
                                                .hiddenLayers(width, width)
                                                .batchSize(batchSize)
                                                .bias(bias)
                                                .activation(activation)
                                                .epochs(1)
                                                .learningRate(0.01)
                                                .optimiser(new SGD(step == 1 ? 0.9 : 0.0))
                                                .weightDecay(step == 2 ? 0.01 : 0.0)
                                                .build()
                                                .train(Blobs.of(examples, features, classes, 1))
                                                .tensors())
                        .toList();
        for (int t = 0; t < trained.get(0).size(); t++) {
            float[] plain = trained.get(0).get(t).values();
            for (List<WeightTensor> others : trained.subList(1, trained.size())) {
                float[] fast = others.get(t).values();
                for (int i = 0; i < plain.length; i++) {
                    assertThat(fast[i]).isCloseTo(plain[i], within(2e-4f));
                }
            }
        }
    }

    private static double[][] values(int rows, int cols, SplittableRandom random) {
        double[][] values = new double[rows][cols];
        for (double[] row : values) {
            for (int j = 0; j < cols; j++) {
                row[j] = (float) (2 * random.nextDouble() - 1);
            }
        }
        return values;
    }

    private static FloatMatrix matrix(Arena arena, double[][] values) {
        FloatMatrix matrix = arena.allocate(values.length, values[0].length);
        for (int i = 0; i < values.length; i++) {
            float[] row = new float[values[i].length];
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) values[i][j];
            }
            matrix.writeRow(i, row, 0, row.length);
        }
        return matrix;
    }

    private static double[][] transpose(double[][] x) {
        double[][] t = new double[x[0].length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < t.length; j++) {
                t[j][i] = x[i][j];
            }
        }
        return t;
    }

    /** c = before + alpha · x · y, to float32's rounding of at most 70 products below 1. */
    private static void assertProduct(
            FloatMatrix c, double[][] x, double[][] y, double alpha, double[][] before) {
        float[] row = new float[c.cols];
        for (int i = 0; i < c.rows; i++) {
            c.readRow(i, row, 0, row.length);
            for (int j = 0; j < row.length; j++) {
                double expected = 0.0;
                for (int k = 0; k < y.length; k++) {
                    expected += x[i][k] * y[k][j];
                }
                expected = alpha * expected + (before == null ? 0.0 : before[i][j]);
                assertThat((double) row[j]).isCloseTo(expected, within(2e-5));
            }
        }
    }
}

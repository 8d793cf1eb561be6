// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixKernelsTest {
    private static final int PROFILING = 27;
    private static final int SUSPENDING = 12; // how the JVM asks a thread to stand still
    private static final int SEGMENTATION_FAULT = 11;

    private static final int[][] SHAPES = {
        {1, 1, 1}, {1, 784, 10}, {3, 17, 5}, {31, 16, 16}, {32, 65, 33}, {128, 10, 784}, {96, 64, 3}
    };

    static Stream<Named<MatrixKernels>> kernels() {
        return AllKernels.loaded().stream().map(kernels -> Named.of(kernels.name(), kernels));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void products_oddShapes_agreeWithDouble(MatrixKernels kernels) {
        Random random = new Random(1);
        try (MatrixKernels.ThreadScope scope = kernels.enterThread();
                Arena arena = kernels.openArena()) {
            for (int[] shape : SHAPES) {
                int m = shape[0];
                int k = shape[1];
                int n = shape[2];
                FloatMatrix a = random(arena, m, k, random);
                FloatMatrix b = random(arena, k, n, random);
                FloatMatrix c = random(arena, m, n, random);
                kernels.multiply(a, b, c);
                assertClose(c, product(doubles(a), doubles(b)));

                FloatMatrix bt = random(arena, n, k, random);
                kernels.multiplyByTransposed(a, bt, c);
                assertClose(c, product(doubles(a), transpose(doubles(bt))));

                FloatMatrix at = random(arena, k, m, random);
                double[][] expected = doubles(c);
                double[][] added = product(transpose(doubles(at)), doubles(b));
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        expected[i][j] += -0.25 * added[i][j];
                    }
                }
                kernels.addTransposedProduct(-0.25f, at, b, c);
                assertClose(c, expected);
            }
        }
    }

    /** A signal that reaches oneDNN in the midst of a product destroys memory. */
    @Test
    void enterThread_ofOneDnn_holdsSignalsBackUntilItIsClosed() throws Exception {
        Optional<MatrixKernels> found =
                AllKernels.fast().stream().filter(k -> k instanceof OneDnnKernels).findFirst();
        assumeTrue(found.isPresent(), "oneDNN does not load here");
        MatrixKernels kernels = found.get();
        long before = heldBack();
        try (MatrixKernels.ThreadScope scope = kernels.enterThread()) {
            assertThat(heldBack() & bit(PROFILING)).isNotZero();
            assertThat(heldBack() & bit(SUSPENDING)).isNotZero();
            assertThat(heldBack() & bit(SEGMENTATION_FAULT)).isZero();
        }
        assertThat(heldBack()).isEqualTo(before);
    }

    private static long bit(int signal) {
        return 1L << (signal - 1);
    }

    /** The signals that this thread has the system hold back. */
    private static long heldBack() throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.startsWith("SigBlk:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.split("\\s+")[1], 16))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addTransposedProduct_blocksOfRows_equalOneProduct(MatrixKernels kernels) {
        Random random = new Random(2);
        try (MatrixKernels.ThreadScope scope = kernels.enterThread();
                Arena arena = kernels.openArena()) {
            FloatMatrix a = random(arena, 40, 70, random);
            FloatMatrix b = random(arena, 40, 19, random);
            FloatMatrix blocks = arena.allocate(70, 19);
            kernels.addTransposedProduct(1f, a.columns(0, 33), b, blocks.slice(0, 33));
            kernels.addTransposedProduct(1f, a.columns(33, 70), b, blocks.slice(33, 70));
            assertClose(blocks, product(transpose(doubles(a)), doubles(b)));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void slice_writtenTo_changesItsMatrixOnly(MatrixKernels kernels) {
        Arena arena = kernels.openArena();
        FloatMatrix matrix = arena.allocate(5, 20);
        FloatMatrix slice = matrix.slice(2, 4);
        float[] all = new float[slice.length()];
        java.util.Arrays.fill(all, 7f);
        slice.write(all);
        double[][] values = doubles(matrix);
        for (int i = 0; i < 5; i++) {
            assertThat(values[i]).containsOnly(i == 2 || i == 3 ? 7.0 : 0.0);
        }
        int[] bits = new int[slice.length()];
        slice.readBits(bits);
        assertThat(bits[0]).isEqualTo(Float.floatToRawIntBits(7f));
        arena.close();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multiply_nanInFactor_reachesTheProduct(MatrixKernels kernels) {
        Arena arena = kernels.openArena();
        FloatMatrix a = arena.allocate(2, 20);
        FloatMatrix b = arena.allocate(20, 3);
        b.writeRow(7, new float[] {Float.NaN, 0f, 0f}, 0, 3);
        FloatMatrix c = arena.allocate(2, 3);
        kernels.multiply(a, b, c);
        assertThat(doubles(c)[1][0]).isNaN();
        arena.close();
    }

    /**
     * The same products again, of factors that lie elsewhere in memory, in views and on threads that
     * all compute at once: whoever divides work alike gets the same bits.
     */
    @ParameterizedTest
    @MethodSource("kernels")
    void products_ofTheSameValues_haveTheSameBitsWhereverAndWhenever(MatrixKernels kernels) {
        for (int[] shape : SHAPES) {
            List<int[]> bits =
                    IntStream.range(0, 12)
                            .parallel()
                            .mapToObj(i -> products(kernels, shape, i % 7))
                            .toList();
            assertThat(bits).allSatisfy(some -> assertThat(some).isEqualTo(bits.get(0)));
            assertThat(Arrays.stream(bits.get(0)).distinct().count()).isGreaterThan(1);
        }
    }

    /** The bits of all four products, with views that begin {@code shift} columns and rows later. */
    private static int[] products(MatrixKernels kernels, int[] shape, int shift) {
        Random random = new Random(3);
        int m = shape[0];
        int k = shape[1];
        int n = shape[2];
        try (MatrixKernels.ThreadScope scope = kernels.enterThread();
                Arena arena = kernels.openArena()) {
            FloatMatrix a = view(arena, m, k, shift, random);
            FloatMatrix b = view(arena, k, n, shift, random);
            FloatMatrix bt = view(arena, n, k, shift, random);
            FloatMatrix at = view(arena, k, m, shift, random);
            FloatMatrix[] c = new FloatMatrix[4];
            for (int i = 0; i < c.length; i++) {
                c[i] = view(arena, m, n, shift, random);
            }
            kernels.multiply(a, b, c[0]);
            kernels.multiplyByTransposed(a, bt, c[1]);
            kernels.transposedProduct(at, b, c[2]);
            kernels.addTransposedProduct(-0.25f, at, b, c[3]);
            return Arrays.stream(c)
                    .flatMap(matrix -> Arrays.stream(doubles(matrix)))
                    .flatMapToInt(
                            row ->
                                    Arrays.stream(row)
                                            .mapToInt(x -> Float.floatToRawIntBits((float) x)))
                    .toArray();
        }
    }

    private static FloatMatrix view(Arena arena, int rows, int cols, int shift, Random random) {
        FloatMatrix whole = arena.allocate(rows + shift, cols + shift);
        FloatMatrix view = whole.columns(shift, shift + cols).slice(shift, shift + rows);
        fill(view, random);
        return view;
    }

    private static FloatMatrix random(Arena arena, int rows, int cols, Random random) {
        FloatMatrix matrix = arena.allocate(rows, cols);
        fill(matrix, random);
        return matrix;
    }

    private static void fill(FloatMatrix matrix, Random random) {
        float[] row = new float[matrix.cols];
        for (int i = 0; i < matrix.rows; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) random.nextGaussian();
            }
            matrix.writeRow(i, row, 0, row.length);
        }
    }

    private static double[][] doubles(FloatMatrix matrix) {
        double[][] values = new double[matrix.rows][matrix.cols];
        float[] row = new float[matrix.cols];
        for (int i = 0; i < matrix.rows; i++) {
            matrix.readRow(i, row, 0, row.length);
            for (int j = 0; j < row.length; j++) {
                values[i][j] = row[j];
            }
        }
        return values;
    }

    private static double[][] transpose(double[][] x) {
        double[][] t = new double[x[0].length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[0].length; j++) {
                t[j][i] = x[i][j];
            }
        }
        return t;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[0].length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private static void assertClose(FloatMatrix actual, double[][] expected) {
        double[][] values = doubles(actual);
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[0].length; j++) {
                assertThat(values[i][j]).isCloseTo(expected[i][j], within(3e-4));
            }
        }
    }
}

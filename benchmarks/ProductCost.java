// SPDX-License-Identifier: Apache-2.0

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.MatrixKernels;
import java.util.Locale;
import java.util.Random;

/**
 * What the matrix products of an epoch take by themselves, back to back on one thread: those of
 * perceptrons inputs-w-w-10 on batches of 128, in the shapes in which a training asks for them: slices
 * of 32 rows forward and backward, or 128 units of all rows up to the last wide layer, and whole
 * batches for gradients, for some rows of the weights at a time. What an epoch takes beyond is
 * everything else.
 *
 * <p>Needs the jar (mvn -DskipTests package). Usage, in the repository's root:
 *
 * <pre>java -cp reports/target/inittrace.jar benchmarks/ProductCost.java [WIDTHS [EXAMPLES]]</pre>
 *
 * <p>Prints a line for each width: the width, the seconds of an epoch's products, their operations in
 * 10⁹ a second, and the operations of an epoch.
 */
final class ProductCost {
    private static final int INPUTS = 784;
    private static final int CLASSES = 10;
    private static final int BATCH = 128;
    private static final int SLICE = 32;
    private static final int UNITS = 128;

    /** From so many weights on a layer is wide. */
    private static final int WIDE = 1 << 17;
    private static final int TURNS = 7;

    private final MatrixKernels kernels;
    private final FloatMatrix[] weights = new FloatMatrix[4];
    private final FloatMatrix[] activations = new FloatMatrix[4];
    private final FloatMatrix[] deltas = new FloatMatrix[4];
    private final int[] sizes;

    private ProductCost(Arena arena, int width) {
        kernels = arena.kernels();
        sizes = new int[] {INPUTS, width, width, CLASSES};
        for (int l = 0; l < sizes.length; l++) {
            activations[l] = filled(arena, BATCH, sizes[l] + (l < 3 ? 1 : 0));
            if (l > 0) {
                weights[l] = filled(arena, sizes[l - 1] + 1, sizes[l]);
                deltas[l] = filled(arena, BATCH, sizes[l]);
            }
        }
    }

    /** With anything but zeros: a processor multiplies these at a higher clock. */
    private static FloatMatrix filled(Arena arena, int rows, int cols) {
        FloatMatrix matrix = arena.allocate(rows, cols);
        Random random = new Random(cols);
        float[] row = new float[cols];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                row[j] = (random.nextFloat() - 0.5f) / cols;
            }
            matrix.writeRow(i, row, 0, cols);
        }
        return matrix;
    }

    public static void main(String[] args) {
        String[] widths = (args.length > 0 ? args[0] : "10,64,256,512,1000").split(",");
        int examples = args.length > 1 ? Integer.parseInt(args[1]) : 60_000;
        MatrixKernels kernels = MatrixKernels.best();
        for (String width : widths) {
            try (Arena arena = kernels.openArena();
                    MatrixKernels.ThreadScope thread = kernels.enterThread()) {
                ProductCost cost = new ProductCost(arena, Integer.parseInt(width));
                int steps = (examples + BATCH - 1) / BATCH;
                double seconds = Double.POSITIVE_INFINITY;
                for (int turn = 0; turn < TURNS; turn++) {
                    long started = System.nanoTime();
                    for (int step = 0; step < steps; step++) {
                        cost.step();
                    }
                    seconds = Math.min(seconds, (System.nanoTime() - started) / 1e9);
                }
                double operations = cost.operations() * steps;
                System.out.printf(
                        Locale.ROOT,
                        "%s %.4f %.1f %.4g%n",
                        width,
                        seconds,
                        operations / seconds / 1e9,
                        operations);
            }
        }
    }

    private void step() {
        int top = sizes.length - 1;
        int wide = top;
        while (wide > 0 && sizes[wide - 1] * sizes[wide] < WIDE) {
            wide--;
        }
        for (int l = 1; l <= wide; l++) {
            for (int from = 0; from < sizes[l]; from += UNITS) {
                int to = Math.min(sizes[l], from + UNITS);
                kernels.multiply(
                        activations[l - 1],
                        weights[l].columns(from, to),
                        activations[l].columns(from, to));
            }
        }
        for (int from = 0; from < BATCH; from += SLICE) {
            int to = from + SLICE;
            for (int l = wide + 1; l <= top; l++) {
                FloatMatrix out = activations[l].slice(from, to);
                kernels.multiply(
                        activations[l - 1].slice(from, to), weights[l], out.columns(0, sizes[l]));
            }
            for (int l = top; l > Math.max(1, wide); l--) {
                kernels.multiplyByTransposed(
                        deltas[l].slice(from, to),
                        weights[l].slice(0, sizes[l - 1]),
                        deltas[l - 1].slice(from, to));
            }
        }
        for (int l = wide; l > 1; l--) {
            for (int from = 0; from < sizes[l - 1]; from += UNITS) {
                int to = Math.min(sizes[l - 1], from + UNITS);
                kernels.multiplyByTransposed(
                        deltas[l], weights[l].slice(from, to), deltas[l - 1].columns(from, to));
            }
        }
        for (int l = 1; l < sizes.length; l++) {
            int rows = weights[l].rows;
            int values = rows * sizes[l];
            int blocks = Math.max(1 + values / WIDE, Math.min(4, 1 + values / (1 << 13)));
            for (int b = 0; b < blocks; b++) {
                int from = rows * b / blocks;
                int to = rows * (b + 1) / blocks;
                kernels.addTransposedProduct(
                        -1e-6f,
                        activations[l - 1].columns(from, to),
                        deltas[l],
                        weights[l].slice(from, to));
            }
        }
    }

    /** Additions and multiplications of a step. */
    private double operations() {
        double sum = 0;
        for (int l = 1; l < sizes.length; l++) {
            sum += 2.0 * BATCH * (sizes[l - 1] + 1) * sizes[l] * (l == 1 ? 2 : 3);
        }
        return sum;
    }
}

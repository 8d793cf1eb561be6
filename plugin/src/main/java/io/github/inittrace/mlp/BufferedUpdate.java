// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.WorkerTeam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A step that needs to see the gradient, or takes it in parts: each block's is multiplied out to a
 * buffer of its own, or for sparse inputs piece by piece without one, then clipped, decayed and
 * handed to the optimiser in pieces that fit in a cache. Pieces and the order of sums depend on the
 * network alone, so results do not depend on the number of workers. A step allocates nothing but a
 * row for each piece of sparse inputs.
 *
 * <p>First of all, with {@link BiasGradient#SCALAR_SUM}, the gradients of a layer's biases become
 * their sum. Then, in this order, as in PyTorch: the gradients g of all weights and biases that are not frozen
 * are scaled by min(1, c / (|g| + 1e-6)), with |g| the Euclidean norm over all of them ({@code
 * clip_grad_norm_}); then decay · w is added to g ({@code weight_decay}, coupled); then the
 * optimiser takes its step.
 */
final class BufferedUpdate implements WeightUpdate {
    /** Four arrays of this many floats lie in the second level of a cache. */
    private static final int PIECE_VALUES = 1 << 13;

    private final Network network;
    private final List<WeightBlock> blocks;
    private final WorkerTeam team;
    private final MatrixKernels kernels;
    private final StepPlan plan;
    private final float decay;
    private final @Nullable FloatMatrix[] buffers;
    private final List<List<Piece>> pieces = new ArrayList<>();
    private final double[] squares;
    private final float[][] weights;
    private final float[][] gradient;

    private final WorkerTeam.Task multiplyTask = (block, worker) -> multiply(block);
    private final WorkerTeam.Task productTask = this::product;
    private final WorkerTeam.Task stepTask = this::step;
    private final WorkerTeam.Task productAndStepTask = this::productAndStep;

    // What the tasks of the current step read.
    private List<WeightBlock.Gradient> gradients = List.of();
    private double rate;
    private float scale = 1f;
    private long step;

    /** Whether the buffers have the gradients of the first parts of a batch. */
    private boolean begun;

    /**
     * Lays out all buffers.
     *
     * @param sparse whether the network's inputs are sparse rows
     */
    BufferedUpdate(
            List<WeightBlock> blocks,
            WorkerTeam team,
            Network network,
            StepPlan plan,
            boolean sparse) {
        Arena arena = network.arena;
        this.network = network;
        this.blocks = blocks;
        this.team = team;
        this.plan = plan;
        kernels = arena.kernels();
        decay = (float) plan.weightDecay();
        buffers = new FloatMatrix[blocks.size()];
        squares = new double[blocks.size()];
        int longest = 0;
        for (int b = 0; b < buffers.length; b++) {
            FloatMatrix block = blocks.get(b).weights;
            FloatMatrix buffer =
                    sparse && blocks.get(b).layer == 1
                            ? null
                            : arena.allocate(block.rows, block.cols);
            buffers[b] = buffer;
            List<Piece> cut = new ArrayList<>();
            int rows = Math.max(1, PIECE_VALUES / block.stride);
            for (int from = 0; from < block.rows; from += rows) {
                int to = Math.min(block.rows, from + rows);
                Piece piece = new Piece(blocks.get(b), buffer, from, to);
                cut.add(piece);
                longest = Math.max(longest, piece.weights.length());
            }
            pieces.add(cut);
        }
        weights = new float[team.size()][longest];
        gradient = new float[team.size()][longest];
    }

    /** Some rows of a block, their gradients, and what the optimiser remembers of them. */
    private final class Piece {
        final FloatMatrix weights;
        final @Nullable FloatMatrix gradient;
        final float[][] stateSlots;
        final boolean endsInBias;

        /** Where in its layer it lies. */
        final int layer;

        final int firstRow;

        /** Where in its block. */
        final int from;

        Piece(WeightBlock block, @Nullable FloatMatrix buffer, int from, int to) {
            this.from = from;
            layer = block.layer;
            firstRow = block.from + from;
            endsInBias = block.endsInBias && to == block.weights.rows;
            weights = block.weights.slice(from, to);
            gradient = buffer == null ? null : buffer.slice(from, to);
            stateSlots = new float[plan.optimiser().stateSlots()][weights.length()];
        }

        /** Copies a slot out of the memory of all layers into it, or the other way round. */
        void copySlot(int slot, float[][] layers, boolean out) {
            int cols = weights.cols;
            for (int row = 0; row < weights.rows; row++) {
                int here = row * weights.stride;
                int there = (firstRow + row) * cols;
                if (out) {
                    System.arraycopy(stateSlots[slot], here, layers[layer], there, cols);
                } else {
                    System.arraycopy(layers[layer], there, stateSlots[slot], here, cols);
                }
            }
        }
    }

    @Override
    public Memory memory() {
        Map<String, float[][]> slots = new LinkedHashMap<>();
        List<String> names = plan.optimiser().slotNames();
        for (int slot = 0; slot < names.size(); slot++) {
            float[][] layers = network.emptyLayers();
            copySlot(slot, layers, true);
            slots.put(names.get(slot), layers);
        }
        return new Memory(step, slots);
    }

    @Override
    public void remember(Memory memory) {
        step = memory.steps();
        List<String> names = plan.optimiser().slotNames();
        for (int slot = 0; slot < names.size(); slot++) {
            copySlot(slot, Objects.requireNonNull(memory.slots().get(names.get(slot))), false);
        }
    }

    private void copySlot(int slot, float[][] layers, boolean out) {
        for (List<Piece> block : pieces) {
            for (Piece piece : block) {
                piece.copySlot(slot, layers, out);
            }
        }
    }

    @Override
    public List<WeightBlock> blocks() {
        return blocks;
    }

    @Override
    public void add(List<WeightBlock.Gradient> gradients) {
        this.gradients = gradients;
        team.run(blocks.size(), multiplyTask);
        begun = true;
    }

    @Override
    public void apply(List<WeightBlock.Gradient> gradients, double rate) {
        this.gradients = gradients;
        this.rate = rate;
        step++;
        if (plan.gradientClipping() == 0.0) {
            team.run(blocks.size(), productAndStepTask);
        } else {
            applyClipped();
        }
        begun = false;
    }

    private void applyClipped() {
        team.run(blocks.size(), productTask);
        double sum = 0.0;
        for (double square : squares) {
            sum += square;
        }
        scale = (float) Math.min(1.0, plan.gradientClipping() / (Math.sqrt(sum) + 1e-6));
        team.run(blocks.size(), stepTask);
    }

    private void productAndStep(int block, int worker) {
        multiply(block);
        step(block, worker);
    }

    private void product(int block, int worker) {
        multiply(block);
        double sum = 0.0;
        float[] g = gradient[worker];
        for (Piece piece : pieces.get(block)) {
            read(block, piece, g);
            sum += sumOfSquares(g, piece.weights.length());
        }
        squares[block] = sum;
    }

    private void multiply(int block) {
        FloatMatrix buffer = buffers[block];
        if (buffer == null) {
            return;
        }
        if (gradients.get(block) instanceof WeightBlock.Product product && begun) {
            kernels.addTransposedProduct(1f, product.inputs(), product.deltas(), buffer);
        } else if (gradients.get(block) instanceof WeightBlock.Product product) {
            kernels.transposedProduct(product.inputs(), product.deltas(), buffer);
        } else if (gradients.get(block) instanceof WeightBlock.LaneProducts lanes) {
            lanes.into(buffer, network.arena);
        }
    }

    /** Reads the gradient of a piece. */
    private void read(int block, Piece piece, float[] g) {
        if (piece.gradient != null) {
            piece.gradient.read(g);
        } else {
            ((WeightBlock.SparseProduct) gradients.get(block)).read(piece.from, piece.weights, g);
        }
        if (plan.biasGradient() == BiasGradient.SCALAR_SUM && piece.endsInBias) {
            sumLastRow(g, piece.weights);
        }
    }

    /** Replaces every value of the last row by the sum of them all. */
    private static void sumLastRow(float[] values, FloatMatrix like) {
        int from = (like.rows - 1) * like.stride;
        double sum = 0.0;
        for (int j = from; j < from + like.cols; j++) {
            sum += values[j];
        }
        Arrays.fill(values, from, from + like.cols, (float) sum);
    }

    private void step(int block, int worker) {
        float[] w = weights[worker];
        float[] g = gradient[worker];
        for (Piece piece : pieces.get(block)) {
            int length = piece.weights.length();
            piece.weights.read(w);
            read(block, piece, g);
            if (scale != 1f) {
                for (int k = 0; k < length; k++) {
                    g[k] *= scale;
                }
            }
            if (decay != 0f) {
                for (int k = 0; k < length; k++) {
                    g[k] += decay * w[k];
                }
            }
            plan.optimiser().step(w, g, piece.stateSlots, length, rate, step);
            piece.weights.write(w);
        }
    }

    /** Four sums side by side; padding is zero and adds nothing. */
    private static double sumOfSquares(float[] g, int length) {
        double s0 = 0.0;
        double s1 = 0.0;
        double s2 = 0.0;
        double s3 = 0.0;
        int k = 0;
        for (; k + 3 < length; k += 4) {
            s0 += (double) g[k] * g[k];
            s1 += (double) g[k + 1] * g[k + 1];
            s2 += (double) g[k + 2] * g[k + 2];
            s3 += (double) g[k + 3] * g[k + 3];
        }
        for (; k < length; k++) {
            s0 += (double) g[k] * g[k];
        }
        return (s0 + s1) + (s2 + s3);
    }
}

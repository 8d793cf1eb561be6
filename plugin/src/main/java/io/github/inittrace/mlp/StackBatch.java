// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.LaneProduct;
import io.github.inittrace.kernels.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The activations and gradients of a batch of one size on their way through all networks of a {@link
 * Stack}.
 *
 * <p>With B examples and L lanes: the activations and deltas of a layer are B×(L · its width), those of
 * the outputs share a matrix. The first layer's products are one, as all lanes have the same inputs;
 * those above are one for each lane, planned together.
 */
final class StackBatch {
    /** Rows that are worked on at once, so that they stay in a near cache. */
    private static final int ROWS_AT_ONCE = 8;

    private final TrainingPlan plan;
    private final List<StackLayer> layers;
    private final FloatMatrix inputs;
    private final List<FloatMatrix> activations = new ArrayList<>();
    private final List<FloatMatrix> deltas = new ArrayList<>();

    /** Of each layer above the first: up to its activations, and down to the deltas below. */
    private final List<LaneProduct> up = new ArrayList<>();

    private final List<LaneProduct> down = new ArrayList<>();

    private final List<List<WeightBlock.Gradient>> gradients = new ArrayList<>();
    private final Batch.Scratch scratch;
    private final Softmax softmax;
    private final float[] logits;

    StackBatch(TrainingPlan plan, List<StackLayer> layers, Arena arena, int rows) {
        this.plan = plan;
        this.layers = layers;
        StackLayer first = layers.get(0);
        boolean ones = first.network.biased;
        inputs = arena.allocate(rows, first.network.sizes[0] + (ones ? 1 : 0));
        if (ones) {
            Batch.fillLastColumn(inputs);
        }
        int widest = 0;
        for (StackLayer layer : layers) {
            FloatMatrix made = arena.allocate(rows, layer.network.sizes[1]);
            activations.add(made);
            deltas.add(isLast(layer) ? made : arena.allocate(rows, made.cols));
            widest = Math.max(widest, made.stride);
        }
        for (StackLayer layer : layers) {
            if (layer != first) {
                plan(layer, arena);
            }
            gradients.add(
                    layer.update.blocks().stream().map(block -> gradient(layer, block)).toList());
        }
        StackLayer last = layers.get(layers.size() - 1);
        scratch = new Batch.Scratch(ROWS_AT_ONCE * widest, new Softmax(0, 0));
        softmax = new Softmax(last.lanes, last.units);
        logits = new float[last.network.sizes[1]];
    }

    private boolean isLast(StackLayer layer) {
        return layer.index == layers.size();
    }

    private FloatMatrix activations(int layer) {
        return activations.get(layer - 1);
    }

    private FloatMatrix deltas(int layer) {
        return deltas.get(layer - 1);
    }

    private void plan(StackLayer layer, Arena arena) {
        StackLayer below = layers.get(layer.index - 2);
        up.add(
                arena.product(
                        LaneProduct.Form.PLAIN,
                        below.lanesOf(activations(below.index)),
                        layer.lanesOf(layer.weights()),
                        layer.lanesOf(activations(layer.index))));
        down.add(
                arena.product(
                        LaneProduct.Form.SECOND_TRANSPOSED,
                        new Lanes(deltas(layer.index), 0, layer.units, layer.width, layer.lanes),
                        layer.unitWeights(),
                        new Lanes(deltas(below.index), 0, below.units, below.width, below.lanes)));
    }

    private WeightBlock.Gradient gradient(StackLayer layer, WeightBlock block) {
        FloatMatrix deltas = deltas(layer.index);
        if (layer.index == 1) {
            return new WeightBlock.Product(inputs.columns(block.from, block.to), deltas);
        }
        StackLayer below = layers.get(layer.index - 2);
        return new WeightBlock.LaneProducts(
                new Lanes(
                        activations(below.index),
                        block.from,
                        block.to - block.from,
                        below.width,
                        below.lanes),
                layer.lanesOf(deltas));
    }

    /** How many examples it has. */
    int rows() {
        return inputs.rows;
    }

    /** Computes the logits of all lanes for examples {@code order[start]} and on. */
    void forward(DenseRows rows, int[] order, int start) {
        rows.copyTo(order, start, inputs);
        StackLayer first = layers.get(0);
        first.network.kernels.multiply(inputs, first.weights(), activations(1));
        activate(first);
        for (int l = 2; l <= layers.size(); l++) {
            up.get(l - 2).run();
            if (l < layers.size()) {
                activate(layers.get(l - 1));
            }
        }
    }

    private void activate(StackLayer layer) {
        FloatMatrix all = activations(layer.index);
        for (int from = 0; from < all.rows; from += ROWS_AT_ONCE) {
            FloatMatrix some = all.slice(from, Math.min(all.rows, from + ROWS_AT_ONCE));
            some.read(scratch.block);
            plan.network().activation().apply(scratch.block, some.rows, some.stride, some.cols);
            if (layer.network.biased) {
                fillOnes(layer, some);
            }
            some.write(scratch.block);
        }
    }

    private void fillOnes(StackLayer layer, FloatMatrix some) {
        for (int i = 0; i < some.rows; i++) {
            for (int j = layer.units; j < some.cols; j += layer.width) {
                scratch.block[i * some.stride + j] = 1f;
            }
        }
    }

    /**
     * Turns the logits into the gradients of the mean losses, and into zeros in other lanes.
     *
     * @param lanes which are trained
     * @param totalWeight the sum of the weights of the batch, which the mean divides by
     * @return for each of these lanes the weighted sum of its losses
     */
    double[] losses(
            int[] lanes, LaidOutExamples examples, int[] order, int start, double totalWeight) {
        double[] losses = new double[lanes.length];
        FloatMatrix outputs = deltas(layers.size());
        boolean[] idle = idle(lanes);
        for (int i = 0; i < outputs.rows; i++) {
            int label = examples.labels[order[start + i]];
            float weight = examples.weights[order[start + i]];
            double scale = weight / totalWeight;
            outputs.readRow(i, logits, 0, logits.length);
            softmax.of(logits, idle.length, logits.length / idle.length);
            for (int t = 0; t < lanes.length; t++) {
                losses[t] +=
                        weight * plan.step().loss().andGradient(softmax, lanes[t], label, scale);
            }
            for (int lane = 0; lane < idle.length; lane++) {
                if (idle[lane]) {
                    softmax.noGradient(lane);
                }
            }
            outputs.writeRow(i, logits, 0, logits.length);
        }
        return losses;
    }

    private boolean[] idle(int[] lanes) {
        boolean[] idle = new boolean[layers.get(0).lanes];
        Arrays.fill(idle, true);
        for (int lane : lanes) {
            idle[lane] = false;
        }
        return idle;
    }

    /** Carries the gradients down to the first layer. */
    void backward() {
        for (int l = layers.size(); l > 1; l--) {
            down.get(l - 2).run();
            FloatMatrix gated = deltas(l - 1);
            for (int from = 0; from < gated.rows; from += ROWS_AT_ONCE) {
                int to = Math.min(gated.rows, from + ROWS_AT_ONCE);
                plan.network()
                        .activation()
                        .gate(gated.slice(from, to), activations(l - 1).slice(from, to), scratch);
            }
        }
    }

    /** Takes a step with all weights. */
    void update(double rate) {
        for (StackLayer layer : layers) {
            layer.update.apply(gradients.get(layer.index - 1), rate);
        }
    }
}

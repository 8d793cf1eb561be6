// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.WorkerTeam;
import java.util.List;
import java.util.Map;

/**
 * What a step does to the weights once a batch has been forward and backward. Each is cut into the
 * blocks that a training has, and whatever it remembers belongs to that training.
 */
interface WeightUpdate {
    /** The blocks that are updated. */
    List<WeightBlock> blocks();

    /**
     * Adds the gradients of part of a batch to those that the next step is taken along. Only what
     * {@link StepPlan#update} makes for batches in parts can.
     *
     * @param gradients one for each block, in their order
     */
    void add(List<WeightBlock.Gradient> gradients);

    /**
     * Takes one step.
     *
     * @param gradients those of the batch, or of what has not been added of it; one for each block, in
     *     their order
     * @param rate the learning rate
     */
    void apply(List<WeightBlock.Gradient> gradients, double rate);

    /** What steps so far have left behind besides the weights. */
    default Memory memory() {
        return new Memory(0, Map.of());
    }

    /**
     * Takes over what the steps of an earlier training left behind.
     *
     * @param memory as {@link #memory} gives it, with the same slots
     */
    default void remember(Memory memory) {}

    /**
     * What is remembered between steps.
     *
     * @param steps how many steps were counted
     * @param slots by the name of the slot: for each layer as many values as its matrix has, rows
     *     in order and without padding, zeros for what is frozen; entry 0 is unused
     */
    record Memory(long steps, Map<String, float[][]> slots) {}

    /**
     * W -= rate · inputsᵀ · deltas, in one product per block that adds to the weights directly; no
     * gradient is ever stored. Of a first layer with sparse inputs only the rows are touched that
     * a batch has inputs for.
     */
    final class Fused implements WeightUpdate {
        private final List<WeightBlock> blocks;
        private final WorkerTeam team;
        private final MatrixKernels kernels;
        private final WorkerTeam.Task task = this::update;

        // What the tasks of the current step read.
        private List<WeightBlock.Gradient> gradients = List.of();
        private float rate;

        Fused(List<WeightBlock> blocks, WorkerTeam team, MatrixKernels kernels) {
            this.blocks = blocks;
            this.team = team;
            this.kernels = kernels;
        }

        @Override
        public List<WeightBlock> blocks() {
            return blocks;
        }

        @Override
        public void add(List<WeightBlock.Gradient> gradients) {
            throw new UnsupportedOperationException("gradients are not kept, to be added to");
        }

        @Override
        public void apply(List<WeightBlock.Gradient> gradients, double rate) {
            this.gradients = gradients;
            this.rate = (float) rate;
            team.run(blocks.size(), task);
        }

        private void update(int index, int worker) {
            FloatMatrix weights = blocks.get(index).weights;
            if (gradients.get(index) instanceof WeightBlock.SparseProduct sparse) {
                sparse.addTo(-rate, weights);
            } else {
                WeightBlock.Product product = (WeightBlock.Product) gradients.get(index);
                kernels.addTransposedProduct(-rate, product.inputs(), product.deltas(), weights);
            }
        }
    }
}

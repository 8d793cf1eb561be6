// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.WorkerTeam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * One network of a {@link Stack}, and what its steps remember. During a pass the first layer is the
 * stack's, and what is here is as it was before.
 */
final class StackLane {
    final StackPlace place;
    final Network network;
    private final StepPlan plan;

    /** Steps of all layers but the first. */
    private final WeightUpdate upper;

    /** What the steps of the first layer remember, by slot: its rows in order. */
    private final Map<String, float[]> slots = new LinkedHashMap<>();

    /** How many steps were taken before the pass, as far as the optimiser counts them. */
    private long steps;

    StackLane(TrainingPlan plan, Network network, WorkerTeam team) {
        this.network = network;
        this.plan = plan.step();
        place = plan.stack();
        Set<String> others = new TreeSet<>(this.plan.frozen());
        others.add(Network.weightName(1, network.depth()));
        others.add(Network.biasName(1, network.depth()));
        upper = this.plan.update(network, team, others);
        for (String slot : this.plan.slotNames()) {
            slots.put(slot, network.emptyLayers()[1]);
        }
    }

    /** What the steps of all layers remember. */
    WeightUpdate.Memory memory() {
        WeightUpdate.Memory memory = upper.memory();
        memory.slots().forEach((slot, layers) -> layers[1] = slot(slot).clone());
        return memory;
    }

    /** Takes over what the steps of all layers are to remember. */
    void remember(WeightUpdate.Memory memory) {
        upper.remember(memory);
        memory.slots().forEach((slot, layers) -> slots.put(slot, layers[1].clone()));
        steps = memory.steps();
    }

    /** What the steps of the first layer remember in a slot. */
    float[] slot(String name) {
        return Objects.requireNonNull(slots.get(name));
    }

    long steps() {
        return steps;
    }

    /** After a pass, or a part of one: so many steps were taken altogether. */
    void stepped(long steps) {
        this.steps = steps;
    }

    /** What a lane needs for batches of one size. */
    final class Work {
        private final Batch batch;
        private final Batch.Scratch scratch;
        private final List<WeightBlock.Gradient> gradients = new ArrayList<>();

        /**
         * Lays it out.
         *
         * @param activations this lane's part of those of the first layers
         * @param deltas this lane's part of the gradient by them
         */
        Work(FloatMatrix activations, FloatMatrix deltas) {
            batch = new Batch(network, activations, deltas);
            scratch = new Batch.Scratch(batch);
            upper.blocks().forEach(block -> gradients.add(block.gradientIn(batch)));
        }

        /**
         * Carries a batch up and down, and steps where the loss is finite.
         *
         * @param order the examples of the pass, those of the batch from {@code start} on
         * @param totalWeight the sum of their weights
         * @return the weighted sum of their losses
         */
        double run(
                LaidOutExamples examples, int[] order, int start, double totalWeight, double rate) {
            Batch.Slice all = batch.slice(0);
            all.forward(scratch);
            all.backward(examples, order, start, totalWeight, plan.loss(), scratch);
            double loss = batch.lossSum();
            if (Double.isFinite(loss)) {
                upper.apply(gradients, rate);
            }
            return loss;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.lifecycle.TrainingState;
import io.github.inittrace.lifecycle.WeightTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a {@link TrainingState}: the weights of a network under their names, and each slot
 * of the optimiser as tensors of the same shapes, {@code hidden1.weight.exp_avg}.
 */
final class StateTensors {
    private final Network network;

    StateTensors(Network network) {
        this.network = network;
    }

    /**
     * The state at the end of an epoch.
     *
     * @return null if a weight is not finite
     * @throws IllegalStateException if the memory of the network is closed
     */
    @Nullable TrainingState take(
            int plannedEpochs, int epoch, List<Double> losses, Descent descent) {
        List<TrainingState> states = new ArrayList<>();
        network.whileOpen(
                () -> {
                    if (network.isFinite()) {
                        states.add(read(plannedEpochs, epoch, losses, descent));
                    }
                });
        return states.isEmpty() ? null : states.get(0);
    }

    private TrainingState read(int plannedEpochs, int epoch, List<Double> losses, Descent descent) {
        WeightUpdate.Memory memory = descent.memory();
        List<WeightTensor> tensors = new ArrayList<>(tensors("", weights()));
        memory.slots().forEach((slot, layers) -> tensors.addAll(tensors("." + slot, layers)));
        return new TrainingState(plannedEpochs, epoch, memory.steps(), losses, tensors);
    }

    /**
     * Puts network and optimiser into a state.
     *
     * @throws IllegalArgumentException if it is that of another network or optimiser; nothing is
     *     changed then
     */
    void restore(TrainingState state, Descent descent, List<String> slotNames) {
        List<WeightTensor> expected = new ArrayList<>(tensors("", network.emptyLayers()));
        slotNames.forEach(slot -> expected.addAll(tensors("." + slot, network.emptyLayers())));
        requireAlike(expected, state.tensors());
        int size = expected.size() / (1 + slotNames.size());
        float[][] weights = layers(state.tensors().subList(0, size));
        for (int l = 1; l <= network.depth(); l++) {
            int cols = network.sizes[l];
            for (int row = 0; row < network.layers[l].rows; row++) {
                float[] values = Arrays.copyOfRange(weights[l], row * cols, (row + 1) * cols);
                network.layers[l].writeRow(row, values, 0, cols);
            }
        }
        Map<String, float[][]> slots = new LinkedHashMap<>();
        for (int s = 0; s < slotNames.size(); s++) {
            int from = (s + 1) * size;
            slots.put(slotNames.get(s), layers(state.tensors().subList(from, from + size)));
        }
        descent.remember(new WeightUpdate.Memory(state.steps(), slots));
    }

    private static void requireAlike(List<WeightTensor> expected, List<WeightTensor> found) {
        String wanted = describe(expected);
        String given = describe(found);
        if (!wanted.equals(given)) {
            throw new IllegalArgumentException(
                    "the state of training is that of another trainer: expected "
                            + wanted
                            + ", found "
                            + given);
        }
    }

    private static String describe(List<WeightTensor> tensors) {
        return tensors.stream().map(t -> t.name() + t.shape()).toList().toString();
    }

    private float[][] weights() {
        float[][] weights = network.emptyLayers();
        for (int l = 1; l <= network.depth(); l++) {
            for (int row = 0; row < network.layers[l].rows; row++) {
                network.layers[l].readRow(
                        row, weights[l], row * network.sizes[l], network.sizes[l]);
            }
        }
        return weights;
    }

    /** A matrix, and the row below it as the biases, of each layer. */
    private List<WeightTensor> tensors(String suffix, float[][] layers) {
        List<WeightTensor> tensors = new ArrayList<>();
        int depth = network.depth();
        for (int l = 1; l <= depth; l++) {
            int in = network.sizes[l - 1];
            int out = network.sizes[l];
            tensors.add(
                    new WeightTensor(
                            Network.weightName(l, depth) + suffix,
                            List.of(in, out),
                            Arrays.copyOf(layers[l], in * out)));
            if (network.biased) {
                tensors.add(
                        new WeightTensor(
                                Network.biasName(l, depth) + suffix,
                                List.of(out),
                                Arrays.copyOfRange(layers[l], in * out, (in + 1) * out)));
            }
        }
        return tensors;
    }

    /** The other way round. */
    private float[][] layers(List<WeightTensor> tensors) {
        float[][] layers = network.emptyLayers();
        int next = 0;
        for (int l = 1; l <= network.depth(); l++) {
            float[] matrix = tensors.get(next++).values();
            System.arraycopy(matrix, 0, layers[l], 0, matrix.length);
            if (network.biased) {
                float[] bias = tensors.get(next++).values();
                System.arraycopy(bias, 0, layers[l], matrix.length, bias.length);
            }
        }
        return layers;
    }
}

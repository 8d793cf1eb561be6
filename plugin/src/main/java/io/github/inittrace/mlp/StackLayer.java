// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.Lanes;
import io.github.inittrace.kernels.WorkerTeam;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One layer of all networks of a {@link Stack}, side by side in one matrix, and the steps of its
 * weights.
 *
 * <p>A lane has a column for each unit and, if there are biases and a layer above, one more: it has no
 * weights, and its activations are kept 1 for the biases above.
 */
final class StackLayer {
    /** Which layer of its network a lane is: 1 for the first. */
    final int index;

    /** The units of a lane. */
    final int units;

    /** The columns of a lane. */
    final int width;

    final int lanes;

    /** All lanes, as a network of one layer. */
    final Network network;

    final WeightUpdate update;

    private final float[] row;

    /**
     * A layer of zeros.
     *
     * @param sizes of each network
     * @throws IllegalArgumentException if there is no matrix of its size
     */
    StackLayer(TrainingPlan plan, Arena arena, WorkerTeam team, int[] sizes, int index) {
        this.index = index;
        int depth = sizes.length - 1;
        boolean biased = plan.network().bias();
        lanes = plan.stack().size();
        units = sizes[index];
        width = units + (biased && index < depth ? 1 : 0);
        requireRoom(sizes[index - 1]);
        row = new float[lanes * width];
        network =
                new Network(
                        arena,
                        new int[] {sizes[index - 1], row.length},
                        biased,
                        plan.network().activation());
        update = plan.step().stackUpdate(network, team, frozen(plan, depth));
    }

    private void requireRoom(int inputs) {
        if (!FloatMatrix.canHold(inputs + 1L, (long) lanes * width)) {
            throw new IllegalArgumentException(
                    "a stack of "
                            + lanes
                            + " networks with "
                            + width
                            + " units on "
                            + inputs
                            + " inputs needs more than the 2 GiB a matrix can have; take a smaller"
                            + " stack");
        }
    }

    /** What of it is frozen, by its names in a network that has no other layer. */
    private Set<String> frozen(TrainingPlan plan, int depth) {
        Set<String> frozen = new TreeSet<>();
        if (plan.step().frozen().contains(Network.weightName(index, depth))) {
            frozen.add(Network.weightName(1, 1));
        }
        if (plan.step().frozen().contains(Network.biasName(index, depth))) {
            frozen.add(Network.biasName(1, 1));
        }
        return frozen;
    }

    /** Weights, and below them the biases if there are any. */
    FloatMatrix weights() {
        return network.layers[1];
    }

    /** The weights of all lanes without their biases, and without what is no unit's. */
    Lanes unitWeights() {
        return new Lanes(weights().slice(0, network.sizes[0]), 0, units, width, lanes);
    }

    /** All columns of the lanes of a matrix that is laid out like the weights. */
    Lanes lanesOf(FloatMatrix matrix) {
        return new Lanes(matrix, 0, width, width, lanes);
    }

    private int from(StackLane lane) {
        return lane.place.lane() * width;
    }

    /**
     * Brings in some networks, and zeros for all others.
     *
     * @param slots by their names, what the steps remember of them
     * @param steps how many they were
     */
    void enter(List<StackLane> some, List<String> slots, long steps) {
        for (int i = 0; i < weights().rows; i++) {
            Arrays.fill(row, 0f);
            for (StackLane lane : some) {
                lane.network.layers[index].readRow(i, row, from(lane), units);
            }
            weights().writeRow(i, row, 0, row.length);
        }
        Map<String, float[][]> memory = new LinkedHashMap<>();
        for (String slot : slots) {
            float[][] all = network.emptyLayers();
            some.forEach(lane -> copy(lane, lane.slot(slot, index), all[1], true));
            memory.put(slot, all);
        }
        update.remember(new WeightUpdate.Memory(steps, memory));
    }

    /** Gives networks what has become of their weights, and of what the steps remember. */
    void leave(List<StackLane> some) {
        some.forEach(this::takeOut);
        WeightUpdate.Memory memory = update.memory();
        for (StackLane lane : some) {
            memory.slots()
                    .forEach((slot, all) -> copy(lane, lane.slot(slot, index), all[1], false));
            lane.stepped(memory.steps());
        }
    }

    /** Gives a network what has become of its weights. */
    void takeOut(StackLane lane) {
        FloatMatrix here = weights().columns(from(lane), from(lane) + units);
        for (int i = 0; i < here.rows; i++) {
            here.readRow(i, row, 0, units);
            lane.network.layers[index].writeRow(i, row, 0, units);
        }
    }

    private void copy(StackLane lane, float[] own, float[] all, boolean in) {
        for (int i = 0; i < weights().rows; i++) {
            int there = i * row.length + from(lane);
            if (in) {
                System.arraycopy(own, i * units, all, there, units);
            } else {
                System.arraycopy(all, there, own, i * units, units);
            }
        }
    }
}

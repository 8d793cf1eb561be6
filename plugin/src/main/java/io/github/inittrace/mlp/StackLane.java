// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One network of a {@link Stack}, and what its steps remember. During a pass both are the stack's, and
 * what is here is as it was before.
 */
final class StackLane {
    final StackPlace place;
    final Network network;

    /** What the steps remember, by slot: for each layer its rows in order; entry 0 is unused. */
    private final Map<String, float[][]> slots = new LinkedHashMap<>();

    /** How many steps were taken before the pass. */
    private long steps;

    StackLane(TrainingPlan plan, Network network) {
        this.network = network;
        place = plan.stack();
        for (String slot : plan.step().slotNames()) {
            slots.put(slot, network.emptyLayers());
        }
    }

    /** What the steps remember. */
    WeightUpdate.Memory memory() {
        return new WeightUpdate.Memory(steps, copies(slots));
    }

    /** Takes over what the steps are to remember. */
    void remember(WeightUpdate.Memory memory) {
        slots.putAll(copies(memory.slots()));
        steps = memory.steps();
    }

    private static Map<String, float[][]> copies(Map<String, float[][]> slots) {
        Map<String, float[][]> copies = new LinkedHashMap<>();
        slots.forEach(
                (name, layers) -> {
                    float[][] copy = new float[layers.length][];
                    for (int l = 0; l < layers.length; l++) {
                        copy[l] = layers[l].clone();
                    }
                    copies.put(name, copy);
                });
        return copies;
    }

    /** What the steps of a layer remember in a slot. */
    float[] slot(String name, int layer) {
        return Objects.requireNonNull(slots.get(name))[layer];
    }

    long steps() {
        return steps;
    }

    /** After a pass, or a part of one: so many steps were taken altogether. */
    void stepped(long steps) {
        this.steps = steps;
    }
}

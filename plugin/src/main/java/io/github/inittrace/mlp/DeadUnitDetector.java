// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.lifecycle.DeadUnits;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which hidden units of a ReLU network have not fired for any example seen. A unit is not looked at
 * again once it has, so this costs next to nothing for the many that do. For one thread; what
 * several have seen is put together at the end.
 */
final class DeadUnitDetector {
    private final Network network;

    /** Of hidden layer l (from 1) the units that were 0 in all rows seen; entry 0 is unused. */
    private final BitSet[] silent;

    DeadUnitDetector(Network network) {
        this.network = network;
        silent = new BitSet[network.depth()];
        for (int l = 1; l < silent.length; l++) {
            silent[l] = new BitSet();
            silent[l].set(0, network.sizes[l]);
        }
    }

    /** Whether more rows could change anything about a layer. */
    boolean hasAny(int layer) {
        return !silent[layer].isEmpty();
    }

    /** Looks at the activations of some examples. What is not a number counts as firing. */
    void look(int layer, float[] activations, int rows, int stride) {
        BitSet units = silent[layer];
        for (int unit = units.nextSetBit(0); unit >= 0; unit = units.nextSetBit(unit + 1)) {
            for (int k = unit; k < rows * stride; k += stride) {
                if (activations[k] != 0f) {
                    units.clear(unit);
                    break;
                }
            }
        }
    }

    /** Layer by layer the units that were silent for all of these, each of which saw a part. */
    static List<DeadUnits> dead(DeadUnitDetector[] parts) {
        Network network = parts[0].network;
        List<DeadUnits> layers = new ArrayList<>();
        for (int l = 1; l < network.depth(); l++) {
            BitSet dead = (BitSet) parts[0].silent[l].clone();
            for (DeadUnitDetector part : parts) {
                dead.and(part.silent[l]);
            }
            String name = Network.name(l, network.depth());
            layers.add(new DeadUnits(name, network.sizes[l], dead.cardinality()));
        }
        return layers;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.pigmm.Ensemble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What models say of all layers of an ensemble of networks, epoch by epoch. Every figure follows from
 * the observations that the ensemble holds.
 *
 * @param networks how many networks there are
 * @param start what the weights started from; null if that is not known
 * @param layers the states of each layer by epoch, in the order of the model; those of fewer than 2
 *     networks are left out
 * @param remarks what to know about what was left out, as sentences
 */
public record EnsembleAnalysis(
        int networks,
        @Nullable StartLaw start,
        Map<String, List<LayerState>> layers,
        List<String> remarks) {
    private static final int FEWEST = 2;

    private record Part(String layer, int epoch, Ensemble matrices) {}

    /**
     * Analyses an ensemble, several layers and epochs at once.
     *
     * @throws IllegalArgumentException if no layer has matrices of two networks at one epoch
     */
    public static EnsembleAnalysis of(NetworkEnsemble ensemble) {
        List<Part> parts = new ArrayList<>();
        List<String> remarks = new ArrayList<>(ensemble.remarks());
        for (Map.Entry<String, SortedMap<Integer, Ensemble>> layer : ensemble.layers().entrySet()) {
            int left = 0;
            for (Map.Entry<Integer, Ensemble> epoch : layer.getValue().entrySet()) {
                if (epoch.getValue().count() < FEWEST) {
                    left++;
                } else {
                    parts.add(new Part(layer.getKey(), epoch.getKey(), epoch.getValue()));
                }
            }
            if (left > 0) {
                remarks.add(
                        layer.getKey()
                                + " has a matrix of one network only at "
                                + left
                                + (left == 1 ? " epoch" : " epochs")
                                + ", which are left out");
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected finite matrices of at least 2 networks at some epoch, found none");
        }
        List<LayerState> states =
                parts.parallelStream()
                        .map(
                                part ->
                                        LayerState.of(
                                                part.layer(),
                                                part.epoch(),
                                                part.matrices(),
                                                ensemble.start()))
                        .toList();
        Map<String, List<LayerState>> layers = new LinkedHashMap<>();
        for (LayerState state : states) {
            layers.computeIfAbsent(state.layer(), any -> new ArrayList<>()).add(state);
        }
        return new EnsembleAnalysis(
                ensemble.networks().size(), ensemble.start(), layers, List.copyOf(remarks));
    }
}

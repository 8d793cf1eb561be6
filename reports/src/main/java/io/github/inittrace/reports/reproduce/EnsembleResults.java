// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.ensemble.EnsembleAnalysis;
import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.ensemble.NetworkEnsemble;
import io.github.inittrace.pigmm.Symmetry;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.SweepGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The networks of a sweep that differ in nothing but the seed, and what models say of their square
 * layers.
 *
 * @param settings what they have in common
 * @param layers the states of each square layer by epoch, in the order of the network
 */
public record EnsembleResults(Map<String, String> settings, List<List<LayerState>> layers) {
    private static final int FEWEST = 3;

    /**
     * The ensembles of a plan, in its order; those of fewer than 3 finished networks are left out.
     *
     * @throws IOException if a run cannot be read; one sentence
     */
    public static List<EnsembleResults> of(Results results, String plan) throws IOException {
        List<EnsembleResults> ensembles = new ArrayList<>();
        for (SweepGroup group : results.sweep(plan).groups()) {
            List<Path> finished = group.finished().stream().map(RecordedRun::folder).toList();
            if (finished.size() >= FEWEST) {
                NetworkEnsemble networks =
                        NetworkEnsemble.read(
                                finished, new NetworkEnsemble.ReadOptions(null, false));
                Collection<List<LayerState>> layers =
                        EnsembleAnalysis.of(networks).layers().values();
                ensembles.add(
                        new EnsembleResults(
                                group.runs().get(0).run().settings(),
                                layers.stream().filter(EnsembleResults::isSquare).toList()));
            }
        }
        return ensembles;
    }

    private static boolean isSquare(List<LayerState> layer) {
        return layer.get(0).symmetry() == Symmetry.TOGETHER;
    }

    /** The value of a setting. */
    public String setting(String key) {
        return settings.getOrDefault(key, "");
    }

    /** The layers at the first recorded epoch, which is the start. */
    public List<LayerState> start() {
        return layers.stream().map(layer -> layer.get(0)).toList();
    }

    /** The layers at the last recorded epoch. */
    public List<LayerState> end() {
        return layers.stream().map(layer -> layer.get(layer.size() - 1)).toList();
    }

    /** Of how many networks. */
    public int networks() {
        return layers.get(0).get(0).networks();
    }

    /** What tells it from the other ensembles of its plan, in words. */
    public String name() {
        String start =
                setting("init").equals("FAN_IN_UNIFORM") ? "uniform start" : "Gaussian start";
        return setting("weight-decay").equals("0")
                ? start
                : start + ", decay " + setting("weight-decay");
    }
}

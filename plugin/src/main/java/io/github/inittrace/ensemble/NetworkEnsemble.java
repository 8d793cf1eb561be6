// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.pigmm.Ensemble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Networks that differ in nothing but their seed, as what is observed of their weight matrices.
 * Immutable but for the ensembles, which nobody should add to.
 *
 * @param networks the names of the networks, in the order of their numbers, which count from 0
 * @param layers the matrices of every layer by epoch, layers in the order of the model
 * @param start what the weights started from; null if that is not known
 * @param remarks what to know about what was left out, as sentences
 */
public record NetworkEnsemble(
        List<String> networks,
        Map<String, SortedMap<Integer, Ensemble>> layers,
        @Nullable StartLaw start,
        List<String> remarks) {
    /** The epoch of matrices of which nobody says one. */
    public static final int NO_EPOCH = -1;

    /** Copies lists and maps. */
    public NetworkEnsemble {
        networks = List.copyOf(networks);
        remarks = List.copyOf(remarks);
        layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    }

    /**
     * Reads networks.
     *
     * @param sources folders of runs, of sweeps or of runs or files directly inside; or files of
     *     collected runs; or files, one for each network: ONNX, safetensors, or NumPy arrays of two
     *     dimensions; or NumPy arrays [networks, rows, columns], one for each layer. Of a run {@code
     *     invariants.jsonl} is read, or else {@code matrices/}, or else {@code initial.onnx} and
     *     {@code trained.onnx}
     * @param options what files do not say
     * @return runs in the order of their names, all others as they are named
     * @throws IOException if one cannot be read, or they do not belong together; one sentence
     */
    public static NetworkEnsemble read(List<Path> sources, ReadOptions options) throws IOException {
        List<NetworkSource> found = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Path source : sources) {
            found.addAll(NetworkSource.at(source, remarks));
        }
        return EnsembleReader.read(found, options, remarks);
    }

    /**
     * What files do not say.
     *
     * @param start what the weights started from; null to take it of the runs
     * @param outputsFirst whether the rows of matrices in files that no run holds are the neurons
     *     that the weights lead to; where metadata of safetensors say, they are believed
     */
    public record ReadOptions(@Nullable StartLaw start, boolean outputsFirst) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.ensemble.NetworkEnsemble.ReadOptions;
import io.github.inittrace.ensemble.NetworkSource.Kind;
import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.numpy.NpyArray;
import io.github.inittrace.pigmm.Ensemble;
import io.github.inittrace.pigmm.Observation;
import io.github.inittrace.run.CollectedRuns;
import io.github.inittrace.run.MatrixFigures;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TensorShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the matrices of networks together, by layer and epoch. */
final class EnsembleReader {
    private static final String UNNAMED = "matrix";

    private EnsembleReader() {}

    static NetworkEnsemble read(
            List<NetworkSource> sources, ReadOptions options, List<String> remarks)
            throws IOException {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        sources.forEach(source -> kinds.add(source.kind()));
        if (kinds.size() > 1 && !kinds.equals(EnumSet.of(Kind.RUN, Kind.COLLECTED))) {
            throw new IOException(
                    "expected runs, ONNX, safetensors or NumPy files, found more than one kind; name"
                            + " one kind");
        }
        List<ObservedNetwork> networks = new ArrayList<>();
        if (kinds.contains(Kind.NPY)) {
            networks.addAll(ofArrays(sources, options));
        } else {
            networks.addAll(inParallel(sources, options));
        }
        requireTwo(networks);
        RunChecks.requireAlike(networks);
        if (networks.get(0).run() != null) {
            RunChecks.requireDistinct(networks);
            networks.sort(Comparator.comparing(ObservedNetwork::name, ObservedNetwork.NAMES));
        }
        networks.stream().flatMap(n -> n.remarks().stream()).distinct().forEach(remarks::add);
        remarkCopies(networks, remarks);
        RunRecord run = networks.get(0).run();
        if (run != null) {
            remarkStack(run, remarks);
        }
        StartLaw start = options.start();
        if (start == null && run != null) {
            start = StartLaw.of(run);
        }
        return new NetworkEnsemble(
                networks.stream().map(ObservedNetwork::name).toList(),
                layers(networks, remarks),
                start,
                remarks);
    }

    /** Says where a network is there more than once, such as a run and its repetition. */
    private static void remarkCopies(List<ObservedNetwork> networks, List<String> remarks) {
        // Networks that diverged are alike in that alone.
        List<List<MatrixFigures>> finite =
                networks.stream()
                        .map(network -> network.matrices().get(network.matrices().lastKey()))
                        .filter(all -> all.stream().allMatch(m -> m.figures() != null))
                        .toList();
        long copies = finite.size() - finite.stream().distinct().count();
        if (copies > 0) {
            remarks.add(
                    copies
                            + " of "
                            + networks.size()
                            + " networks "
                            + (copies == 1 ? "has" : "have")
                            + " the matrices of another and nothing new to say, but "
                            + (copies == 1 ? "counts" : "count")
                            + " as one more");
        }
    }

    /** Says where networks of an ensemble are not independent of each other. */
    private static void remarkStack(RunRecord run, List<String> remarks) {
        String size = run.configuration().getOrDefault("stack", "1");
        if (!size.equals("1")) {
            remarks.add(
                    "every "
                            + size
                            + " networks of consecutive seeds saw the examples in one order, and are"
                            + " not independent of each other in that");
        }
    }

    private static List<ObservedNetwork> inParallel(
            List<NetworkSource> sources, ReadOptions options) throws IOException {
        try {
            return sources.parallelStream().flatMap(s -> networks(s, options).stream()).toList();
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static List<ObservedNetwork> networks(NetworkSource source, ReadOptions options) {
        try {
            if (source.kind() == Kind.COLLECTED) {
                return CollectedRuns.read(source.path()).stream()
                        .map(ObservedNetwork::ofCollected)
                        .toList();
            }
            return List.of(network(source, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObservedNetwork network(NetworkSource source, ReadOptions options)
            throws IOException {
        if (source.kind() == Kind.RUN) {
            return ObservedNetwork.ofRun(source);
        }
        if (source.kind() == Kind.SAFETENSORS) {
            SafetensorsMatrices file =
                    SafetensorsMatrices.read(source.path(), options.outputsFirst());
            return new ObservedNetwork(
                    source.name(), null, asGiven(file.figures()), file.remarks());
        }
        OnnxMatrices file = OnnxMatrices.read(source.path(), options.outputsFirst());
        return new ObservedNetwork(source.name(), null, asGiven(file.figures()), file.remarks());
    }

    private static SortedMap<Integer, List<MatrixFigures>> asGiven(List<MatrixFigures> figures) {
        return new TreeMap<>(Map.of(NetworkEnsemble.NO_EPOCH, figures));
    }

    /** Arrays of a matrix each, one for every network; or of all networks, one for every layer. */
    private static List<ObservedNetwork> ofArrays(List<NetworkSource> sources, ReadOptions options)
            throws IOException {
        List<List<MatrixFigures>> networks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int dimensions = 0;
        for (NetworkSource source : sources) {
            NpyArray array = NpyArray.read(source.path());
            int found = array.shape().size();
            if (found < 2 || found > 3 || (dimensions != 0 && found != dimensions)) {
                throw new IOException(
                        "expected arrays [rows, columns], one for each network, or [networks, rows,"
                                + " columns], one for each layer, found "
                                + array.shape()
                                + " in "
                                + source.path());
            }
            dimensions = found;
            if (found == 2) {
                names.add(source.name());
                networks.add(new ArrayList<>(matrices(UNNAMED, array, options)));
                continue;
            }
            String layer = source.name().replaceFirst("(?i)\\.npy$", "");
            List<MatrixFigures> matrices = matrices(layer, array, options);
            if (!networks.isEmpty() && networks.size() != matrices.size()) {
                throw new IOException(
                        "expected "
                                + networks.size()
                                + " networks as in the arrays before, found "
                                + matrices.size()
                                + " in "
                                + source.path());
            }
            for (int k = 0; k < matrices.size(); k++) {
                if (k == networks.size()) {
                    networks.add(new ArrayList<>());
                    names.add("network " + (k + 1));
                }
                networks.get(k).add(matrices.get(k));
            }
        }
        List<ObservedNetwork> all = new ArrayList<>();
        for (int k = 0; k < networks.size(); k++) {
            all.add(new ObservedNetwork(names.get(k), null, asGiven(networks.get(k))));
        }
        return all;
    }

    private static List<MatrixFigures> matrices(String layer, NpyArray array, ReadOptions options) {
        int dimensions = array.shape().size();
        List<Integer> shape = array.shape().subList(dimensions - 2, dimensions);
        TensorShape tensor = new TensorShape(layer, shape, Precision.FLOAT64);
        int size = (int) tensor.count();
        List<MatrixFigures> matrices = new ArrayList<>();
        for (int at = 0; size > 0 && at < array.values().length; at += size) {
            matrices.add(
                    ObservedNetwork.of(
                            tensor,
                            Arrays.copyOfRange(array.values(), at, at + size),
                            options.outputsFirst()));
        }
        return matrices;
    }

    private static void requireTwo(List<ObservedNetwork> networks) throws IOException {
        if (networks.size() < 2) {
            throw new IOException(
                    "expected at least 2 networks, found "
                            + networks.size()
                            + ": models of an ensemble need many");
        }
    }

    private static Map<String, SortedMap<Integer, Ensemble>> layers(
            List<ObservedNetwork> networks, List<String> remarks) throws IOException {
        Map<String, SortedMap<Integer, Ensemble>> layers = new LinkedHashMap<>();
        Map<String, Integer> left = new LinkedHashMap<>();
        for (int number = 0; number < networks.size(); number++) {
            ObservedNetwork network = networks.get(number);
            for (Map.Entry<Integer, List<MatrixFigures>> epoch : network.matrices().entrySet()) {
                for (MatrixFigures matrix : epoch.getValue()) {
                    Observation observed = matrix.observation().orElse(null);
                    if (observed == null) {
                        left.merge(matrix.name(), 1, Integer::sum);
                        continue;
                    }
                    Ensemble ensemble =
                            layers.computeIfAbsent(matrix.name(), any -> new TreeMap<>())
                                    .computeIfAbsent(epoch.getKey(), any -> new Ensemble());
                    try {
                        ensemble.add(number, observed);
                    } catch (IllegalArgumentException e) {
                        throw new IOException(
                                matrix.name() + " of " + network.name() + ": " + e.getMessage(), e);
                    }
                }
            }
        }
        left.forEach(
                (layer, count) ->
                        remarks.add(
                                count
                                        + (count == 1 ? " matrix of " : " matrices of ")
                                        + layer
                                        + (count == 1 ? " is" : " are")
                                        + " not finite, and left out"));
        return layers;
    }
}

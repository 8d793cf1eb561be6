// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.measure.DifferenceMeter;
import io.github.inittrace.measure.PairMeasures;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How two models differ, whatever tool wrote them: their weights, and their graphs. Files of any
 * size are read piece by piece; memory is a matter of their structure. One of safetensors, or an
 * archive of NumPy, has no graph.
 *
 * @param a the first model
 * @param b the second model
 * @param tensors the tensors that belong together, in the first model's order, but for settings
 *     that are the same: integers and single numbers that Constant nodes give
 * @param total all floating-point tensors of equal shape together but for single numbers that
 *     Constant nodes give, as if they were one; null if there is none
 * @param onlyInA tensors of the first model that no tensor of the second belongs to
 * @param onlyInB tensors of the second model that no tensor of the first belongs to
 * @param graph how all the rest differs: nodes, attributes, inputs and outputs
 */
public record ModelDiff(
        OnnxFile a,
        OnnxFile b,
        List<TensorDiff> tensors,
        @Nullable PairMeasures total,
        List<StoredTensor> onlyInA,
        List<StoredTensor> onlyInB,
        GraphDiff graph) {

    public ModelDiff {
        tensors = List.copyOf(tensors);
        onlyInA = List.copyOf(onlyInA);
        onlyInB = List.copyOf(onlyInB);
    }

    /**
     * Compares two models.
     *
     * @param a a file that {@link WeightFiles} opens
     * @param b another one
     * @return how they differ
     * @throws IOException if one cannot be read; the message is one sentence that names the file
     */
    public static ModelDiff of(Path a, Path b) throws IOException {
        return of(WeightFiles.open(a), WeightFiles.open(b), values -> {});
    }

    /**
     * Compares two models.
     *
     * @param a a model
     * @param b another one
     * @param progress told, after each pair, how many values of a have been compared
     * @return how they differ
     * @throws IOException if a value cannot be read; the message is one sentence that names the
     *     file
     */
    public static ModelDiff of(OnnxFile a, OnnxFile b, LongConsumer progress) throws IOException {
        TensorPairs pairs = TensorPairs.of(a, b);
        List<TensorPair> counted =
                pairs.pairs().stream().filter(TensorPair::countsForTotal).toList();
        long count = counted.stream().mapToLong(pair -> pair.a().count()).sum();
        boolean floats = counted.stream().allMatch(TensorPair::fitsFloat);
        DifferenceMeter meter = new DifferenceMeter(count, floats);
        List<TensorDiff> tensors = new ArrayList<>();
        long done = 0;
        for (TensorPair pair : pairs.pairs()) {
            TensorDiff tensor = new TensorDiff(pair, measures(pair, meter));
            if (!pair.isSetting() || !tensor.isNone()) {
                tensors.add(tensor);
            }
            done += pair.a().count();
            progress.accept(done);
        }
        return new ModelDiff(
                a,
                b,
                tensors,
                counted.isEmpty() ? null : meter.total(),
                pairs.onlyInA(),
                pairs.onlyInB(),
                GraphComparison.of(a, b, pairs));
    }

    private static @Nullable PairMeasures measures(TensorPair pair, DifferenceMeter meter)
            throws IOException {
        if (!pair.isComparable()) {
            return null;
        }
        try (FileValues a = FileValues.open(pair.a());
                FileValues b = FileValues.open(pair.b())) {
            return meter.measure(a, pair.ordered(b), pair.isOfOneShape(), pair.countsForTotal());
        }
    }

    /**
     * A pair of tensors by the name that the first model has for it.
     *
     * @throws NoSuchElementException if there is none of that name
     */
    public TensorDiff tensor(String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new NoSuchElementException(
                                        "expected one of the tensors "
                                                + tensors.stream().map(TensorDiff::name).toList()
                                                + ", found '"
                                                + name
                                                + "'"));
    }

    /**
     * Whether nothing differs: every tensor has its counterpart with the same values, the graphs
     * are the same, and nothing was left out of the comparison.
     */
    public boolean isNone() {
        return hasSameWeights()
                && graph.isNone()
                && tensors.stream().noneMatch(tensor -> tensor.pair().transposed());
    }

    /** Whether every tensor has its counterpart with the same values, whatever the graphs are. */
    public boolean hasSameWeights() {
        return onlyInA.isEmpty()
                && onlyInB.isEmpty()
                && tensors.stream().allMatch(TensorDiff::isNone);
    }
}

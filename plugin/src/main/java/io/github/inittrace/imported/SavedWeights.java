// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import io.github.inittrace.diff.ModelWeights;
import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a training in files, one for each epoch that was saved: which tensors there are,
 * the same in every file, and their values, read when they are asked for. What is no weight, such as
 * a counter of steps, is left out.
 *
 * @param files the files by epoch, from 0 on
 * @param stored the tensors of the first file that count, in the order of the record
 * @param shapes the same as the record has them: matrices as [in, out] where that is known
 * @param turned whether matrices lie the other way round in the files
 * @param layers whether the matrices follow on each other
 * @param leftOut names of tensors that do not count, and why
 */
record SavedWeights(
        SortedMap<Integer, OnnxFile> files,
        List<StoredTensor> stored,
        List<TensorShape> shapes,
        boolean turned,
        boolean layers,
        List<String> leftOut) {
    SavedWeights {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        stored = List.copyOf(stored);
        shapes = List.copyOf(shapes);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Opens the files, and finds out whether they belong together.
     *
     * @param paths the files by epoch, of which 0 is the untrained network
     * @param outputsFirst whether rows of matrices are outputs, where shapes leave that open
     * @throws IOException if one cannot be read, or has other tensors; one sentence
     */
    static SavedWeights open(SortedMap<Integer, Path> paths, boolean outputsFirst)
            throws IOException {
        SortedMap<Integer, OnnxFile> files = new TreeMap<>();
        for (Map.Entry<Integer, Path> path : paths.entrySet()) {
            files.put(path.getKey(), WeightFiles.open(path.getValue()));
        }
        OnnxFile first = files.values().iterator().next();
        ModelWeights weights = SeriesCheck.weights(first);
        List<StoredTensor> counted = weights.counted();
        if (counted.isEmpty()) {
            throw new IOException(
                    first.path()
                            + " cannot be imported: expected tensors of floating-point numbers,"
                            + " found none");
        }
        Set<String> exact = new HashSet<>();
        counted.forEach(tensor -> exact.add(tensor.name()));
        for (Map.Entry<Integer, OnnxFile> file : files.entrySet()) {
            SeriesCheck.requireSame(first, counted, file.getKey(), file.getValue(), exact);
        }
        Perceptron perceptron = Perceptron.of(counted);
        boolean turned = turned(first, perceptron, outputsFirst);
        List<StoredTensor> stored = perceptron == null ? counted : perceptron.tensors();
        List<TensorShape> shapes =
                stored.stream()
                        .map(
                                tensor ->
                                        new TensorShape(
                                                tensor.name(),
                                                shape(tensor, perceptron, turned),
                                                exact.contains(tensor.name())
                                                        ? Precision.FLOAT32
                                                        : Precision.FLOAT64))
                        .toList();
        SeriesCheck.requireRoom(first, shapes, Runtime.getRuntime().maxMemory());
        return new SavedWeights(
                files, stored, shapes, turned, perceptron != null, weights.others());
    }

    private static boolean turned(
            OnnxFile first, @Nullable Perceptron perceptron, boolean outputsFirst)
            throws IOException {
        WeightRows known = perceptron == null ? null : perceptron.rows();
        if (known == WeightRows.INPUTS && outputsFirst) {
            throw new IOException(
                    first.path()
                            + " cannot be imported as outputsFirst(...) says: its layers follow on"
                            + " each other only if rows of matrices are inputs; leave it out");
        }
        return known == null ? outputsFirst : known == WeightRows.OUTPUTS;
    }

    /** A tensor's shape as the record has it: of a bias always a vector's. */
    private static List<Integer> shape(
            StoredTensor tensor, @Nullable Perceptron perceptron, boolean turned) {
        if (perceptron != null && perceptron.biases().contains(tensor)) {
            return List.of(Math.toIntExact(tensor.count()));
        }
        List<Integer> shape = tensor.shape();
        return turned && shape.size() == 2 ? List.of(shape.get(1), shape.get(0)) : shape;
    }

    /** The file of an epoch, of which there must be one. */
    OnnxFile file(int epoch) {
        return Objects.requireNonNull(files.get(epoch), () -> "no file of epoch " + epoch);
    }

    /** What the rows of matrices in the files are, as far as is known or was said. */
    String rows() {
        return (turned ? WeightRows.OUTPUTS : WeightRows.INPUTS).word();
    }

    /** How many inputs the network has; 0 if its layers are not known. */
    int inputs() {
        return layers ? matrices().get(0).get(0) : 0;
    }

    /** How many outputs the network has; 0 if its layers are not known. */
    int outputs() {
        List<List<Integer>> matrices = matrices();
        return layers ? matrices.get(matrices.size() - 1).get(1) : 0;
    }

    private List<List<Integer>> matrices() {
        return shapes.stream().map(TensorShape::shape).filter(s -> s.size() == 2).toList();
    }

    /**
     * Reads the weights of an epoch.
     *
     * @throws IOException if they cannot be read, in one sentence that names the file
     */
    List<SavedTensor> read(int epoch) throws IOException {
        Map<String, StoredTensor> byName = new HashMap<>();
        SeriesCheck.weights(file(epoch))
                .counted()
                .forEach(tensor -> byName.put(tensor.name(), tensor));
        List<SavedTensor> read = new ArrayList<>();
        for (TensorShape shape : shapes) {
            double[] values = Objects.requireNonNull(byName.get(shape.name())).doubles();
            read.add(
                    new SavedTensor(
                            shape.name(),
                            shape.shape(),
                            shape.precision(),
                            turned && shape.shape().size() == 2
                                    ? transposed(values, shape.shape().get(0))
                                    : values));
        }
        return read;
    }

    /** The transpose of a matrix of so many columns. */
    private static double[] transposed(double[] values, int columns) {
        double[] turned = new double[values.length];
        int rows = columns == 0 ? 0 : values.length / columns;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return turned;
    }
}

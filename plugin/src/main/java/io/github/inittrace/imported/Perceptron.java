// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.study.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The layers that tensors without a graph make up, as far as shapes tell: matrices of which each
 * takes what the one before gives. Beside them may be vectors: where they are as many, each is the
 * bias of a matrix.
 *
 * @param tensors from the input to the output, the matrix of a layer before its bias; in the order
 *     looked through where there are others
 * @param biases which of them are biases, each of shape [n], [1, n] or [n, 1]; none where there are
 *     other vectors
 * @param rows what the rows of the matrices are; null if they may be either, as of square ones
 */
record Perceptron(List<StoredTensor> tensors, Set<StoredTensor> biases, @Nullable WeightRows rows) {
    Perceptron {
        tensors = List.copyOf(tensors);
        biases = Set.copyOf(biases);
    }

    /**
     * Looks for layers: first in the order of the file; then in that of the names, for some files
     * are sorted by text, where {@code 10} comes before {@code 2}.
     *
     * @return null if there are tensors of more dimensions, or matrices do not follow on each other
     */
    static @Nullable Perceptron of(List<StoredTensor> tensors) {
        Perceptron found = inOrder(tensors);
        return found != null
                ? found
                : inOrder(
                        tensors.stream()
                                .sorted(
                                        Comparator.comparing(
                                                StoredTensor::name, NaturalOrder.OF_NAMES))
                                .toList());
    }

    /**
     * A matrix of one unit has the shape of a bias that some tools write as a row or a column. So
     * every tensor of two dimensions is first taken for a matrix; if those do not follow on each
     * other, rows are taken for biases, then columns, then every other tensor.
     */
    private static @Nullable Perceptron inOrder(List<StoredTensor> tensors) {
        if (tensors.stream().anyMatch(tensor -> tensor.shape().size() > 2)) {
            return null;
        }
        Perceptron plain = split(tensors, place -> tensors.get(place).shape().size() < 2);
        if (plain != null) {
            return plain;
        }
        List<IntPredicate> splits =
                List.of(
                        place -> isVector(tensors.get(place), 0),
                        place -> isVector(tensors.get(place), 1),
                        place -> place % 2 == 1);
        for (IntPredicate split : splits) {
            Perceptron found = split(tensors, split);
            if (found != null && !found.biases.isEmpty()) {
                return found;
            }
        }
        return null;
    }

    /** Whether a tensor has one dimension, or that of two is of length 1. */
    private static boolean isVector(StoredTensor tensor, int dimension) {
        return tensor.shape().size() < 2 || tensor.shape().get(dimension) == 1;
    }

    /**
     * The layers that tensors of up to two dimensions make up; single numbers belong to none.
     *
     * @param isBias whether the tensor at a place is a bias or another vector, and no matrix
     */
    private static @Nullable Perceptron split(List<StoredTensor> tensors, IntPredicate isBias) {
        List<StoredTensor> matrices = new ArrayList<>();
        List<StoredTensor> biases = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            if (!tensors.get(i).shape().isEmpty()) {
                (isBias.test(i) ? biases : matrices).add(tensors.get(i));
            }
        }
        if (matrices.isEmpty() || matrices.stream().anyMatch(m -> m.shape().size() != 2)) {
            return null;
        }
        boolean isBiased = biases.size() == matrices.size();
        boolean inputs = isChain(matrices, isBiased ? biases : List.of(), 0);
        boolean outputs = isChain(matrices, isBiased ? biases : List.of(), 1);
        if (!inputs && !outputs) {
            return null;
        }
        WeightRows rows = inputs ? WeightRows.INPUTS : WeightRows.OUTPUTS;
        return new Perceptron(
                isBiased && tensors.size() == 2 * matrices.size()
                        ? paired(matrices, biases)
                        : tensors,
                isBiased ? Set.copyOf(biases) : Set.of(),
                inputs && outputs ? null : rows);
    }

    private static List<StoredTensor> paired(
            List<StoredTensor> matrices, List<StoredTensor> biases) {
        List<StoredTensor> layers = new ArrayList<>();
        for (int i = 0; i < matrices.size(); i++) {
            layers.add(matrices.get(i));
            layers.add(biases.get(i));
        }
        return layers;
    }

    /**
     * Whether layers follow on each other.
     *
     * @param in the dimension that is a matrix' input, 0 or 1
     */
    private static boolean isChain(List<StoredTensor> matrices, List<StoredTensor> biases, int in) {
        for (int i = 0; i < matrices.size(); i++) {
            int given = matrices.get(i).shape().get(1 - in);
            boolean follows =
                    i == matrices.size() - 1 || matrices.get(i + 1).shape().get(in) == given;
            if (!follows || !(biases.isEmpty() || isBias(biases.get(i), given))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a tensor has a number for each of some units, and all along one dimension. */
    private static boolean isBias(StoredTensor tensor, int units) {
        return tensor.shape().contains(units) && tensor.count() == units;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.study.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers that tensors without a graph make up, as far as shapes tell: matrices of which each
 * takes what the one before gives. Beside them may be vectors: where they are as many, each is the
 * bias of a matrix.
 *
 * @param tensors from the input to the output, the matrix of a layer before its bias; in the order
 *     looked through where there are other vectors
 * @param rows what the rows of the matrices are; null if they may be either, as of square ones
 */
record Perceptron(List<StoredTensor> tensors, @Nullable WeightRows rows) {
    Perceptron {
        tensors = List.copyOf(tensors);
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

    private static @Nullable Perceptron inOrder(List<StoredTensor> tensors) {
        List<StoredTensor> matrices =
                tensors.stream().filter(tensor -> tensor.shape().size() == 2).toList();
        List<StoredTensor> biases =
                tensors.stream().filter(tensor -> tensor.shape().size() == 1).toList();
        if (matrices.isEmpty() || tensors.stream().anyMatch(t -> t.shape().size() > 2)) {
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
            if (!follows || !(biases.isEmpty() || biases.get(i).shape().get(0) == given)) {
                return false;
            }
        }
        return true;
    }
}

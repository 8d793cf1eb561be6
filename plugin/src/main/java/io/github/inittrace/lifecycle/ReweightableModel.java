// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import java.util.List;
import org.tribuo.Model;
import org.tribuo.Output;

/**
 * A model that can be had with other weights, so that one can ask how good it would be with them.
 *
 * @param <T> the type of the model's output
 */
public interface ReweightableModel<T extends Output<T>> extends WeightedModel {

    /**
     * The same model with other weights. This one stays as it is.
     *
     * @param weights as {@link #tensors} has them: the same names and shapes in the same order;
     *     copied, and rounded to the precision of the model's own
     * @return a model whose provenance says {@link WeightsState#REPLACED}
     * @throws IllegalArgumentException if the names or shapes are others
     */
    Model<T> withWeights(List<? extends TensorView> weights);

    /**
     * Checks that tensors can stand for others. For implementations.
     *
     * @throws IllegalArgumentException if the names or shapes differ
     */
    static void requireSame(List<? extends TensorView> expected, List<? extends TensorView> found) {
        List<String> these = expected.stream().map(ReweightableModel::describe).toList();
        List<String> those = found.stream().map(ReweightableModel::describe).toList();
        if (!these.equals(those)) {
            throw new IllegalArgumentException(
                    "the model has the tensors " + these + ", found " + those);
        }
    }

    private static String describe(TensorView tensor) {
        return tensor.name() + " " + tensor.shape();
    }
}

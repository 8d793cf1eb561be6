// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.analysis;

import io.github.inittrace.lifecycle.ReweightableModel;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.WeightedModel;
import io.github.inittrace.sgd.ReweightableSGDModel;
import io.github.inittrace.sgd.SGDTensors;
import java.util.List;
import org.tribuo.Model;
import org.tribuo.Output;

/** How the weights of a model are read and replaced. */
public final class ModelWeights {
    private ModelWeights() {}

    /**
     * The weights of a model: of one of ours, of Tribuo's linear models and factorisation machines,
     * or of any that shows them.
     *
     * @return every weight matrix and bias vector, in the order of its ONNX file
     * @throws IllegalArgumentException if it does not show them
     */
    public static List<? extends TensorView> of(Model<?> model) {
        if (model instanceof WeightedModel weighted) {
            return weighted.tensors();
        }
        if (SGDTensors.canRead(model)) {
            return SGDTensors.of(model);
        }
        throw new IllegalArgumentException(
                "expected a model that shows its weights, found "
                        + model.getClass().getName()
                        + "; let it implement WeightedModel");
    }

    /**
     * A model of which others with other weights can be had.
     *
     * @throws IllegalArgumentException if there are none
     */
    @SuppressWarnings("unchecked") // a Model<T> that is reweightable makes models of T
    static <T extends Output<T>> ReweightableModel<T> reweightable(Model<T> model) {
        if (model instanceof ReweightableModel<?> own) {
            return (ReweightableModel<T>) own;
        }
        if (SGDTensors.canRead(model)) {
            return ReweightableSGDModel.of(model);
        }
        throw new IllegalArgumentException(
                "expected a model that can be had with other weights, found "
                        + model.getClass().getName()
                        + "; let it implement ReweightableModel");
    }
}

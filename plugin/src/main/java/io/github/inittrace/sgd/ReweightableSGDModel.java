// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import io.github.inittrace.lifecycle.ReweightableModel;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.WeightsState;
import java.util.List;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.common.sgd.AbstractSGDModel;
import org.tribuo.math.FeedForwardParameters;

/**
 * One of Tribuo's linear models or factorisation machines, which can be had with other weights. The
 * tensors are those of {@link SGDTensors}.
 *
 * @param <T> the type of the model's output
 */
public final class ReweightableSGDModel<T extends Output<T>> implements ReweightableModel<T> {
    private final AbstractSGDModel<T> model;
    private final SGDInternals<T> trainer;

    private ReweightableSGDModel(AbstractSGDModel<T> model) {
        this.model = model;
        RebuiltTrainer<T> rebuilt = RebuiltTrainer.of(model.getProvenance().getTrainerProvenance());
        trainer = new SGDInternals<>(rebuilt.trainer());
    }

    /**
     * Takes a model.
     *
     * @throws IllegalArgumentException if it is none of Tribuo's SGD models, or its trainer cannot
     *     be rebuilt from its provenance
     */
    public static <T extends Output<T>> ReweightableSGDModel<T> of(Model<T> model) {
        if (model instanceof AbstractSGDModel<T> sgd) {
            return new ReweightableSGDModel<>(sgd);
        }
        throw new IllegalArgumentException(
                "expected one of Tribuo's SGD models, found " + model.getClass().getName());
    }

    @Override
    public List<TensorView> tensors() {
        return SGDTensors.of(model);
    }

    @Override
    public Model<T> withWeights(List<? extends TensorView> weights) {
        ReweightableModel.requireSame(tensors(), weights);
        FeedForwardParameters parameters = model.getModelParameters().copy();
        SGDTensors.assign(parameters, weights);
        return trainer.model(
                WeightsState.replaced(model.getProvenance()),
                model.getFeatureIDMap(),
                model.getOutputIDInfo(),
                parameters);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing.samples;

import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.mlp.MLPClassificationModel;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.testing.ObservableTrainerContract;
import io.github.inittrace.testing.Points;
import java.util.List;
import java.util.Optional;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/** InitTrace's own trainer keeps the contract; from another package, as third parties would. */
class MLPContractTest extends ObservableTrainerContract<Label> {
    @Override
    protected ObservableTrainer<Label> trainer() {
        return MLPClassificationTrainer.builder().hiddenLayers(5, 4).epochs(4).batchSize(8).build();
    }

    @Override
    protected Dataset<Label> trainingData() {
        return Points.of(30, 1);
    }

    @Override
    protected Dataset<Label> validationData() {
        return Points.of(10, 2);
    }

    @Override
    protected List<double[]> weightsOf(Model<Label> model) {
        return ((MLPClassificationModel) model).tensors().stream().map(TensorView::copy).toList();
    }

    @Override
    protected Optional<Dataset<Label>> refusedData() {
        return Optional.of(Points.unlabelled());
    }
}

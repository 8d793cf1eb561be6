// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing.samples;

import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.sgd.ObservedSGDTrainer;
import io.github.inittrace.sgd.SGDTensors;
import io.github.inittrace.testing.ObservableTrainerContract;
import io.github.inittrace.testing.Points;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

/** Tribuo's linear model, watched, keeps the contract. */
class LinearSGDContractTest extends ObservableTrainerContract<Label> {
    @Override
    protected ObservableTrainer<Label> trainer() {
        return ObservedSGDTrainer.of(
                new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 4, -1, 8, 17));
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
        return SGDTensors.of(model).stream().map(TensorView::copy).toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.WeightsState;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

class ReweightableSGDModelTest {
    private static final Dataset<Label> data = new MutableDataset<>(new DigitsDataSource(60, 1));

    static List<Trainer<Label>> trainers() {
        return List.of(
                new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 2, 1L),
                new FMClassificationTrainer(
                        new LogMulticlass(), new AdaGrad(0.1), 2, 60, 1L, 3, 0.1));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void model_withItsOwnWeights_predictsTheSame(Trainer<Label> trainer) {
        Model<Label> model = trainer.train(data);
        ReweightableSGDModel<Label> reweightable = ReweightableSGDModel.of(model);
        Model<Label> same = reweightable.withWeights(reweightable.tensors());
        for (var example : data) {
            assertThat(same.predict(example).getOutputScores())
                    .isEqualTo(model.predict(example).getOutputScores());
        }
        assertThat(WeightsState.of(same)).isEqualTo("replaced");
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void model_withOtherWeights_hasThemAndLeavesTheFirst(Trainer<Label> trainer) {
        Model<Label> model = trainer.train(data);
        List<double[]> before = SGDTensors.of(model).stream().map(TensorView::copy).toList();
        ReweightableSGDModel<Label> reweightable = ReweightableSGDModel.of(model);
        List<Shifted> shifted = reweightable.tensors().stream().map(Shifted::new).toList();
        Model<Label> other = reweightable.withWeights(shifted);
        for (int i = 0; i < before.size(); i++) {
            assertThat(SGDTensors.of(other).get(i).copy()).isEqualTo(shifted.get(i).copy());
            assertThat(SGDTensors.of(model).get(i).copy()).isEqualTo(before.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void model_withTensorsMissing_isRefused(Trainer<Label> trainer) {
        ReweightableSGDModel<Label> model = ReweightableSGDModel.of(trainer.train(data));
        assertThatThrownBy(() -> model.withWeights(model.tensors().subList(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the model has the tensors [");
    }

    /** A tensor with its index added to every value. */
    private record Shifted(TensorView tensor) implements TensorView {
        @Override
        public String name() {
            return tensor.name();
        }

        @Override
        public List<Integer> shape() {
            return tensor.shape();
        }

        @Override
        public void copyTo(double[] target) {
            tensor.copyTo(target);
            for (int i = 0; i < target.length; i++) {
                target[i] += i;
            }
        }
    }
}

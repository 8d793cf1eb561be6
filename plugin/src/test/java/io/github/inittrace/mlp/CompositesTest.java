// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.ensemble.AdaBoostTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.evaluation.EvaluationAggregator;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;

/** Tribuo's own composites train with our trainer, and give the same again. */
class CompositesTest {
    private static final MutableDataset<Label> DATA = Blobs.of(240, 8, 3, 4);

    private static MLPClassificationTrainer trainer() {
        return ReproducibilityTest.small().epochs(40).build();
    }

    private static double accuracy(Model<Label> model) {
        return new LabelEvaluator().evaluate(model, DATA).accuracy();
    }

    @Test
    void crossValidation_trainsAModelPerFold() {
        MLPClassificationTrainer trainer = trainer();
        List<Pair<LabelEvaluation, Model<Label>>> folds =
                new CrossValidation<>(trainer, DATA, new LabelEvaluator(), 4).evaluate();
        assertThat(folds).hasSize(4);
        assertThat(trainer.getInvocationCount()).isEqualTo(4);
        double mean =
                folds.stream().mapToDouble(fold -> fold.getA().accuracy()).average().orElseThrow();
        assertThat(mean).isGreaterThan(0.9);
        assertThat(EvaluationAggregator.summarize(folds.stream().map(Pair::getA).toList()))
                .isNotEmpty();
    }

    @Test
    void bagging_makesAnEnsembleAndReplaysIt() {
        WeightedEnsembleModel<Label> first = bag();
        assertThat(first.getModels()).hasSize(4).allMatch(m -> m instanceof MLPClassificationModel);
        assertThat(accuracy(first)).isGreaterThan(0.9);
        WeightedEnsembleModel<Label> again = bag();
        for (int i = 0; i < 4; i++) {
            ReproducibilityTest.assertSameBits(
                    ((MLPClassificationModel) again.getModels().get(i)).tensors(),
                    ((MLPClassificationModel) first.getModels().get(i)).tensors());
        }
    }

    private static WeightedEnsembleModel<Label> bag() {
        return bag(trainer());
    }

    private static WeightedEnsembleModel<Label> bag(MLPClassificationTrainer trainer) {
        return (WeightedEnsembleModel<Label>)
                new BaggingTrainer<>(trainer, new VotingCombiner(), 4).train(DATA);
    }

    /** The ensemble would hand its members' inputs columns in Tribuo's order. */
    @Test
    void bagging_inputsInAnOrderOfTheirOwn_predictsButIsNoGraph() {
        List<String> order =
                DATA.getFeatureMap().keySet().stream().sorted(Comparator.reverseOrder()).toList();
        WeightedEnsembleModel<Label> ensemble =
                bag(ReproducibilityTest.small().epochs(40).inputOrder(order).build());

        assertThat(accuracy(ensemble)).isGreaterThan(0.9);
        assertThatThrownBy(() -> ensemble.exportONNXModel("test", 1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(
                        "a network that is to be part of another ONNX graph must have its inputs in"
                                + " Tribuo's order, found an input order of its own; train it"
                                + " without");
        assertThat(bag().exportONNXModel("test", 1).getGraph().getInputCount()).isEqualTo(1);
    }

    @Test
    void adaBoost_weighsExamplesAndTrains() {
        Model<Label> model = new AdaBoostTrainer(trainer(), 3).train(DATA);
        assertThat(accuracy(model)).isGreaterThan(0.9);
    }

    @Test
    void transformTrainer_scalesAndTrains() {
        TransformationMap scaling =
                new TransformationMap(List.of(new LinearScalingTransformation(0, 1)));
        Model<Label> model = new TransformTrainer<>(trainer(), scaling).train(DATA, Map.of());
        assertThat(accuracy(model)).isGreaterThan(0.85);
    }
}

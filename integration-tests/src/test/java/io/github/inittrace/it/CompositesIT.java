// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationModel;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.ensemble.AdaBoostTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;

/** Tribuo's trainers of trainers take ours, and ours traced, like any other. */
class CompositesIT {
    private MutableDataset<Label> train;
    private MutableDataset<Label> test;

    @BeforeEach
    void draw() {
        train = new MutableDataset<>(new DigitsDataSource(900, 1));
        test = new MutableDataset<>(new DigitsDataSource(300, DigitsDataSource.heldOutSeed(1)));
    }

    @Test
    void bagging_ofOurTrainer_makesMembersThatDifferAndVoteWell() {
        Trainer<Label> bagging =
                new BaggingTrainer<>(
                        trainer(FeatureScaling.DIVIDE_BY_255), new VotingCombiner(), 3);

        EnsembleModel<Label> model = (EnsembleModel<Label>) bagging.train(train);

        assertThat(accuracy(model)).isGreaterThan(0.7);
        Set<List<Float>> outputs = new HashSet<>();
        for (Model<Label> member : model.getModels()) {
            float[] bias = ((MLPClassificationModel) member).tensor("output.bias").values();
            outputs.add(List.of(bias[0], bias[1]));
        }
        assertThat(outputs).hasSize(3);
    }

    @Test
    void adaBoost_ofOurTrainer_votesWell() {
        AdaBoostTrainer boosting =
                new AdaBoostTrainer(trainer(FeatureScaling.DIVIDE_BY_255), 2, 1L);

        assertThat(accuracy(boosting.train(train))).isGreaterThan(0.7);
    }

    @Test
    void transformTrainer_thatScalesForUs_trainsWell() {
        TransformationMap scaling =
                new TransformationMap(List.of(new LinearScalingTransformation(0, 1)));
        TransformTrainer<Label> transforming =
                new TransformTrainer<>(trainer(FeatureScaling.NONE), scaling);

        assertThat(accuracy(transforming.train(train))).isGreaterThan(0.7);
    }

    @Test
    void crossValidation_ofATracedTrainer_leavesARunFolderPerFold(@TempDir Path folder)
            throws IOException {
        InitTrace<Label> traced =
                InitTrace.of(trainer(FeatureScaling.DIVIDE_BY_255))
                        .validateOn("test", test)
                        .inputShape(28, 28)
                        .runFolder(folder);
        CrossValidation<Label, LabelEvaluation> validation =
                new CrossValidation<>(traced, train, new LabelEvaluator(), 3, 7L);

        var folds = validation.evaluate();

        assertThat(folds).hasSize(3);
        Set<String> ids = new HashSet<>();
        for (int fold = 0; fold < 3; fold++) {
            RunFolder run = RunFolder.open(folder.resolve("run-000" + (fold + 1)));
            ids.add(run.record().runId());
            assertThat(run.record().training().examples()).isEqualTo(600);
            assertThat(run.manifest().orElseThrow().differences(run.path())).isEmpty();
            assertThat(run.history().last().validation().get(0).accuracy())
                    .isEqualTo(accuracy(folds.get(fold).getB()));
        }
        assertThat(ids).hasSize(3);
    }

    private static MLPClassificationTrainer trainer(FeatureScaling scaling) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(32)
                .epochs(8)
                .batchSize(32)
                .featureScaling(scaling)
                .build();
    }

    private double accuracy(Model<Label> model) {
        return accuracy(model, test);
    }

    private static double accuracy(Model<Label> model, Dataset<Label> data) {
        return new LabelEvaluator().evaluate(model, data).accuracy();
    }
}

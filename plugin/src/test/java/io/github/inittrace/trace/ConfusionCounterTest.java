// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.ClassificationRecord;
import io.github.inittrace.run.ClassificationRecord.Confusion;
import io.github.inittrace.run.ClassificationRecord.Mistake;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;

/** What a classifier takes for what, compared with Tribuo's own evaluation. */
class ConfusionCounterTest {
    private static final Dataset<Label> TRAIN = new MutableDataset<>(new DigitsDataSource(640, 1));
    private static final Dataset<Label> TEST = new MutableDataset<>(new DigitsDataSource(1500, 2));

    @TempDir Path temp;

    private static MLPClassificationTrainer trainer() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(16)
                .epochs(3)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .build();
    }

    private ClassificationRecord record() throws IOException {
        return RunFolder.open(temp.resolve("run")).classification().orElseThrow();
    }

    @Test
    void confusion_ofAValidationSet_isThatOfTribuosEvaluation() throws IOException {
        TracedRun<Label> run =
                InitTrace.of(trainer())
                        .validateOn("test", TEST)
                        .inputShape(28, 28)
                        .runFolder(temp.resolve("run"))
                        .run(TRAIN);
        ClassificationRecord record = record();
        LabelEvaluation expected = new LabelEvaluator().evaluate(run.model(), TEST);
        assertThat(record.set()).isEqualTo("test");
        assertThat(record.examples()).isEqualTo(1500);
        int[][] counts = new int[10][10];
        for (Confusion cell : record.confusion()) {
            counts[cell.truth()][cell.predicted()] = cell.count();
        }
        for (int truth = 0; truth < 10; truth++) {
            for (int predicted = 0; predicted < 10; predicted++) {
                double count =
                        expected.confusion(
                                new Label(record.labels().get(predicted)),
                                new Label(record.labels().get(truth)));
                assertThat((double) counts[truth][predicted]).isEqualTo(count);
            }
        }
        double right =
                record.confusion().stream()
                        .filter(cell -> cell.truth() == cell.predicted())
                        .mapToInt(Confusion::count)
                        .sum();
        assertThat(right / record.examples())
                .isEqualTo(run.history().last().validation().get(0).accuracy());
    }

    @Test
    void worst_areTheMistakesWithTheLeastProbabilityOfTheirClass() throws IOException {
        TracedRun<Label> run =
                InitTrace.of(trainer())
                        .validateOn("test", TEST)
                        .inputShape(28, 28)
                        .runFolder(temp.resolve("run"))
                        .run(TRAIN);
        Model<Label> model = run.model();
        List<Double> least = new ArrayList<>();
        for (Prediction<Label> prediction : model.predict(TEST)) {
            String truth = prediction.getExample().getOutput().getLabel();
            if (!prediction.getOutput().getLabel().equals(truth)) {
                least.add(prediction.getOutputScores().get(truth).getScore());
            }
        }
        least.sort(Comparator.naturalOrder());
        ClassificationRecord record = record();
        assertThat(record.worst())
                .extracting(Mistake::truthScore)
                .isEqualTo(least.subList(0, ConfusionCounter.WORST));
        for (Mistake mistake : record.worst()) {
            assertThat(TEST.getExample(mistake.index()).getOutput().getLabel())
                    .isEqualTo(record.labels().get(mistake.truth()));
            assertThat(mistake.features()).hasSize(784);
            TEST.getExample(mistake.index())
                    .forEach(
                            feature ->
                                    assertThat(
                                                    mistake.features()
                                                            .get(
                                                                    model.getFeatureIDMap()
                                                                            .getID(
                                                                                    feature
                                                                                            .getName())))
                                            .isEqualTo((float) feature.getValue()));
        }
    }

    @Test
    void classification_withoutAPictureOrAValidationSet_isOfTheTrainingDataWithoutFeatures()
            throws IOException {
        InitTrace.of(new LogisticRegressionTrainer()).runFolder(temp.resolve("run")).run(TRAIN);
        assertThat(record().set()).isEqualTo("training");
        assertThat(record().examples()).isEqualTo(640);
        assertThat(record().worst()).allSatisfy(m -> assertThat(m.features()).isNull());
    }
}

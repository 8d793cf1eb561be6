// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.sgd.fm.FMMultiLabelTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.regression.sgd.fm.FMRegressionTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** What a trace of each of Tribuo's own trainers holds, as the README's table says. */
class TracedStockTrainersTest {
    private static final int EPOCHS = 5;

    private record Case<T extends Output<T>>(
            Trainer<T> trainer, Dataset<T> data, boolean classifies) {
        @Override
        public String toString() {
            return trainer.getClass().getName();
        }
    }

    static Stream<Case<?>> trainers() {
        AdaGrad steps = new AdaGrad(0.1);
        return Stream.of(
                new Case<>(
                        new LinearSGDTrainer(new Hinge(), steps, EPOCHS, 1L),
                        StockTrainers.labels(50, 1),
                        true),
                new Case<>(new LogisticRegressionTrainer(), StockTrainers.labels(50, 1), true),
                new Case<>(
                        new org.tribuo.multilabel.sgd.linear.LinearSGDTrainer(
                                new BinaryCrossEntropy(), steps, EPOCHS, 1L),
                        StockTrainers.multiLabels(50, 1),
                        true),
                new Case<>(
                        new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                                new SquaredLoss(), steps, EPOCHS, 1L),
                        StockTrainers.regressors(50, 1),
                        false),
                new Case<>(
                        new FMClassificationTrainer(new LogMulticlass(), steps, EPOCHS, 1L, 3, 0.1),
                        StockTrainers.labels(50, 1),
                        true),
                new Case<>(
                        new FMMultiLabelTrainer(
                                new BinaryCrossEntropy(), steps, EPOCHS, 1L, 3, 0.1),
                        StockTrainers.multiLabels(50, 1),
                        true),
                new Case<>(
                        new FMRegressionTrainer(new SquaredLoss(), steps, EPOCHS, 1L, 3, 0.1, true),
                        StockTrainers.regressors(50, 1),
                        false));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    <T extends Output<T>> void history_ofAStockTrainer_hasLossesAndNoLearningRate(Case<T> stock) {
        TracedRun<T> run = InitTrace.of(stock.trainer()).run(stock.data());

        assertThat(run.ending().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(run.history()).extracting(EpochRecord::index).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(run.history())
                .allSatisfy(
                        epoch -> {
                            assertThat(epoch.learningRate()).isNull();
                            assertThat(epoch.epochEndLoss()).isNotNull().isPositive();
                            assertThat(epoch.epochEndAccuracy() != null)
                                    .isEqualTo(stock.classifies());
                        });
        assertThat(run.history().last().epochEndLoss())
                .isLessThan(run.history().first().epochEndLoss());
    }

    @ParameterizedTest
    @MethodSource("trainers")
    <T extends Output<T>> void networks_ofAStockTrainer_areItsWeightsRoundedToFloat(
            Case<T> stock, @TempDir Path folder) throws IOException {
        TracedRun<T> run = InitTrace.of(stock.trainer()).runFolder(folder).run(stock.data());

        RunFolder read = RunFolder.open(folder);
        assertRounded(read.initialModel().orElseThrow(), run.initialModel());
        assertRounded(read.trainedModel().orElseThrow(), run.model());
    }

    private static void assertRounded(Path file, Model<?> model) throws IOException {
        List<OnnxTensor> found = OnnxWeights.read(file).tensors();
        List<TensorView> expected = SGDTensors.of(model);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).name()).isEqualTo(expected.get(i).name());
            assertThat(found.get(i).shape()).isEqualTo(expected.get(i).shape());
            double[] values = expected.get(i).copy();
            for (int j = 0; j < values.length; j++) {
                assertThat(found.get(i).values()[j]).isEqualTo((float) values[j]);
            }
        }
    }
}

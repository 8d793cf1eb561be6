// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import io.github.inittrace.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.hash.MessageDigestHasher;
import org.tribuo.impl.ArrayExample;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.sgd.fm.FMMultiLabelTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.fm.FMRegressionTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** What a run exported, read back, is what was recorded. */
class ExternalModelsTest {
    private static final Dataset<Label> TRAIN = new MutableDataset<>(new DigitsDataSource(800, 1));
    private static final Dataset<Label> TEST = new MutableDataset<>(new DigitsDataSource(500, 2));

    @TempDir private Path temp;

    static Stream<Trainer<Label>> labelTrainers() {
        return Stream.of(
                MLPClassificationTrainer.builder()
                        .hiddenLayers(32)
                        .epochs(3)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build(),
                new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.01), 3, 7),
                new LinearSGDTrainer(new Hinge(), new AdaGrad(0.01), 3, 7),
                new FMClassificationTrainer(
                        new LogMulticlass(), new AdaGrad(0.01), 3, -1, 1, 7, 4, 0.001));
    }

    @ParameterizedTest
    @MethodSource("labelTrainers")
    void accuracy_ofBothNetworks_isWhatTheRunRecorded(Trainer<Label> trainer) throws IOException {
        Path folder = temp.resolve("run");
        InitTrace.of(trainer).validateOn("test", TEST).runFolder(folder).run(TRAIN);

        RunFolder run = RunFolder.open(folder);
        try (ONNXExternalModel<Label> initial = ExternalModels.initial(run, Label.class);
                ONNXExternalModel<Label> trained = ExternalModels.trained(run, Label.class)) {
            assertThat(accuracy(initial)).isEqualTo(recorded(run, 0));
            assertThat(accuracy(trained)).isEqualTo(recorded(run, 3)).isGreaterThan(0.6);
        }
    }

    @Test
    void labelModel_hasTheDomainsAndProbabilitiesOfTheOneExported() throws IOException {
        Path folder = temp.resolve("run");
        TracedRun<Label> traced =
                InitTrace.of(new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.01), 2, 7))
                        .runFolder(folder)
                        .run(TRAIN);
        Model<Label> model = traced.model();

        try (ONNXExternalModel<Label> read =
                ExternalModels.trained(RunFolder.open(folder), Label.class)) {
            assertThat(read.getFeatureIDMap().keySet()).isEqualTo(model.getFeatureIDMap().keySet());
            assertThat(read.getOutputIDInfo().toReadableString()).isNotEmpty();
            assertThat(read.generatesProbabilities()).isTrue();
            for (Example<Label> example : TEST.getData().subList(0, 50)) {
                assertThat(read.predict(example).distributionEquals(model.predict(example), 1e-5))
                        .isTrue();
            }
        }
    }

    @Test
    void hashedFeatures_areScoredRightInTheRunAndNotReadBackByName() throws IOException {
        Path folder = temp.resolve("hashed");
        Dataset<Label> hashed =
                ImmutableDataset.hashFeatureMap(
                        TRAIN, new MessageDigestHasher("SHA-256", "abcdefghabcdefghabcdefgh"));
        TracedRun<Label> traced =
                InitTrace.of(new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.01), 3, 7))
                        .validateOn("test", TEST)
                        .runFolder(folder)
                        .run(hashed);
        RunFolder run = RunFolder.open(folder);

        assertThat(recorded(run, 3))
                .isEqualTo(new LabelEvaluator().evaluate(traced.model(), TEST).accuracy())
                .isGreaterThan(0.6);
        assertThat(Verification.of(folder).differences()).isEmpty();
        assertThatThrownBy(() -> ExternalModels.trained(run, Label.class))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        folder.resolve("trained.onnx")
                                + " knows its features by hashed names, under which those of an"
                                + " example are not found, and the hash's salt is kept nowhere; lay"
                                + " the features out as the trained model's feature map numbers"
                                + " them, and use RawScores.of");
    }

    @Test
    void hashedFeatures_ofTheSameHash_areStartedFromAndOthersAreNot() {
        Path folder = temp.resolve("hashed");
        Dataset<Label> hashed =
                ImmutableDataset.hashFeatureMap(
                        TRAIN, new MessageDigestHasher("SHA-256", "abcdefghabcdefghabcdefgh"));
        MLPClassificationTrainer.Builder small =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(8)
                        .epochs(2)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255);
        TracedRun<Label> first =
                InitTrace.of(small.build()).validateOn("test", TEST).runFolder(folder).run(hashed);
        MLPClassificationTrainer again =
                MLPClassificationTrainer.builder()
                        .epochs(0)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .startFrom(folder.resolve("trained.onnx"))
                        .build();
        TracedRun<Label> started = InitTrace.of(again).validateOn("test", TEST).run(hashed);

        assertThat(started.history().last().validation())
                .isEqualTo(first.history().last().validation());
        assertThatThrownBy(() -> again.train(TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the weights to start from must be for the data's feature");
    }

    @Test
    void hingeModel_isReadAsOneWithoutProbabilities() throws IOException {
        Path folder = temp.resolve("run");
        InitTrace.of(new LinearSGDTrainer(new Hinge(), new AdaGrad(0.01), 1, 7))
                .runFolder(folder)
                .run(TRAIN);

        try (ONNXExternalModel<Label> read =
                ExternalModels.trained(RunFolder.open(folder), Label.class)) {
            assertThat(read.generatesProbabilities()).isFalse();
        }
    }

    static Stream<Trainer<MultiLabel>> multiLabelTrainers() {
        return Stream.of(
                new org.tribuo.multilabel.sgd.linear.LinearSGDTrainer(
                        new BinaryCrossEntropy(), new AdaGrad(0.1), 3, 7),
                new org.tribuo.multilabel.sgd.linear.LinearSGDTrainer(
                        new org.tribuo.multilabel.sgd.objectives.Hinge(), new AdaGrad(0.1), 3, 7),
                new FMMultiLabelTrainer(
                        new BinaryCrossEntropy(), new AdaGrad(0.1), 3, -1, 1, 7, 4, 0.1));
    }

    @ParameterizedTest
    @MethodSource("multiLabelTrainers")
    void multiLabels_ofTheTrainedNetwork_areThoseOfTheModel(Trainer<MultiLabel> trainer)
            throws IOException {
        Dataset<MultiLabel> data = data(new MultiLabelFactory(), ExternalModelsTest::signs);
        Path folder = temp.resolve("run");
        TracedRun<MultiLabel> traced = InitTrace.of(trainer).runFolder(folder).run(data);

        try (ONNXExternalModel<MultiLabel> read =
                ExternalModels.trained(RunFolder.open(folder), MultiLabel.class)) {
            assertThat(read.generatesProbabilities())
                    .isEqualTo(traced.model().generatesProbabilities());
            for (Example<MultiLabel> example : data) {
                assertThat(read.predict(example).getOutput().getNameSet())
                        .isEqualTo(traced.model().predict(example).getOutput().getNameSet());
            }
        }
    }

    static Stream<Trainer<Regressor>> regressionTrainers() {
        return Stream.of(
                new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                        new SquaredLoss(), new AdaGrad(0.1), 3, 7),
                new FMRegressionTrainer(
                        new SquaredLoss(), new AdaGrad(0.1), 3, -1, 1, 7, 4, 0.1, true));
    }

    @ParameterizedTest
    @MethodSource("regressionTrainers")
    void regression_ofTheTrainedNetwork_isThatOfTheModel(Trainer<Regressor> trainer)
            throws IOException {
        Dataset<Regressor> data = data(new RegressionFactory(), ExternalModelsTest::sums);
        Path folder = temp.resolve("run");
        TracedRun<Regressor> traced = InitTrace.of(trainer).runFolder(folder).run(data);

        try (ONNXExternalModel<Regressor> read =
                ExternalModels.trained(RunFolder.open(folder), Regressor.class)) {
            for (Example<Regressor> example : data) {
                Regressor expected = traced.model().predict(example).getOutput();
                Regressor found = read.predict(example).getOutput();
                assertThat(found.getNames()).isEqualTo(expected.getNames());
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(found.getValues()[i])
                            .isCloseTo(expected.getValues()[i], within(1e-4));
                }
            }
        }
    }

    private static double accuracy(Model<Label> model) {
        return new LabelEvaluator().evaluate(model, TEST).accuracy();
    }

    private static Double recorded(RunFolder run, int epoch) {
        return run.history().epochs().get(epoch).validation().get(0).accuracy();
    }

    private static MultiLabel signs(double[] x) {
        return x[0] > 0
                ? x[1] > 0
                        ? new MultiLabel(Set.of(new Label("up"), new Label("left")))
                        : new MultiLabel(new Label("up"))
                : x[1] > 0 ? new MultiLabel(new Label("left")) : new MultiLabel(Set.of());
    }

    private static Regressor sums(double[] x) {
        return new Regressor(
                new String[] {"sum", "product"}, new double[] {x[0] + x[1], x[0] * x[2]});
    }

    private static <T extends Output<T>> Dataset<T> data(
            OutputFactory<T> factory, Function<double[], T> rule) {
        MutableDataset<T> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("drawn", factory), factory);
        Random random = new Random(5);
        for (int i = 0; i < 80; i++) {
            double[] x = random.doubles(3, -1, 1).toArray();
            data.add(new ArrayExample<>(rule.apply(x), new String[] {"x", "y", "z"}, x));
        }
        return data;
    }
}

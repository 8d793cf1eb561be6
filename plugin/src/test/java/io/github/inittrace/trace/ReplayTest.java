// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.ReplayVerdict.Outcome;
import io.github.inittrace.verify.Verification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.ParameterAveraging;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** What was trained once can be trained again, bit for bit, or it is said why not. */
class ReplayTest {
    @TempDir private Path temp;

    private final MutableDataset<Label> digits = new MutableDataset<>(new DigitsDataSource(300, 4));

    private static MLPClassificationTrainer mlp() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(12)
                .epochs(3)
                .batchSize(32)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .build();
    }

    private static Trainer<Label> linear() {
        return new LinearSGDTrainer(
                new LogMulticlass(), new ParameterAveraging(new AdaGrad(0.1)), 3, -1, 1, 5);
    }

    @Test
    void replay_ofAModel_loadsItsDataAgainAndIsIdentical() throws IOException {
        MLPClassificationTrainer trainer = mlp();
        trainer.train(digits);
        Model<Label> second = trainer.train(digits);

        ReplayVerdict verdict = Replay.of(second).run();

        assertThat(verdict.outcome()).isEqualTo(Outcome.IDENTICAL);
        assertThat(verdict.sentence())
                .isEqualTo("identical: all 9,550 values of 4 tensors have the same bits");
        assertThat(verdict.environment()).isEmpty();
    }

    @Test
    void replay_ofASavedModel_isIdentical() throws IOException {
        Path file = temp.resolve("model.tribuo");
        linear().train(digits).serializeToFile(file);

        assertThat(Replay.of(Model.deserializeFromFile(file)).run().isIdentical()).isTrue();
    }

    @Test
    void replay_ofARun_isIdentical_inFloat64Too() throws IOException {
        Trainer<Label> trainer = linear();
        trainer.train(digits);
        RunFolder run = run(trainer, digits);

        ReplayVerdict verdict = Replay.of(run).run();

        assertThat(verdict.sentence())
                .isEqualTo("identical: all 7,850 values of 2 tensors have the same bits");
        assertThat(run.record().ending().weightsSha256()).hasSize(64);
    }

    @Test
    void replay_ofARunOnASplit_takesTheSamePart() throws IOException {
        TrainTestSplitter<Label> split =
                new TrainTestSplitter<>(new DigitsDataSource(300, 4), 0.7, 9);

        RunFolder run = run(mlp(), new MutableDataset<>(split.getTrain()));

        assertThat(Replay.of(run).run().isIdentical()).isTrue();
    }

    @Test
    void replay_ofAStoppedRun_stopsAtTheSameEpoch() throws IOException {
        Path folder = temp.resolve("stopped");
        InitTrace.of(mlp())
                .listener(
                        (EpochEnd<Label> epoch) -> {
                            if (epoch.index() == 2) {
                                epoch.requestStop("enough");
                            }
                        })
                .runFolder(folder)
                .run(digits);

        assertThat(Replay.of(RunFolder.open(folder)).run().isIdentical()).isTrue();
    }

    @Test
    void replay_ofAStoppedTrainingOfTribuos_isIdentical_asRunAndAsModel() throws IOException {
        Path folder = temp.resolve("stopped-linear");
        TracedRun<Label> stopped =
                InitTrace.of(linear())
                        .listener(
                                (EpochEnd<Label> epoch) -> {
                                    if (epoch.index() == 2) {
                                        epoch.requestStop("enough");
                                    }
                                })
                        .runFolder(folder)
                        .run(digits);

        assertThat(stopped.history().last().index()).isEqualTo(2);
        assertThat(Verification.of(folder).agrees()).isTrue();
        assertThat(Replay.of(RunFolder.open(folder)).run().isIdentical()).isTrue();
        assertThat(Replay.of(stopped.model()).run().isIdentical()).isTrue();
    }

    @Test
    void replay_onOtherData_saysWhichHashDiffersAndDoesNotTrain() throws IOException {
        Model<Label> model = mlp().train(digits);

        ReplayVerdict verdict =
                Replay.of(model).on(new MutableDataset<>(new DigitsDataSource(300, 5))).run();

        assertThat(verdict.outcome()).isEqualTo(Outcome.DATA_CHANGED);
        assertThat(verdict.sentence())
                .matches(
                        "data changed: datasource.content-hash was [0-9A-F]{64}, found"
                                + " [0-9A-F]{64}");
        assertThat(verdict.data())
                .extracting(ReplayVerdict.Change::what)
                .containsExactly("datasource.content-hash", "datasource.seed");
    }

    @Test
    void replay_ofChangedWeights_namesTheFirstTensorAndTheLargestDifference() throws IOException {
        RunFolder run = run(mlp(), digits);
        float[] added = {0f, 0.25f, 0f, -0.5f};
        changeWeights(run.trainedModel().orElseThrow(), "hidden1.bias", added);

        ReplayVerdict verdict = Replay.of(run).run();

        assertThat(verdict.outcome()).isEqualTo(Outcome.DIFFERENT);
        assertThat(verdict.sentence())
                .isEqualTo(
                        "different: only hidden1.bias differs: 2 of its 12 values, by 0.500 at"
                                + " most, at [3]");
        assertThat(verdict.tensors()).hasSize(1);
        assertThat(verdict.tensors().get(0).largest()).isCloseTo(0.5, within(1e-6));
        assertThat(verdict.tensors().get(0).at()).containsExactly(3);
    }

    @Test
    void replay_ofATensorOfAnotherShapeThanTheRecords_isRefusedBeforeItTrains() throws IOException {
        RunFolder run = run(mlp(), digits);
        Path trained = run.trainedModel().orElseThrow();
        OnnxMl.ModelProto.Builder model =
                OnnxMl.ModelProto.parseFrom(Files.readAllBytes(trained)).toBuilder();
        model.getGraphBuilder().getInitializerBuilderList().stream()
                .filter(weights -> weights.getName().equals("hidden1.bias"))
                .forEach(
                        weights ->
                                weights.setDims(0, 2).setRawData(ByteString.copyFrom(new byte[8])));
        Files.write(trained, model.build().toByteArray());

        assertThatThrownBy(() -> Replay.of(run))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        trained
                                + " must hold a tensor 'hidden1.bias' of shape [12], as run.json"
                                + " says, found [2]");
    }

    @Test
    void replay_ofWeightsThatAreNotFinite_saysSo() throws IOException {
        RunFolder run = run(mlp(), digits);
        changeWeights(run.trainedModel().orElseThrow(), "output.bias", new float[] {Float.NaN});

        ReplayVerdict verdict = Replay.of(run).run();

        assertThat(verdict.sentence())
                .isEqualTo(
                        "different: only output.bias differs: 1 of its 10 values, and at [0] one of"
                                + " the two is not a finite number");
    }

    @Test
    void replay_withDataThatNobodyCanLoadAgain_asksForIt() throws IOException {
        MutableDataset<Label> drawn =
                new MutableDataset<>(
                        new SimpleDataSourceProvenance("drawn", new LabelFactory()),
                        new LabelFactory());
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 40; i++) {
            double[] x = {random.nextDouble(), random.nextDouble()};
            drawn.add(
                    new ArrayExample<>(
                            new Label(x[0] > x[1] ? "a" : "b"), new String[] {"x", "y"}, x));
        }
        Model<Label> model = linear().train(drawn);

        assertThatThrownBy(() -> Replay.of(model).run())
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the training data cannot be loaded again from its provenance:"
                                + " its source was filled by code and names nothing to load from;"
                                + " you can hand the data over by Replay.on(...)");
        assertThat(Replay.of(model).on(drawn).run().isIdentical()).isTrue();
    }

    @Test
    void replay_ofAnInitialModel_isRefused() {
        Model<Label> initial = InitTrace.of(mlp()).run(digits).initialModel();

        assertThatThrownBy(() -> Replay.of(initial).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected a model at the end of its training, found one with weights"
                                + " 'initial'");
    }

    @Test
    void replay_ofARunWithoutAModel_isRefused() throws IOException {
        RunFolder run = run(mlp(), digits);
        Files.delete(run.trainedModel().orElseThrow());

        assertThatThrownBy(() -> Replay.of(run).run())
                .isInstanceOf(IOException.class)
                .hasMessage(
                        run.path()
                                + " cannot be replayed: expected trained.onnx in it, found none");
    }

    private RunFolder run(Trainer<Label> trainer, MutableDataset<Label> data) throws IOException {
        Path folder = temp.resolve("run");
        InitTrace.of(trainer).runFolder(folder).run(data, Map.of(), -1);
        return RunFolder.open(folder);
    }

    /** Adds something to the first values of a tensor. */
    private static void changeWeights(Path file, String tensor, float[] added) throws IOException {
        OnnxMl.ModelProto.Builder model =
                OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        for (OnnxMl.TensorProto.Builder weights :
                model.getGraphBuilder().getInitializerBuilderList()) {
            if (weights.getName().equals(tensor)) {
                ByteBuffer bytes =
                        ByteBuffer.wrap(weights.getRawData().toByteArray())
                                .order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < added.length; i++) {
                    bytes.putFloat(4 * i, bytes.getFloat(4 * i) + added[i]);
                }
                weights.setRawData(ByteString.copyFrom(bytes.array()));
            }
        }
        Files.write(file, model.build().toByteArray());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.inittrace.analysis.ModelWeights;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.BestRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.example.NoisyInterlockingCrescentsDataSource;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.ParameterAveraging;

/** Trainings that end when a figure gets no better, and the best of their networks. */
class EarlyStoppingTest {
    private static final int PLANNED = 20;
    private static final String FIGURE = "validation.test.loss";
    private static final EarlyStopping STOPPING = EarlyStopping.on(FIGURE).patience(3);

    @TempDir private Path temporary;
    private final Dataset<Label> data = crescents(60, 1);
    private final Dataset<Label> test = crescents(40, 2);

    private static Dataset<Label> crescents(int examples, long seed) {
        return new MutableDataset<>(new NoisyInterlockingCrescentsDataSource(examples, seed, 0.5));
    }

    /** Steps that are too large for the test loss to fall for long. */
    private static Trainer<Label> network(int epochs) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(16)
                .batchSize(8)
                .learningRate(0.5)
                .epochs(epochs)
                .build();
    }

    private static Trainer<Label> linear(int epochs) {
        return new LinearSGDTrainer(
                new LogMulticlass(), new ParameterAveraging(new AdaGrad(0.5)), epochs, -1, 4, 5L);
    }

    private InitTrace<Label> trace(Trainer<Label> trainer, Path folder) {
        return InitTrace.of(trainer)
                .validateOn("test", test)
                .recording(Recording.light().records(Schedule.every(1)))
                .runFolder(folder);
    }

    private static List<double[]> weights(Model<Label> model) {
        return ModelWeights.of(model).stream().map(TensorView::copy).toList();
    }

    private static double[] losses(TracedRun<Label> run) {
        return run.history().values(epoch -> epoch.validation().get(0).loss());
    }

    /** Where the rule says that training ends, worked out by hand from an undisturbed run. */
    private static int end(double[] losses) {
        int best = 0;
        for (int epoch = 1; epoch < losses.length; epoch++) {
            if (losses[epoch] < losses[best]) {
                best = epoch;
            } else if (epoch - best == 3) {
                return epoch;
            }
        }
        throw new AssertionError("the loss falls to the end");
    }

    @Test
    void run_stopsAtTheEpochOfAnUndisturbedRun_withTheModelOfSoManyEpochs() throws IOException {
        for (boolean isNetwork : List.of(true, false)) {
            TracedRun<Label> whole =
                    InitTrace.of(isNetwork ? network(PLANNED) : linear(PLANNED))
                            .validateOn("test", test)
                            .run(data);
            int end = end(losses(whole));
            Path folder = temporary.resolve("run-" + isNetwork);

            TracedRun<Label> run =
                    trace(isNetwork ? network(PLANNED) : linear(PLANNED), folder)
                            .earlyStopping(STOPPING)
                            .run(data);

            assertThat(run.ending().reason()).isEqualTo(EndReason.STOPPED);
            assertThat(run.ending().figure()).isEqualTo(FIGURE);
            assertThat(run.ending().endedByItself()).isTrue();
            assertThat(RunFolder.open(folder).record().ending())
                    .usingRecursiveComparison()
                    .isEqualTo(run.ending());
            assertThat(run.ending().epochs()).isEqualTo(end).isBetween(5, PLANNED - 5);
            assertThat(run.ending().message())
                    .startsWith(FIGURE + " has not become better than its ")
                    .endsWith(" of epoch " + (end - 3) + " for 3 epochs");
            assertThat(weights(run.model()))
                    .usingRecursiveComparison()
                    .isEqualTo(weights((isNetwork ? network(end) : linear(end)).train(data)));
            assertThat(run.record().environment())
                    .containsEntry(
                            "early-stopping",
                            FIGURE + ", patience=3, minChange=0.0, restoreBest=false");
            assertThat(Verification.of(folder).differences()).isEmpty();
            ReplayVerdict replayed = Replay.of(RunFolder.open(folder)).on(data).run();
            assertThat(replayed.isIdentical()).isTrue();
            assertThat(replayed.environment()).isEmpty();
        }
    }

    @Test
    void restoreBest_givesTheModelOfTheBestEpoch_thatCanBeReplayed() throws IOException {
        for (boolean isNetwork : List.of(true, false)) {
            Path folder = temporary.resolve("run-" + isNetwork);
            InitTrace<Label> trace =
                    trace(isNetwork ? network(PLANNED) : linear(PLANNED), folder)
                            .earlyStopping(STOPPING.restoreBest(true));
            TracedRun<Label> run = trace.run(data);

            int best = end(losses(run)) - 3;
            assertThat(run.best()).isNotNull();
            assertThat(run.best().index()).isEqualTo(best);
            assertThat(run.best().figure()).isEqualTo(FIGURE);
            assertThat(run.best().value()).isEqualTo(losses(run)[best]);
            assertThat(run.model()).isSameAs(run.best().model());
            assertThat(weights(run.model()))
                    .usingRecursiveComparison()
                    .isEqualTo(weights((isNetwork ? network(best) : linear(best)).train(data)));
            assertThat(run.conditionals().get(0).epoch()).isEqualTo(best);
            assertThat(Replay.of(run.model()).on(data).run().isIdentical()).isTrue();
            assertThat(Replay.of(RunFolder.open(folder)).on(data).run().isIdentical()).isTrue();

            RunFolder written = RunFolder.open(folder);
            assertThat(written.best().orElseThrow())
                    .usingRecursiveComparison()
                    .isEqualTo(new BestRecord(RunFolder.SCHEMA, FIGURE, best, run.best().value()));
            Verification verification = Verification.of(folder);
            assertThat(verification.differences()).isEmpty();
            assertThat(verification.findings().toString())
                    .contains(FIGURE + " is best at epoch " + best)
                    .contains("figures agree with best.onnx");
        }
    }

    @Test
    void verify_anotherNetworkOrEpochAsTheBest_differs() throws IOException {
        Path folder = temporary.resolve("run");
        trace(network(4), folder)
                .recording(Recording.light().records(Schedule.every(1)).keepBest("runningLoss"))
                .run(data);
        assertThat(Verification.of(folder).differences()).isEmpty();
        int best = RunFolder.open(folder).best().orElseThrow().epoch();

        Files.copy(
                folder.resolve("initial.onnx"),
                folder.resolve("best.onnx"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(Verification.of(folder).differences().toString())
                .contains("is initial, expected epoch-" + best)
                .contains("best.onnx");

        Files.delete(folder.resolve("best.onnx"));
        assertThat(Verification.of(folder).differences().toString())
                .contains("best.onnx", "is missing");
        Path json = folder.resolve("best.json");
        Files.writeString(
                json, Files.readString(json).replace("\"epoch\" : " + best, "\"epoch\" : 0"));
        assertThat(Verification.of(folder).differences().toString())
                .contains("runningLoss is best at epoch " + best, "found epoch 0");
    }

    @Test
    void keepBest_withoutAFolder_keepsTheModel() {
        TracedRun<Label> run =
                InitTrace.of(network(4))
                        .recording(Recording.full().keepBest("epochEndAccuracy"))
                        .run(data);
        assertThat(run.best()).isNotNull();
        assertThat(run.best().value())
                .isEqualTo(
                        run.history().epochs().stream()
                                .mapToDouble(e -> e.epochEndAccuracy())
                                .max()
                                .orElseThrow());
        assertThat(weights(run.best().model()))
                .usingRecursiveComparison()
                .isEqualTo(weights(network(run.best().index()).train(data)));
        assertThat(InitTrace.of(network(1)).run(data).best()).isNull();
    }

    @Test
    void resume_countsOn_andStopsWhereAnUndisturbedRunDoes() throws IOException {
        Path folder = temporary.resolve("run");
        Recording resumable =
                Recording.light().records(Schedule.every(1)).resumable(Schedule.every(2));
        EarlyStopping restoring = STOPPING.restoreBest(true);
        TracedRun<Label> whole =
                trace(network(PLANNED), folder)
                        .recording(resumable)
                        .earlyStopping(restoring)
                        .run(data);
        int end = whole.ending().epochs();
        for (int epoch : new int[] {end - 4, end - 2}) {
            Path cut = temporary.resolve("cut-" + epoch);
            trace(network(PLANNED), cut)
                    .recording(resumable)
                    .earlyStopping(restoring)
                    .listener(
                            e -> {
                                if (e.index() == epoch) {
                                    e.requestStop("by hand");
                                }
                            })
                    .run(data);

            assertThat(RunFolder.open(cut).record().ending().figure()).isNull();
            assertThat(Files.readString(cut.resolve("run.json"))).doesNotContain("\"figure\"");
            assertThat(RunFolder.open(cut).record().ending().endedByItself()).isFalse();

            TracedRun<Label> run =
                    Resume.of(
                                    trace(network(PLANNED), cut)
                                            .recording(resumable)
                                            .earlyStopping(restoring))
                            .run(data);

            assertThat(run.ending().epochs()).isEqualTo(end);
            assertThat(run.ending().message()).isEqualTo(whole.ending().message());
            assertThat(run.best()).isNotNull();
            assertThat(run.best().index()).isEqualTo(whole.best().index());
            assertThat(weights(run.model()))
                    .usingRecursiveComparison()
                    .isEqualTo(weights(whole.model()));
            assertThat(Verification.of(cut).differences()).isEmpty();
        }
    }

    @Test
    void figureThatNoRecordHas_isRefusedBeforeAFolderIsMade() {
        Path folder = temporary.resolve("run");
        assertThatThrownBy(
                        () ->
                                trace(network(3), folder)
                                        .earlyStopping(EarlyStopping.on("validation.dev.loss"))
                                        .run(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected one of validation.test.loss")
                .hasMessageEndingWith("found 'validation.dev.loss'");
        assertThat(folder).doesNotExist();
        assertThatThrownBy(
                        () ->
                                trace(network(3), folder)
                                        .recording(Recording.full().keepBest("runningLoss"))
                                        .earlyStopping(STOPPING.restoreBest(true))
                                        .run(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "one best network is kept of a run: expected one figure to keep it by and"
                                + " to restore it by, found 'runningLoss' and"
                                + " 'validation.test.loss'");
    }

    @Test
    void settings_outOfRange_areRefused() {
        assertThatThrownBy(() -> STOPPING.patience(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the patience must be at least one epoch, found 0");
        assertThatThrownBy(() -> STOPPING.minChange(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the minimum change must be a number of at least 0, found -1.0");
    }

    @Test
    void trainerThatCannotBeStopped_saysSoAndGoesOn() {
        FakeTrainer trainer = new FakeTrainer();
        trainer.stoppable = false;
        try (Logs logs = Logs.of(Watchers.class)) {
            TracedRun<Label> run =
                    InitTrace.of(trainer)
                            .earlyStopping(
                                    EarlyStopping.on("epochEndAccuracy").patience(1).minChange(1))
                            .run(FakeData.of(4));
            assertThat(run.ending().reason()).isEqualTo(EndReason.COMPLETED);
            assertThat(logs.messages())
                    .containsExactly(
                            FakeTrainer.class.getName()
                                    + " cannot be stopped: it trains all its epochs, whatever"
                                    + " epochEndAccuracy does");
        }
    }

    @Test
    void configured_inAFile_stops() throws IOException {
        assertThat(lookup("2").run(FakeData.of(4)).ending().message())
                .isEqualTo(
                        "epochEndAccuracy has not become better by more than 0.5 than its 0.25 of"
                                + " epoch 0 for 2 epochs");
        assertThatThrownBy(() -> lookup("0"))
                .isInstanceOf(PropertyException.class)
                .hasMessageContaining("the patience must be at least one epoch, found 0");
    }

    @SuppressWarnings("unchecked") // what the file says
    private InitTrace<Label> lookup(String patience) throws IOException {
        Path file =
                Files.writeString(
                        temporary.resolve("traced.xml"),
                        "<config>"
                                + "<component name='traced' type='io.github.inittrace.trace.InitTrace'>"
                                + "<property name='trainer' value='fake'/>"
                                + "<property name='earlyStopping' value='stopping'/></component>"
                                + "<component name='fake' type='"
                                + FakeTrainer.class.getName()
                                + "'/><component name='stopping'"
                                + " type='io.github.inittrace.trace.EarlyStopping'>"
                                + "<property name='figure' value='epochEndAccuracy'/>"
                                + "<property name='minChange' value='0.5'/>"
                                + "<property name='patience' value='"
                                + patience
                                + "'/></component></config>");
        try (ConfigurationManager manager = new ConfigurationManager(file.toString())) {
            return (InitTrace<Label>) manager.lookup("traced");
        }
    }
}

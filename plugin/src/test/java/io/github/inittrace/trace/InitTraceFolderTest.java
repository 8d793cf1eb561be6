// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;

/** What a run leaves on disk, on every path. */
class InitTraceFolderTest {
    @TempDir Path temporary;
    private final Dataset<Label> data = FakeData.of(6);
    private Path folder;

    @BeforeEach
    void name() {
        folder = temporary.resolve("run");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void run_completed_leavesTheWholeFolder() throws IOException {
        TracedRun<Label> run = InitTrace.of(new FakeTrainer()).runFolder(folder).run(data);
        assertThat(run.folder()).isEqualTo(folder);
        assertThat(names(folder))
                .containsExactly(
                        "conditional.jsonl",
                        "epochs.jsonl",
                        "features.csv",
                        "initial.onnx",
                        "labels.csv",
                        "manifest.json",
                        "run.json",
                        "trained.onnx");
        RunFolder read = RunFolder.open(folder);
        assertThat(read.record()).isEqualTo(run.record());
        assertThat(read.history()).isEqualTo(run.history());
        assertThat(read.manifest().orElseThrow().differences(folder)).isEmpty();
    }

    @Test
    void names_ofOutputsAndInputs_areExportedBesideTheNetworks() throws IOException {
        TracedRun<Label> run = InitTrace.of(new FakeTrainer()).runFolder(folder).run(data);

        int even = run.model().getOutputIDInfo().getID(new Label("even"));
        assertThat(folder.resolve("labels.csv"))
                .hasContent(even == 0 ? "id,name\n0,even\n1,odd\n" : "id,name\n0,odd\n1,even\n");
        assertThat(folder.resolve("features.csv")).hasContent("id,name\n0,x\n1,y\n");
        assertThat(RunFolder.open(folder).manifest().orElseThrow().files())
                .containsKeys("labels.csv", "features.csv");
        InitTrace.of(new FakeTrainer()).runFolder(folder).overwrite(true).run(data);
    }

    @Test
    void lastRecord_recomputedFromTheTwoNetworks_agrees() throws IOException {
        InitTrace.of(new FakeTrainer()).runFolder(folder).run(data);
        RunFolder run = RunFolder.open(folder);
        List<OnnxTensor> initial = OnnxWeights.read(run.initialModel().orElseThrow()).tensors();
        List<OnnxTensor> trained = OnnxWeights.read(run.trainedModel().orElseThrow()).tensors();
        EpochRecord last = run.history().last();
        assertThat(trained).hasSameSizeAs(last.tensors());
        for (int t = 0; t < trained.size(); t++) {
            TensorMeasures measures = last.tensors().get(t);
            assertThat(trained.get(t).name()).isEqualTo(measures.name());
            assertThat(trained.get(t).shape()).isEqualTo(measures.shape());
            double sum = 0;
            for (int i = 0; i < trained.get(t).values().length; i++) {
                double d = (double) trained.get(t).values()[i] - initial.get(t).values()[i];
                sum += d * d;
            }
            assertThat(measures.distance()).isCloseTo(Math.sqrt(sum), within(1e-12));
        }
    }

    @Test
    void run_underWay_isReadableAtEveryEpoch() {
        List<Integer> read = new ArrayList<>();
        InitTrace.of(new FakeTrainer())
                .runFolder(folder)
                .listener(
                        e -> {
                            try {
                                RunFolder now = RunFolder.open(folder);
                                assertThat(now.record().ending()).isNull();
                                assertThat(now.trainedModel()).isEmpty();
                                assertThat(now.initialModel()).isPresent();
                                read.add(now.history().last().index());
                            } catch (IOException ex) {
                                throw new UncheckedIOException(ex);
                            }
                        })
                .run(data);
        assertThat(read).containsExactly(0, 1, 2, 3);
    }

    @Test
    void run_diverged_isWrittenWithNulls() throws IOException {
        FakeTrainer trainer = new FakeTrainer();
        trainer.divergeIn = 1;
        TracedRun<Label> run = InitTrace.of(trainer).runFolder(folder).run(data);
        assertThat(RunFolder.open(folder).history()).isEqualTo(run.history());
        assertThat(Files.readString(folder.resolve("epochs.jsonl"))).doesNotContain("NaN", "Inf");
        assertThat(Files.readString(folder.resolve("run.json"))).contains("\"diverged\"");
    }

    @Test
    void run_trainingThrows_leavesAReadableFolderThatSaysFailed() throws IOException {
        FakeTrainer trainer = new FakeTrainer();
        trainer.failIn = 2;
        assertThatThrownBy(() -> InitTrace.of(trainer).runFolder(folder).run(data))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the machine broke down")
                .hasNoSuppressedExceptions();
        RunFolder run = RunFolder.open(folder);
        assertThat(run.record().ending().reason()).isEqualTo(EndReason.FAILED);
        assertThat(run.record().ending().message()).isEqualTo("the machine broke down");
        assertThat(run.record().ending().epochs()).isEqualTo(1);
        assertThat(run.history().epochs()).hasSize(2);
        assertThat(run.trainedModel()).isEmpty();
        assertThat(run.manifest().orElseThrow().differences(folder)).isEmpty();
    }

    @Test
    void run_trainingThrowsBeforeEpochZero_leavesAFolderThatSaysWhy() {
        FakeTrainer trainer = new FakeTrainer();
        trainer.failIn = 0;
        assertThatThrownBy(() -> InitTrace.of(trainer).runFolder(folder).run(data))
                .isInstanceOf(IllegalStateException.class);
        assertThat(folder.resolve("manifest.json")).exists();
        assertThatThrownBy(() -> RunFolder.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        folder.resolve("epochs.jsonl")
                                + " holds no complete record: the run ended before its first one"
                                + " (failed: the machine broke down)");
    }

    @Test
    void run_refusedBeforeTheStart_leavesTheOldRunAlone() throws IOException {
        FakeTrainer trainer = new FakeTrainer();
        InitTrace<Label> trace = InitTrace.of(trainer).runFolder(folder).overwrite(true);
        trace.run(data);
        RunFolder before = RunFolder.open(folder);
        trainer.refuse = true;
        assertThatThrownBy(() -> trace.run(data)).isInstanceOf(IllegalArgumentException.class);
        assertThat(before.manifest().orElseThrow().differences(folder)).isEmpty();
        trainer.refuse = false;
        trace.run(data);
        assertThat(RunFolder.open(folder).record().runId()).isNotEqualTo(before.record().runId());
    }

    @Test
    void run_placeThatCannotBeWritten_failsBeforeTraining() throws IOException {
        FakeTrainer trainer = new FakeTrainer();
        Path file = Files.writeString(temporary.resolve("file"), "x");
        Path below = file.resolve("run");
        assertThatThrownBy(() -> InitTrace.of(trainer).runFolder(below).run(data))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write to " + below + ": " + file + " is a file, not a folder");
        InitTrace.of(trainer).runFolder(folder).run(data);
        assertThatThrownBy(() -> InitTrace.of(trainer).runFolder(folder).run(data))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "cannot write to "
                                + folder
                                + ": the folder is not empty; choose another one, or allow"
                                + " overwriting an earlier run by overwrite(...)");
        assertThat(trainer.getInvocationCount()).isEqualTo(1);
    }

    @Test
    void run_folderTakenBetweenCheckAndStart_stopsAndSaysSo() {
        List<Integer> epochs = new ArrayList<>();
        FakeTrainer trainer = new FakeTrainer(1000);
        TrainingListener<Label> second = e -> epochs.add(e.index());
        FakeTrainer nasty =
                new FakeTrainer(1000) {
                    @Override
                    public synchronized int getInvocationCount() {
                        return trainer.getInvocationCount();
                    }

                    @Override
                    public TrainerProvenance getProvenance() {
                        try {
                            Files.createDirectories(folder);
                            Files.writeString(folder.resolve("taken"), "");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        return trainer.getProvenance();
                    }
                };
        assertThatThrownBy(() -> InitTrace.of(nasty).runFolder(folder).listener(second).run(data))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "cannot write to "
                                + folder
                                + ": the folder is not empty; choose another one, or allow"
                                + " overwriting an earlier run by overwrite(...)");
        assertThat(epochs).containsExactly(0);
    }

    @Test
    void run_folderVanishesInTheMidst_stopsAndSaysSo() {
        List<Integer> epochs = new ArrayList<>();
        TrainingListener<Label> vandal =
                new TrainingListener<>() {
                    @Override
                    public void onEpoch(EpochEnd<Label> epoch) {
                        epochs.add(epoch.index());
                        if (epoch.index() == 2) {
                            delete(folder);
                        }
                    }
                };
        assertThatThrownBy(
                        () ->
                                InitTrace.of(new FakeTrainer(1000))
                                        .runFolder(folder)
                                        .listener(vandal)
                                        .run(data))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "cannot write to "
                                + folder.resolve("epochs.jsonl")
                                + ": it was removed during the run");
        assertThat(epochs).containsExactly(0, 1, 2, 3);
    }

    private static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void run_listenerThrows_recordsTheWholeRun() throws IOException {
        TrainingListener<Label> faulty =
                new TrainingListener<>() {
                    @Override
                    public void onStart(TrainingStart<Label> start) {
                        throw new IllegalStateException("start");
                    }

                    @Override
                    public void onEpoch(EpochEnd<Label> epoch) {
                        throw new IllegalStateException("epoch");
                    }
                };
        try (Logs logs = Logs.of(Observation.class)) {
            InitTrace.of(new FakeTrainer()).runFolder(folder).listener(faulty).run(data);
            assertThat(logs.messages()).hasSize(5);
        }
        assertThat(RunFolder.open(folder).history().epochs()).hasSize(4);
    }

    @Test
    void train_againAndAgain_numbersTheRuns() throws IOException {
        FakeTrainer trainer = new FakeTrainer();
        InitTrace<Label> trace = InitTrace.of(trainer).runFolder(folder);
        trace.train(data);
        trace.train(data);
        trainer.refuse = true;
        assertThatThrownBy(() -> trace.train(data)).isInstanceOf(IllegalArgumentException.class);
        trainer.refuse = false;
        trace.train(data);
        assertThat(names(folder)).containsExactly("run-0001", "run-0002", "run-0003");
        assertThat(RunFolder.open(folder.resolve("run-0003")).history().epochs()).hasSize(4);
        assertThatThrownBy(() -> trace.runFolder(folder.resolve("run-0001")).train(data))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "cannot write numbered runs to "
                                + folder.resolve("run-0001")
                                + ": it holds a run itself; choose another folder");
    }

    @Test
    void train_manyAtOnce_givesEachItsOwnFolderAndModel() throws Exception {
        FakeTrainer trainer = new FakeTrainer(20);
        InitTrace<Label> trace = InitTrace.of(trainer).runFolder(folder);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Model<Label>> models = new ArrayList<>();
        try {
            Callable<Model<Label>> training = () -> trace.train(data);
            for (Future<Model<Label>> model : pool.invokeAll(Collections.nCopies(12, training))) {
                models.add(model.get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(models).hasSize(12);
        assertThat(names(folder)).hasSize(12).startsWith("run-0001").endsWith("run-0012");
        List<String> ids = new ArrayList<>();
        List<Double> distances = new ArrayList<>();
        for (String name : names(folder)) {
            RunFolder run = RunFolder.open(folder.resolve(name));
            assertThat(run.history().epochs()).hasSize(21);
            ids.add(run.record().runId());
            distances.add(run.history().last().total().distance());
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(distances).doesNotHaveDuplicates();
    }
}

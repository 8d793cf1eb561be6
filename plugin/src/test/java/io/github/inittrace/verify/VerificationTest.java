// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.trace.FakeData;
import io.github.inittrace.trace.FakeTrainer;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import io.github.inittrace.verify.Finding.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/**
 * What is found in run folders of every kind. Single bits are flipped in VerifyIT. The file is long
 * because each kind of file has its own faults.
 */
class VerificationTest {
    @TempDir private Path temporary;
    private Path folder;

    @BeforeEach
    void name() {
        folder = temporary.resolve("run");
    }

    private <T extends Output<T>> void run(Trainer<T> trainer, Dataset<T> data) {
        InitTrace.of(trainer)
                .recording(Recording.full().analysis(true))
                .runFolder(folder)
                .run(data);
    }

    private void run() {
        run(trainer(), FakeData.of(20));
    }

    private static MLPClassificationTrainer trainer() {
        return MLPClassificationTrainer.builder().hiddenLayers(5, 4).epochs(3).build();
    }

    /** Flattened: outcome, subject, text. */
    private List<String> lines() throws IOException {
        return Verification.of(folder).findings().stream()
                .map(f -> f.outcome() + " " + f.subject() + ": " + f.text())
                .toList();
    }

    private List<String> differences() throws IOException {
        return Verification.of(folder).differences().stream()
                .map(f -> f.subject() + ": " + f.text())
                .toList();
    }

    private void renewManifest() throws IOException {
        Files.write(folder.resolve("manifest.json"), Manifest.of(folder).bytes());
    }

    @Test
    void of_aRun_checksEverythingThereIs() throws IOException {
        run();
        assertThat(differences()).isEmpty();
        assertThat(lines())
                .contains(
                        "NOTE report: there is none; inittrace report writes one from the rest",
                        "AGREES initial.onnx: 6 tensors as in run.json, weights-state initial",
                        "AGREES trained.onnx: its weights have the SHA-256 that run.json gives",
                        "AGREES output.bias: 36 figures agree",
                        "NOTE epochs.jsonl: epochs 1 to 2 have no network, and networks do not tell"
                                + " updateSize, complete, runningLoss, learningRate, epochEndLoss,"
                                + " epochEndAccuracy, epochEndExamples, deadFraction, validation,"
                                + " seconds, evaluationSeconds, measureSeconds, deadUnits, alarms;"
                                + " inittrace replay RUN trains again and compares the weights at"
                                + " the end")
                .anyMatch(line -> line.startsWith("AGREES trained.onnx: 16 predictions replayed"));
    }

    @Test
    void of_aRunWithANetworkOfEveryEpoch_namesNone() throws IOException {
        InitTrace.of(trainer())
                .recording(
                        Recording.light().records(Schedule.every(1)).checkpoints(Schedule.every(1)))
                .runFolder(folder)
                .run(FakeData.of(20));
        assertThat(lines())
                .anyMatch(line -> line.startsWith("NOTE epochs.jsonl: networks do not tell "));
    }

    @Test
    void of_aDivergedRun_agrees() throws IOException {
        run(
                MLPClassificationTrainer.builder()
                        .hiddenLayers(3)
                        .epochs(5)
                        .learningRate(1e30)
                        .build(),
                FakeData.of(40));
        assertThat(Files.readString(folder.resolve("run.json"))).contains("\"diverged\"");
        assertThat(differences()).isEmpty();
    }

    @Test
    void of_aRunOfNoEpoch_agrees() throws IOException {
        run(MLPClassificationTrainer.builder().hiddenLayers(3).epochs(0).build(), FakeData.of(20));
        assertThat(differences()).isEmpty();
    }

    @Test
    void of_regression_agrees() throws IOException {
        run(
                new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                        new SquaredLoss(), new AdaGrad(0.1), 3, 7),
                data(
                        new RegressionFactory(),
                        x ->
                                new Regressor(
                                        new String[] {"sum", "other"},
                                        new double[] {x[0] + x[1], 1e3 * x[0]})));
        assertThat(differences()).isEmpty();
        assertThat(lines())
                .anyMatch(line -> line.startsWith("AGREES trained.onnx: 16 predictions replayed"));
    }

    @Test
    void of_multiLabels_agrees() throws IOException {
        run(
                new org.tribuo.multilabel.sgd.linear.LinearSGDTrainer(
                        new BinaryCrossEntropy(), new AdaGrad(0.1), 3, 7),
                data(
                        new MultiLabelFactory(),
                        x -> new MultiLabel(x[0] > 0 ? "up" : x[1] > 0 ? "left" : "none")));
        assertThat(differences()).isEmpty();
        assertThat(lines())
                .anyMatch(line -> line.startsWith("AGREES trained.onnx: 16 predictions replayed"));
    }

    @Test
    void of_anotherTrainersRun_notesWhatItsFilesDoNotSay() throws IOException {
        run(new FakeTrainer(), FakeData.of(6));
        assertThat(differences()).isEmpty();
        assertThat(lines())
                .contains(
                        "NOTE initial.onnx: inittrace.weights-state in its metadata is snapshot,"
                                + " expected initial",
                        "AGREES output.bias: 36 figures agree",
                        "NOTE samples.json: not recorded, so no prediction was replayed");
    }

    @Test
    void of_aFailedRun_agreesAsFarAsItWent() throws IOException {
        MLPClassificationTrainer trainer = trainer();
        assertThatThrownBy(
                        () ->
                                InitTrace.of(trainer)
                                        .runFolder(folder)
                                        .onRecord(
                                                record -> {
                                                    if (record.index() == 1) {
                                                        throw new AssertionError("a bug");
                                                    }
                                                })
                                        .run(FakeData.of(20)))
                .isInstanceOf(AssertionError.class);
        assertThat(differences()).isEmpty();
        assertThat(lines()).contains("NOTE trained.onnx: there is none: training failed");
    }

    @Test
    void of_aKilledRun_agreesWithoutAManifest() throws IOException {
        run();
        Path record = folder.resolve("run.json");
        String json = Files.readString(record);
        Files.writeString(
                record, json.replaceAll("(?s)\"ending\" : \\{.*\\}\n\\}", "\"ending\" : null\n}"));
        for (String file : List.of("manifest.json", "samples.json", "trained.onnx")) {
            Files.delete(folder.resolve(file));
        }
        assertThat(differences()).isEmpty();
        assertThat(lines())
                .contains(
                        "NOTE manifest.json: there is none, as training has no end: it goes on, or"
                                + " was killed",
                        "NOTE trained.onnx: there is none: training has no end");
    }

    @Test
    void of_anEndedRunWithoutManifest_differs() throws IOException {
        run();
        Files.delete(folder.resolve("manifest.json"));
        assertThat(differences())
                .containsExactly(
                        "manifest.json: is missing, though training has ended: nothing says what the"
                                + " files were");
    }

    @Test
    void of_aManifestWithOtherSpaces_differs() throws IOException {
        run();
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest) + "\n");
        assertThat(differences())
                .containsExactly("manifest.json: was changed: InitTrace writes it otherwise");
    }

    @Test
    void of_aLostRecord_differs() throws IOException {
        run();
        Files.delete(folder.resolve("run.json"));
        assertThat(differences())
                .containsExactly(
                        "run.json: is missing",
                        "run.json: "
                                + folder
                                + " is not a run folder: expected a file run.json in it, found"
                                + " none");
    }

    @Test
    void of_fewerEpochsThanTheRecordTells_differs() throws IOException {
        run();
        Path epochs = folder.resolve("epochs.jsonl");
        List<String> all = Files.readAllLines(epochs);
        Files.write(epochs, all.subList(0, all.size() - 1));
        renewManifest();
        assertThat(differences())
                .contains("epochs.jsonl: the last record is of epoch 2, expected 3 as in run.json");
    }

    @Test
    void of_aTruncatedNetwork_isASentence() throws IOException {
        run();
        Path trained = folder.resolve("trained.onnx");
        byte[] whole = Files.readAllBytes(trained);
        for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
            Files.write(trained, Arrays.copyOf(whole, length));
            renewManifest();
            assertThat(differences()).as("%d bytes", length).isNotEmpty();
        }
    }

    @Test
    void of_noiseInAnyFile_isFindings() throws IOException {
        run();
        byte[] noise = new byte[1000];
        new Random(5).nextBytes(noise);
        for (String name :
                List.of(
                        "run.json",
                        "manifest.json",
                        "epochs.jsonl",
                        "conditional.jsonl",
                        "analysis.json",
                        "samples.json",
                        "initial.onnx",
                        "trained.onnx")) {
            Path file = folder.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, noise);
            assertThat(differences()).as(name).anyMatch(line -> line.startsWith(name + ": "));
            Files.write(file, whole);
        }
        assertThat(differences()).isEmpty();
    }

    @Test
    void of_anEnormousNetwork_isASentence() throws IOException {
        run();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("trained.onnx").toFile(), "rw")) {
            file.setLength(3L << 30); // takes no space: it is a hole
        }
        assertThat(differences())
                .anyMatch(line -> line.startsWith("trained.onnx: has 3,221,225,472 bytes"));
    }

    @Test
    void of_anEditedSingularValue_differs() throws IOException {
        run();
        Path analysis = folder.resolve("analysis.json");
        String json = Files.readString(analysis);
        Files.writeString(
                analysis, json.replaceFirst("\"values\" : \\[ \\d+\\.\\d", "\"values\" : [ 99.5"));
        renewManifest();
        assertThat(differences()).hasSize(1);
        assertThat(differences().get(0))
                .startsWith("hidden1.weight: singular values: initial.values: recorded [99.5");
    }

    @Test
    void of_anEditedLevelOfTheLoss_differs() throws IOException {
        InitTrace.of(MLPClassificationTrainer.builder().hiddenLayers(4).batchSize(1).build())
                .recording(Recording.light().lossLevels(1e9, 0.9))
                .runFolder(folder)
                .run(FakeData.of(40));
        Path file = folder.resolve("loss-levels.jsonl");
        String good = Files.readString(file);
        assertThat(lines())
                .anyMatch(line -> line.startsWith("AGREES loss-levels.jsonl: "))
                .noneMatch(line -> line.startsWith("DIFFERS"));
        for (String[] edit :
                new String[][] {
                    {"\"epoch\":3", "\"epoch\":11", " is of epoch 11, expected at most 10"},
                    {"\"rms\":0", "\"rms\":1", ", hidden1.weight: rms 1."},
                    {"\"initialNorm\":", "\"initialNorm\":9", ", hidden1.weight: initialNorm 9"},
                    {"\"name\":\"hidden1.bias\"", "\"name\":\"b\"", " has measures of ["},
                }) {
            // The last one, so that the order stays.
            int last = good.lastIndexOf("{\"level\"");
            Files.writeString(
                    file,
                    good.substring(0, last) + good.substring(last).replaceFirst(edit[0], edit[1]));
            renewManifest();
            assertThat(differences()).as(edit[0]).hasSize(1);
            assertThat(differences().get(0)).startsWith("loss-levels.jsonl: level 0.9" + edit[2]);
        }
    }

    @Test
    void of_anEditedMatrix_differs() throws IOException {
        InitTrace.of(trainer())
                .recording(Recording.light().records(Schedule.every(1)).matrices(Schedule.every(1)))
                .runFolder(folder)
                .run(FakeData.of(20));
        assertThat(lines())
                .contains(
                        "AGREES matrices: 4 records of 3 matrices; 216 figures agree between the networks")
                .noneMatch(line -> line.startsWith("DIFFERS"));
        Path file = folder.resolve("matrices/output.weight.npy"); // 4 by 2
        byte[] good = Files.readAllBytes(file);
        for (int record = 0; record < 4; record++) {
            byte[] bad = good.clone();
            bad[128 + record * 32] ^= 1;
            Files.write(file, bad);
            renewManifest();
            String what = differences().get(0);
            assertThat(what)
                    .startsWith(
                            switch (record) {
                                case 0 -> "matrices: output.weight is not that of initial.onnx: ";
                                case 3 -> "matrices: output.weight is not that of trained.onnx: ";
                                default -> "matrices: output.weight at epoch " + record + ": ";
                            });
        }
        Files.write(file, Arrays.copyOf(good, good.length - 1));
        renewManifest();
        assertThat(differences().get(0))
                .startsWith("matrices: " + file + " is damaged: it has 255 bytes");
        Files.write(file, good);
        Path epochs = folder.resolve("matrices/epochs.npy");
        byte[] numbers = Files.readAllBytes(epochs);
        numbers[128 + 12] = 4;
        Files.write(epochs, numbers);
        renewManifest();
        assertThat(differences())
                .containsExactly("matrices: ends with epochs [0, 1, 2, 4], expected 3");
    }

    @Test
    void of_anEditedPrediction_differs() throws IOException {
        run();
        Path samples = folder.resolve("samples.json");
        String json = Files.readString(samples);
        Files.writeString(samples, json.replaceFirst("\"trained\" : \\[ \\d", "\"trained\" : [ 3"));
        renewManifest();
        assertThat(differences()).hasSize(1);
        assertThat(differences().get(0))
                .startsWith("trained.onnx: says to example 0 of training [");
    }

    @Test
    void of_noRun_isRefused() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> Verification.of(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        folder
                                + " is not a run folder: expected a file run.json in it, found"
                                + " none");
    }

    @Test
    void of_anUnchangedFolder_leavesItSo() throws IOException {
        run();
        Manifest before = Manifest.of(folder);
        assertThat(Verification.of(folder).findings())
                .extracting(Finding::outcome)
                .contains(Outcome.AGREES)
                .doesNotContain(Outcome.DIFFERS);
        assertThat(Manifest.of(folder)).isEqualTo(before);
    }

    private interface Rule<T> {
        T of(double[] x);
    }

    private static <T extends Output<T>> Dataset<T> data(OutputFactory<T> factory, Rule<T> rule) {
        MutableDataset<T> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("drawn", factory), factory);
        Random random = new Random(5);
        for (int i = 0; i < 80; i++) {
            double[] x = random.doubles(3, -1, 1).toArray();
            data.add(new ArrayExample<>(rule.of(x), new String[] {"x", "y", "z"}, x));
        }
        return data;
    }
}

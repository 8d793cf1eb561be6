// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import io.github.inittrace.verify.Finding;
import io.github.inittrace.verify.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

/** {@code inittrace verify} on real run folders, whole and damaged. */
class VerifyIT {
    /** How many bits are flipped in each file, one after another. */
    private static final int FLIPS = 3;

    @TempDir private Path temporary;
    private final Dataset<Label> data = new MutableDataset<>(new DigitsDataSource(200, 3));
    private final Dataset<Label> test = new MutableDataset<>(new DigitsDataSource(40, 4));

    private Path run(Trainer<Label> trainer) throws IOException {
        Path folder = temporary.resolve("run");
        InitTrace.of(trainer)
                .validateOn("test", test)
                .recording(
                        Recording.full()
                                .checkpoints(Schedule.every(2))
                                .matrices(Schedule.every(2))
                                .analysis(true))
                .runFolder(folder)
                .run(data);
        RunReport.write(RunFolder.open(folder), complaint -> assertThat(complaint).isNull());
        Schemas.assertRun(folder);
        return folder;
    }

    private Path run() throws IOException {
        return run(
                MLPClassificationTrainer.builder()
                        .hiddenLayers(16, 12)
                        .epochs(3)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build());
    }

    @Test
    void verify_aRunOfTheCommand_agreesLineByLine() throws IOException {
        Processes.Result made =
                Cli.here()
                        .run(
                                temporary,
                                "run",
                                "-q",
                                "--hidden",
                                "16",
                                "--epochs",
                                "2",
                                "--checkpoints",
                                "every=1",
                                "-o",
                                "mine");
        assertThat(made.exit()).as(made.err()).isZero();

        Processes.Result result = Cli.here().run(temporary, "verify", "mine");

        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("files, each with its size and SHA-256\n")
                .containsPattern("ok +hidden1.weight +[\\d,]+ figures agree\n")
                .containsPattern("ok +trained.onnx +16 predictions replayed")
                .containsPattern("verified: all \\d+ checks agree\n$");
        assertThat(Cli.here().run(temporary, "verify", "-q", "mine").out().lines()).hasSize(1);
    }

    @Test
    void verify_damage_isTheLineThatNamesIt() throws IOException {
        Path folder = run();
        flip(folder.resolve("trained.onnx"), new Random(1));

        Processes.Result result = InProcess.run(temporary, "verify", "run");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .containsPattern("DIFFERS +trained.onnx +has SHA-256 \\w+, expected")
                .contains("not verified: ");
    }

    @Test
    void verify_ofNoRun_isOneSentence() throws IOException {
        Processes.Result result = InProcess.run(temporary, "verify", "nowhere");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "inittrace: nowhere is not a run folder: expected a file run.json in it,"
                                + " found none\n");
    }

    @Test
    void verify_tribuosLinearModel_agreesWithinFloat32() throws IOException {
        assertRounded(run(new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 4, 1L)));
    }

    @Test
    void verify_tribuosFactorisationMachine_agreesWithinFloat32() throws IOException {
        assertRounded(
                run(
                        new FMClassificationTrainer(
                                new LogMulticlass(), new AdaGrad(0.01), 4, -1, 1, 7, 4, 0.1)));
    }

    private static void assertRounded(Path folder) throws IOException {
        Verification verification = Verification.of(folder);
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.findings())
                .extracting(Finding::text)
                .anyMatch(text -> text.contains("rounded to float32"))
                .anyMatch(text -> text.endsWith("as far as float32 can tell, 2^-24 of each weight"))
                .anyMatch(text -> text.startsWith("16 predictions replayed"));
        figure(folder, "\"distance\":", 1 + 1e-5);
        assertThat(Verification.of(folder).differences())
                .extracting(Finding::topic)
                .contains(Finding.Topic.FIGURES);
    }

    @Test
    void verify_aFlippedBitInAnyFile_isFound() throws IOException {
        Path folder = run();
        assertThat(Verification.of(folder).differences()).isEmpty();
        Random random = new Random(20261122);
        List<Path> files = files(folder);
        assertThat(files.stream().map(file -> folder.relativize(file).toString()))
                .contains(
                        "manifest.json",
                        "run.json",
                        "samples.json",
                        "report/index.html",
                        "report/manifest.json",
                        "checkpoints/epoch-000002.onnx");
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < FLIPS; i++) {
                int bit = flip(file, random);
                assertThat(Verification.of(folder).agrees())
                        .as("%s with bit %d flipped", file, bit)
                        .isFalse();
                Files.write(file, whole);
            }
        }
        assertThat(Verification.of(folder).agrees()).isTrue();
    }

    @Test
    void verify_aMissingAnEmptyAndAnExtraFile_areFound() throws IOException {
        Path folder = run();
        for (Path file : files(folder)) {
            byte[] whole = Files.readAllBytes(file);
            Files.delete(file);
            assertThat(Verification.of(folder).agrees()).as("without %s", file).isFalse();
            Files.write(file, new byte[0]);
            assertThat(Verification.of(folder).agrees()).as("empty %s", file).isFalse();
            Files.write(file, whole);
        }
        for (String extra : List.of("notes.txt", "report/notes.txt", "checkpoints/notes.txt")) {
            Path file = Files.writeString(folder.resolve(extra), "mine");
            assertThat(Verification.of(folder).differences())
                    .extracting(Finding::subject, Finding::text)
                    .containsExactly(tuple(extra, "is not in the manifest"));
            Files.delete(file);
        }
        assertThat(Verification.of(folder).agrees()).isTrue();
    }

    @Test
    void verify_withoutReport_isFine() throws IOException {
        Path folder = run();
        Folders.delete(folder.resolve("report"));
        assertThat(Verification.of(folder).agrees()).isTrue();
    }

    @Test
    void verify_swappedNetworksUnderANewManifest_areFound() throws IOException {
        Path folder = run();
        Path other = temporary.resolve("other");
        Files.move(folder.resolve("initial.onnx"), other);
        Files.move(folder.resolve("trained.onnx"), folder.resolve("initial.onnx"));
        Files.move(other, folder.resolve("trained.onnx"));
        renew(folder);
        assertThat(Verification.of(folder).differences())
                .extracting(Finding::text)
                .contains(
                        "inittrace.weights-state in its metadata is trained, expected initial",
                        "inittrace.weights-state in its metadata is initial, expected trained");
    }

    @Test
    void verify_anEditedFigureUnderANewManifest_isFoundByRecomputation() throws IOException {
        for (String figure :
                List.of(
                        "\"distance\":",
                        "\"kurtosis\":",
                        "\"correlation\":",
                        "\"norm\":",
                        "\"initialMeanAbs\":")) {
            Path folder = run();
            figure(folder, figure, 1 + 1e-9);
            List<Finding> differences = Verification.of(folder).differences();
            assertThat(differences).as(figure).hasSize(1);
            assertThat(differences.get(0).topic()).isEqualTo(Finding.Topic.FIGURES);
            assertThat(differences.get(0).subject()).isEqualTo("hidden1.weight");
            assertThat(differences.get(0).text())
                    .contains(figure.replaceAll("\\W", ""), "recorded");
            Folders.delete(folder);
        }
    }

    /** Multiplies the first such figure of the last record, and makes the manifest anew. */
    private static void figure(Path folder, String name, double factor) throws IOException {
        Path file = folder.resolve("epochs.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        String last = lines.remove(lines.size() - 1);
        int from = last.indexOf(name) + name.length();
        int to = from;
        while (",}".indexOf(last.charAt(to)) < 0) {
            to++;
        }
        double value = Double.parseDouble(last.substring(from, to));
        lines.add(last.substring(0, from) + value * factor + last.substring(to));
        Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        renew(folder);
    }

    private static void renew(Path folder) throws IOException {
        Files.write(folder.resolve("manifest.json"), Manifest.of(folder).bytes());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static int flip(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int bit = random.nextInt(8 * bytes.length);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(file, bytes);
        return bit;
    }
}

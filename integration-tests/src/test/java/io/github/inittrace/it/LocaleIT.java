// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.safetensors.Safetensors;
import io.github.inittrace.safetensors.StoredTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every number and every text is the same in every locale, on the terminal and in files. */
class LocaleIT {
    /** A locale with digits of its own, and one that knows ASCII only. */
    enum Setting {
        USUAL(Map.of()),
        EGYPT(Map.of(), "-Duser.language=ar", "-Duser.country=EG"),
        C(Map.of("LC_ALL", "C"));

        private final Map<String, String> environment;
        private final String[] options;

        Setting(Map<String, String> environment, String... options) {
            this.environment = environment;
            this.options = options;
        }

        Map<String, Processes.Result> run(Path folder, List<String> commands) throws IOException {
            return Commands.run(Cli.here().with(options), folder, environment, commands);
        }
    }

    /** Trainings, whose times and ids differ from one to the next in any locale. */
    private static final List<String> TRAININGS =
            List.of(
                    "run --dataset libsvm --data-dir data.svm --hidden 8 --epochs 2 --resumable"
                            + " every=1 -o svm",
                    "resume svm --epochs 3",
                    "import --initial start.safetensors --epoch 2=end.safetensors --losses"
                            + " losses.csv -o imported",
                    "run --dataset csv --data-dir data.csv --response kind --hidden 8 --epochs 3"
                            + " --analyse --checkpoints every=1 --matrices every=1 --lr 5 -o csv",
                    "sweep --set dataset=csv --set data-dir=data.csv --set response=kind --set"
                            + " epochs=2 --set invariants=last --vary hidden=4,5 --seeds 2 --workers"
                            + " 1 -q -o many");

    /** What says and writes the same of the same runs. */
    private static final List<String> OTHERS =
            List.of(
                    "report csv --single-file page.html",
                    "report svm --baseline csv",
                    "check csv --baseline svm --junit c.xml --markdown c.md",
                    "compare csv svm -o compared",
                    "diff csv --json",
                    "diff csv --html page",
                    "verify csv",
                    "replay csv",
                    "delta csv -o d.onnx",
                    "report many",
                    "export many --to csv -q -o table.csv",
                    "pigmm collect many/runs/hidden=4_seed=1 many/runs/hidden=4_seed=2 -o"
                            + " collected.jsonl.gz",
                    "pigmm analyse collected.jsonl.gz -o laws",
                    "run --dataset csv --data-dir data.csv --response none -o nothing");

    @TempDir private static Path folder;

    private static Map<String, String> usualTrainings;
    private static Map<String, String> usualOthers;

    @BeforeAll
    static void runInTheUsualLocale() throws IOException {
        Random random = new Random(1);
        StringBuilder svm = new StringBuilder();
        StringBuilder csv = new StringBuilder("width,height,kind\n");
        for (int i = 0; i < 2500; i++) {
            int kind = random.nextInt(3);
            double x = kind + random.nextGaussian();
            double y = 1000 * random.nextDouble();
            svm.append(String.format(Locale.ROOT, "%d 1:%.3f 3:%.3f%n", kind, x, y));
            csv.append(String.format(Locale.ROOT, "%.3f,%.3f,вид-%d%n", x, y, kind));
        }
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("data.svm"), svm);
        Files.writeString(data.resolve("data.csv"), csv);
        Files.write(data.resolve("start.safetensors"), weights(0.25f, -1234.5f));
        Files.write(data.resolve("end.safetensors"), weights(0.125f, 6789.75f));
        Files.writeString(
                data.resolve("losses.csv"),
                "epoch,train.loss,train.accuracy\n0,2.5,\n2,1.25,0.5\n");
        usualTrainings = trainings(Setting.USUAL);
        Folders.copy(folder.resolve("work"), folder.resolve("trained"));
        usualOthers = others(Setting.USUAL);
    }

    private static byte[] weights(float... values) throws IOException {
        StoredTensor tensor = StoredTensor.of("вес", List.of(1, values.length), values);
        return new Safetensors(Map.of(), List.of(tensor)).bytes();
    }

    @ParameterizedTest
    @EnumSource(names = {"EGYPT", "C"})
    void trainings_inAnotherLocale_sayAndWriteTheSame(Setting setting) throws IOException {
        assertThat(trainings(setting)).isEqualTo(usualTrainings);
    }

    @ParameterizedTest
    @EnumSource(names = {"EGYPT", "C"})
    void otherCommands_inAnotherLocale_sayAndWriteTheSame(Setting setting) throws IOException {
        assertThat(others(setting)).isEqualTo(usualOthers);
    }

    @Test
    void commands_inTheUsualLocale_doWhatIsCompared() {
        assertThat(usualTrainings)
                .containsKeys("svm/trained.onnx", "csv/checkpoints/epoch-000002.onnx")
                .containsKeys("svm/features.csv", "many/runs.csv", "imported/trained.onnx")
                .containsKey("svm/resume/epoch-000003.safetensors");
        assertThat(usualTrainings.keySet()).noneMatch(name -> name.startsWith("nothing"));
        assertThat(usualOthers)
                .containsKeys("page.html", "c.xml", "c.md", "compared/compare.json", "d.onnx")
                .containsKeys("table.csv", "collected.jsonl.gz", "laws/analysis.json")
                .hasEntrySatisfying(
                        "replay csv", text -> assertThat(text).startsWith("0\nidentical: "))
                .hasEntrySatisfying("verify csv", text -> assertThat(text).startsWith("0\n"));
        assertThat(OTHERS)
                .filteredOn(command -> usualOthers.get(command).startsWith("1"))
                .as("bugs")
                .isEmpty();
    }

    /** What trainings say and write, without what a clock and chance give. */
    private static Map<String, String> trainings(Setting setting) throws IOException {
        Map<String, String> steady = new TreeMap<>();
        outcome(setting, TRAININGS, folder.resolve("data"))
                .forEach(
                        (name, text) -> {
                            if (!name.contains("report/") && !name.endsWith("manifest.json")) {
                                steady.put(name, withoutTimes(text));
                            }
                        });
        return steady;
    }

    private static String withoutTimes(String text) {
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("(header-sha256\":\")[0-9a-f]{64}", "$1H") // of the ID, too
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]*Z", "TIME")
                .replaceAll("(?i)(seconds\" ?: ?)[0-9.e-]+", "$1S")
                .replaceAll("(?m)( *\\d+ .{60,}) \\d+\\.\\d\\d$", "$1 S")
                .replaceAll("(,finished,.*?,\\d+),[0-9.E-]+,", "$1,S,"); // of runs.csv
    }

    private static Map<String, String> others(Setting setting) throws IOException {
        return outcome(setting, OTHERS, folder.resolve("trained"));
    }

    /** Runs commands in one folder, which keeps its name; what they said and what is there then. */
    private static Map<String, String> outcome(Setting setting, List<String> commands, Path start)
            throws IOException {
        Path work = folder.resolve("work");
        if (Files.exists(work)) {
            Folders.delete(work);
        }
        Folders.copy(start, work);
        Map<String, String> all = new TreeMap<>();
        setting.run(work, commands)
                .forEach(
                        (command, result) ->
                                all.put(
                                        command,
                                        result.exit() + "\n" + result.out() + result.err()));
        try (Stream<Path> walk = Files.walk(work)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                all.put(work.relativize(file).toString(), content(file));
            }
        }
        return all;
    }

    private static String content(Path file) throws IOException {
        if (!file.toString().endsWith(".onnx")) {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        }
        // The times in it have more digits or fewer, so that even lengths differ.
        OnnxWeights weights = OnnxWeights.read(file);
        StringBuilder text = new StringBuilder(weights.metadata().toString());
        for (OnnxTensor tensor : weights.tensors()) {
            text.append(tensor.name())
                    .append(tensor.shape())
                    .append(Arrays.toString(tensor.values()));
        }
        return text.toString();
    }
}

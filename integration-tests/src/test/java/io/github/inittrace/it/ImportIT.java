// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code inittrace import} of trainings that save their weights as the page says. */
class ImportIT {
    @TempDir private Path folder;

    private Processes.Result inittrace(String... words) throws IOException {
        return InProcess.run(folder, words);
    }

    private Processes.Result importAll() throws IOException {
        String pattern = folder.resolve("weights/epoch-{epoch}.npz").toString();
        return inittrace("import", "--pattern", pattern, "--losses", "losses.csv", "--out", "RUN");
    }

    /** Trains, and gives what numpy says of how far each tensor moved. */
    private Map<String, Double> train(String kind, String python) throws IOException {
        Path script = Tools.root().resolve("integration-tests/src/test/python/import_training.py");
        Processes.Result result =
                Processes.run(
                        folder,
                        List.of(
                                python,
                                script.toString(),
                                kind,
                                Pages.sample("save-" + kind + ".py")));
        assertThat(result.exit()).as(result.err()).isZero();
        Map<String, Double> distances = new LinkedHashMap<>();
        for (String line : result.out().lines().toList()) {
            int at = line.lastIndexOf(' ');
            distances.put(line.substring(0, at), Double.valueOf(line.substring(at + 1)));
        }
        return distances;
    }

    private RunFolder imported(Map<String, Double> distances) throws IOException {
        Processes.Result result = importAll();
        assertThat(result.exit()).as(result.err()).isZero();
        RunFolder run = RunFolder.open(folder.resolve("RUN"));
        Map<String, TensorMeasures> last = new LinkedHashMap<>();
        run.history().last().tensors().forEach(tensor -> last.put(tensor.name(), tensor));
        assertThat(last.keySet()).containsExactlyInAnyOrderElementsOf(distances.keySet());
        distances.forEach(
                (name, distance) ->
                        assertThat(last.get(name).distance())
                                .as(name)
                                .isCloseTo(distance, within(1e-12 * distance)));
        assertThat(inittrace("verify", "RUN").exit()).isZero();
        Schemas.assertRun(run.path());
        return run;
    }

    @Test
    void numpy_snippet_savesATrainingThatAllCommandsTake() throws IOException {
        RunFolder run = imported(train("numpy", Tools.python()));

        assertThat(run.record().configuration()).containsEntry("rows", "inputs");
        assertThat(run.history().last().epochEndLoss()).isPositive();
        assertThat(run.history().last().runningLoss()).isNull();
        String page = Files.readString(run.path().resolve("report/index.html"));
        assertThat(page)
                .contains("unknown data")
                .contains("Its weights were imported; how long it took is not known.")
                .contains("How far a 6-5-3 network moved")
                .doesNotContain("0 examples");
        Tools.assertOnnxChecked(
                run.path().resolve("initial.onnx"), run.path().resolve("trained.onnx"));
        for (String words :
                new String[] {
                    "check RUN",
                    "check RUN --baseline RUN",
                    "report RUN --single-file one.html",
                    "compare RUN RUN -o compared",
                    "export RUN --to csv --out run.csv",
                    "export RUN --to tensorboard --out logs",
                    "delta RUN -o delta.onnx",
                    "diff RUN",
                    "diff RUN/initial.onnx weights/epoch-4.npz"
                }) {
            Processes.Result result = inittrace(words.split(" "));
            assertThat(result.exit()).as(words + ": " + result.err()).isZero();
        }
        for (String words : new String[] {"replay RUN", "resume RUN"}) {
            Processes.Result result = inittrace(words.split(" "));
            assertThat(result.exit()).as(words).isEqualTo(2);
            assertThat(result.errLines()).as(words).hasSize(1);
        }
        Processes.Result again =
                Cli.here()
                        .run(
                                folder,
                                "import",
                                "--pattern",
                                "weights/epoch-{epoch}.npz",
                                "-o",
                                "RUN");
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("the folder is not empty");
        Processes.Result ofItself =
                inittrace(
                        ("import --initial RUN/initial.onnx --epoch 4=RUN/trained.onnx --out RUN --force")
                                .split(" "));
        assertThat(ofItself.exit()).isEqualTo(2);
        assertThat(ofItself.err())
                .contains("RUN/initial.onnx, which is to be imported, lies in it;");
        assertThat(inittrace("verify", "RUN").exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"pytorch, torch", "keras, keras", "sklearn, sklearn"})
    void snippets_ofFrameworks_saveWhatIsImported(String kind, String module) throws IOException {
        String python = Tools.pythonWith(module);
        RunFolder run = imported(train(kind, python));
        assertThat(run.history().last().index()).isEqualTo(4);
        assertThat(run.history().last().runningLoss()).isPositive();
        assertThat(run.history().first().total().norm()).isPositive();
        if (kind.equals("sklearn")) {
            // The copy that took no step had the weights that the training began with.
            assertThat(run.history().epochs().get(1).total().relativeDistance()).isLessThan(0.1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--out RUN, 'expected the untrained network as --initial, or --pattern'",
        "--epoch 1, 'expected an epoch and its file, as in 3=epoch-3.npz, found ''1'''",
        "--initial a.npz --epoch 1=b.npz --epoch 1=c.npz, 'expected one file of epoch 1, found '",
        "--initial a.npz --epoch 0=b.npz, 'expected an epoch from 1 on'",
        "--initial a.npz, 'expected weights of one or more epochs behind a.npz, found none'",
        "--initial a.npz --epoch 1=b.npz, 'cannot read a.npz: it does not exist'",
        "--pattern a.npz, 'expected a pattern with {epoch} once in the name of the file'",
    })
    void arguments_wrong_areRefusedInOneSentence(String arguments, String sentence)
            throws IOException {
        Processes.Result result = inittrace(("import " + arguments).split(" "));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).startsWith("inittrace: ").contains(sentence);
        assertThat(folder.resolve("RUN")).doesNotExist();
    }
}

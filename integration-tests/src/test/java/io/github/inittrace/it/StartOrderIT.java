// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.scoring.ExternalModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.interop.onnx.ONNXExternalModel;

/**
 * Which column of a file is which label and feature: in networks of PyTorch that name none, and in
 * those of a run on a table whose columns are not in alphabetical order.
 */
class StartOrderIT {
    private static final Path FILES =
            Tools.root()
                    .resolve(
                            "integration-tests/src/test/resources/io/github/inittrace/it/start-order");

    @TempDir Path folder;

    private Processes.Result train(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("run", "-q"));
        words.addAll(List.of(arguments));
        return InProcess.run(folder, words.toArray(String[]::new));
    }

    private static String file(String name) {
        return FILES.resolve(name).toString();
    }

    private EpochRecord epochZero(String run) throws IOException {
        return RunFolder.open(folder.resolve(run)).history().first();
    }

    /** Of all examples, held out or not. */
    private static double accuracy(EpochRecord epoch, int training, int test) {
        return (epoch.epochEndAccuracy() * training + epoch.validation().get(0).accuracy() * test)
                / (training + test);
    }

    @Test
    void start_labelsMinusOneAndOne_areSortedAsNumbers() throws IOException {
        Processes.Result run =
                train(
                        "--dataset", "libsvm",
                        "--data-dir", file("bin.svm"),
                        "--start-from", file("bin.onnx"),
                        "--lr", "1e-6",
                        "--epochs", "1",
                        "-o", "r");

        assertThat(run.errLines())
                .containsExactly(
                        "inittrace: start-from: outputs in the order -1, 1 (sorted as numbers, the"
                                + " file names none); inputs in the order 0, 1, 2 (sorted as"
                                + " numbers, the file names none)");
        assertThat(accuracy(epochZero("r"), 160, 40)).isEqualTo(1.0);
        assertThat(RunFolder.open(folder.resolve("r")).record().environment())
                .containsEntry("start.outputs", "-1, 1 (sorted as numbers, the file names none)");
    }

    @Test
    void start_columnsOfATable_areInTheOrderOfTheFile() throws IOException {
        Processes.Result run =
                train(
                        "--dataset", "csv",
                        "--response", "label",
                        "--data-dir", file("digits.csv"),
                        "--start-from", file("digits.onnx"),
                        "--lr", "1e-4",
                        "--epochs", "1",
                        "-o", "r");

        assertThat(run.errLines())
                .containsExactly(
                        "inittrace: start-from: outputs in the order 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
                                + " (sorted as numbers, the file names none); inputs in the order"
                                + " pixel0, pixel1, pixel2, ..., pixel63 (the data's columns, the"
                                + " file names none)");
        assertThat(accuracy(epochZero("r"), 120, 30)).isEqualTo(1.0);
    }

    /** The network was trained on the columns in alphabetical order, which the table has not. */
    @Test
    void start_columnsInAnotherOrder_areDoubtedAndCanBeNamed() throws IOException {
        String[] iris = {
            "--dataset", "csv",
            "--response", "species",
            "--data-dir", file("iris.csv"),
            "--start-from", file("iris.onnx"),
            "--lr", "1e-4",
            "--epochs", "1",
            "-o"
        };
        Processes.Result doubtful = train(with(iris, "r"));
        assertThat(doubtful.errLines())
                .containsExactly(
                        "inittrace: start-from: outputs in the order Iris-setosa, Iris-versicolor,"
                                + " Iris-virginica (sorted by name, the file names none); inputs in"
                                + " the order sepal_length, sepal_width, petal_length, petal_width"
                                + " (the data's columns, the file names none)",
                        "inittrace: warning: the network of iris.onnx is right for 34.17 % of 120"
                                + " training examples, no better than always answering"
                                + " 'Iris-virginica', 34.17 %; if it has been trained, its outputs"
                                + " or inputs are in another order, or its inputs were scaled"
                                + " otherwise; see --start-labels, --start-features and --scaling");

        Files.writeString(
                folder.resolve("names.txt"),
                "petal_length\npetal_width\nsepal_length\nsepal_width\n");
        Processes.Result named =
                train(with(iris, "n", "--start-features", folder.resolve("names.txt").toString()));
        assertThat(named.errLines())
                .containsExactly(
                        "inittrace: start-from: outputs in the order Iris-setosa, Iris-versicolor,"
                                + " Iris-virginica (sorted by name, the file names none); inputs in"
                                + " the order petal_length, petal_width, sepal_length, sepal_width"
                                + " (as given)");
        assertThat(accuracy(epochZero("n"), 120, 30)).isEqualTo(0.98);
        Processes.Result replay = InProcess.run(folder, "replay", "n");
        assertThat(replay.out()).startsWith("identical: ");
        assertThat(replay.errLines()).allMatch(line -> line.startsWith("inittrace: reading "));
    }

    private static String[] with(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --start-labels names.txt | --start-labels takes names with commas between them, or a file with one on each line, found neither in 'names.txt'
                    --start-labels 1,2,3 | the start labels must name each of the 2 outputs of bin.onnx once, found 3 names
                    --start-labels 1,1 | the start labels must name each of the 2 outputs of bin.onnx once, found '1' twice
                    --start-features 0,1,3 | the start features must be features of the data, 0, 1, 2, found '3'
                    """)
    void start_namesThatCannotBe_areRefusedInOneSentence(String option, String sentence)
            throws IOException {
        Files.copy(FILES.resolve("bin.onnx"), folder.resolve("bin.onnx"));
        String[] words = option.split(" ");

        Processes.Result run =
                train(
                        "--dataset",
                        "libsvm",
                        "--data-dir",
                        file("bin.svm"),
                        "--start-from",
                        "bin.onnx",
                        words[0],
                        words[1],
                        "-o",
                        "r");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.errLines()).containsExactly("inittrace: " + sentence);
        assertThat(folder.resolve("r")).doesNotExist();
        assertThat(train(words[0], words[1], "-o", "r").errLines())
                .containsExactly("inittrace: " + words[0] + " needs --start-from");
    }

    /** 200 examples, whose label says which of four columns is the largest. */
    private Path table() throws IOException {
        String[] labels = {"10", "9", "-1", "2"};
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("kind,x2,x10,x1,a\n");
        for (int i = 0; i < 200; i++) {
            StringBuilder row = new StringBuilder(labels[i % 4]);
            for (int column = 0; column < 4; column++) {
                row.append(',').append((column == i % 4 ? 3 : 0) + random.nextGaussian() / 3);
            }
            text.append(row).append('\n');
        }
        return Files.writeString(folder.resolve("table.csv"), text);
    }

    private void assertAgreesWithItself(String run) throws IOException {
        Processes.Result verify = InProcess.run(folder, "verify", run);
        assertThat(verify.exit()).as(verify.out()).isZero();
        assertThat(verify.out()).containsPattern("trained.onnx +16 predictions replayed");
        Processes.Result replay = InProcess.run(folder, "replay", run);
        assertThat(replay.out()).startsWith("identical: ");
        assertThat(replay.errLines()).allMatch(line -> line.startsWith("inittrace: reading "));
        Processes.Result delta = InProcess.run(folder, "delta", run, "-o", run + "-delta.onnx");
        assertThat(delta.exit()).as(delta.err()).isZero();
        Processes.Result diff =
                InProcess.run(folder, "diff", run + "/initial.onnx", run + "/trained.onnx");
        assertThat(diff.exit()).as(diff.err()).isZero();
    }

    @Test
    void run_columnsInNoAlphabeticalOrder_keepTheirsEverywhere() throws Exception {
        Path table = table();
        String[] csv = {"--dataset", "csv", "--response", "kind", "--data-dir", "table.csv"};
        Processes.Result first = train(with(csv, "--hidden", "8", "--epochs", "30", "-o", "one"));

        assertThat(first.err()).isEmpty();
        assertThat(folder.resolve("one/features.csv"))
                .hasContent("id,name\n0,x2\n1,x10\n2,x1\n3,a\n");
        assertAgreesWithItself("one");
        RunFolder one = RunFolder.open(folder.resolve("one"));
        LoadedData data = DatasetLoader.of("csv").path(table).response("kind").load();
        double found = one.history().last().validation().get(0).accuracy();
        assertThat(found).isGreaterThan(0.9);
        List<Integer> choices = choices(folder.resolve("one/trained.onnx"), data);
        List<String> labels = names(folder.resolve("one/labels.csv"));
        try (ONNXExternalModel<Label> read = ExternalModels.trained(one, Label.class)) {
            assertThat(new LabelEvaluator().evaluate(read, data.test()).accuracy())
                    .isEqualTo(found);
            List<Prediction<Label>> predictions = read.predict(data.test());
            for (int i = 0; i < predictions.size(); i++) {
                assertThat(labels.get(choices.get(i)))
                        .isEqualTo(predictions.get(i).getOutput().getLabel());
            }
        }

        OnnxMl.ModelProto model =
                OnnxMl.ModelProto.parseFrom(Files.readAllBytes(folder.resolve("one/trained.onnx")));
        Files.write(
                folder.resolve("bare.onnx"),
                model.toBuilder().clearMetadataProps().build().toByteArray());
        String[] bare = {"--start-from", "bare.onnx", "--epochs", "2", "--start-labels"};
        Processes.Result second =
                train(with(with(csv, bare), String.join(",", labels), "-o", "two"));
        assertThat(second.errLines())
                .containsExactly(
                        "inittrace: start-from: outputs in the order "
                                + String.join(", ", labels)
                                + " (as given); inputs in the order x2, x10, x1, a (the data's"
                                + " columns, the file names none)");
        assertThat(epochZero("two").validation().get(0).accuracy()).isEqualTo(found);
        assertAgreesWithItself("two");
    }

    /** What ONNX Runtime chooses, given the values as they stand in the table. */
    private static List<Integer> choices(Path file, LoadedData data) throws OrtException {
        List<Integer> choices = new ArrayList<>();
        float[][] rows = new float[data.test().size()][];
        for (int i = 0; i < rows.length; i++) {
            Example<Label> example = data.test().getExample(i);
            rows[i] = new float[4];
            for (int column = 0; column < 4; column++) {
                String name = List.of("x2", "x10", "x1", "a").get(column);
                rows[i][column] = (float) example.lookup(name).getValue();
            }
        }
        for (float[] scores : Scoring.score(file, rows)) {
            int best = 0;
            for (int k = 1; k < scores.length; k++) {
                best = scores[k] > scores[best] ? k : best;
            }
            choices.add(best);
        }
        return choices;
    }

    private static List<String> names(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .skip(1)
                .map(line -> line.substring(line.indexOf(',') + 1))
                .toList();
    }
}

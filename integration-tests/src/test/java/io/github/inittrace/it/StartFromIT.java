// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationModel;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Training that starts from the weights of files that other tools wrote. */
class StartFromIT {
    private static final Path FILES =
            Tools.root().resolve("integration-tests/src/test/resources/io/github/inittrace/it");
    private static final Path FOREIGN = FILES.resolve("foreign");
    private static final Path SAME_START = FILES.resolve("same-start");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    /** One example for each of four labels, of twelve features: what the files are for. */
    private static MutableDataset<Label> four() {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("four", factory), factory);
        for (int label = 0; label < 4; label++) {
            ArrayExample<Label> example =
                    new ArrayExample<>(new Label(Integer.toString(label)), 1f);
            for (int feature = 0; feature < 12; feature++) {
                example.add(Integer.toString(feature), label + feature);
            }
            data.add(example);
        }
        return data;
    }

    private static TracedRun<Label> untrained(Path file) {
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder().startFrom(file).epochs(0).build();
        return InitTrace.of(trainer).run(four());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch-script-7",
                "torch-script-9",
                "torch-script-13",
                "torch-script-17",
                "torch-dynamo",
                "keras",
                "float-typed",
                "external-one",
                "external-each",
                "constants",
                "newest-opset"
            })
    void start_sameWeightsInAnyForm_hasTheirBits(String form) {
        for (String end : List.of("start.onnx", "trained.onnx")) {
            TracedRun<Label> matMul = untrained(FOREIGN.resolve("matmul").resolve(end));
            TracedRun<Label> run = untrained(FOREIGN.resolve(form).resolve(end));
            assertThat(Weights.bits(run.initialModel()))
                    .isEqualTo(Weights.bits(matMul.initialModel()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch-script-17",
                "keras",
                "matmul",
                "float16",
                "float16-typed",
                "bfloat16",
                "bfloat16-typed",
                "float64",
                "float64-typed",
                "external-one"
            })
    void epochZero_ofAForeignStart_hasTheNormsNumpyFinds(String form) throws IOException {
        JsonNode expected = JSON.readTree(FOREIGN.resolve("expected.json").toFile()).get(form);

        EpochRecord zero = untrained(FOREIGN.resolve(form).resolve("start.onnx")).history().first();

        assertThat(zero.tensors()).hasSize(6).hasSameSizeAs(expected.get("tensors"));
        for (int i = 0; i < 6; i++) {
            TensorMeasures tensor = zero.tensors().get(i);
            double norm = expected.get("tensors").get(i).get("initialNorm").doubleValue();
            assertThat(tensor.norm()).as(tensor.name()).isEqualTo(norm, within(1e-12 * norm));
            assertThat(tensor.distance()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"start-gemm.onnx", "start-matmul.onnx"})
    void epoch_fromPyTorchsStart_hasPyTorchsLosses(String start) throws IOException {
        Assumptions.assumeTrue(
                Tools.fashionMnist().isPresent(),
                "there is no Fashion-MNIST; install Debian's dataset-fashion-mnist");
        JsonNode recorded = JSON.readTree(SAME_START.resolve("losses.json").toFile());
        LoadedData data = DatasetLoader.of(DatasetLoader.FASHION_MNIST).load();
        assertThat(data.train().size()).isEqualTo(recorded.get("examples").intValue());
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .startFrom(SAME_START.resolve(start))
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .shuffle(false)
                        .epochs(1)
                        .build();

        TracedRun<Label> run =
                InitTrace.of(trainer)
                        .validateOn("test", data.test())
                        .recording(Recording.full().trainingSample(data.train().size()))
                        .run(data.train());

        for (EpochRecord epoch : run.history()) {
            JsonNode theirs = recorded.get("epochs").get(epoch.index());
            assertThat(epoch.epochEndLoss())
                    .isEqualTo(theirs.get("train").doubleValue(), within(1e-4));
            assertThat(epoch.validation().get(0).loss())
                    .isEqualTo(theirs.get("test").doubleValue(), within(1e-4));
        }
        assertThat(run.history().last().runningLoss())
                .isEqualTo(
                        recorded.get("epochs").get(1).get("runningLoss").doubleValue(),
                        within(1e-4));
        assertThat(((MLPClassificationModel) run.model()).tensor("hidden1.weight").values())
                .hasSize(784 * 32);
    }

    @Test
    void command_startFromAFile_recordsItAndReplaysUntilItChanges() throws IOException {
        Path start = Files.copy(SAME_START.resolve("start-gemm.onnx"), folder.resolve("s.onnx"));
        Processes.Result run =
                InProcess.run(
                        folder, "run", "-q", "--start-from", "s.onnx", "--epochs", "1", "-o", "r");
        assertThat(run.err())
                .startsWith(
                        "inittrace: start-from: outputs in the order 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
                                + " (sorted as numbers, the file names none); inputs in the order"
                                + " 000, 001, 002, ..., 783 (sorted as numbers, the file names"
                                + " none)\n");
        JsonNode record = JSON.readTree(folder.resolve("r/run.json").toFile());
        assertThat(record.get("configuration").get("hiddenLayers").textValue())
                .isEqualTo("[32, 32]");
        assertThat(record.get("configuration").get("startFromSha256").textValue())
                .isEqualTo(Folders.sha256(start));

        Processes.Result again = InProcess.run(folder, "replay", "r");
        assertThat(again.out()).startsWith("identical: all 26,506 values");

        String rebuild = "inittrace: the trainer cannot be rebuilt from its provenance: ";
        Files.copy(
                SAME_START.resolve("start-matmul.onnx"),
                start,
                StandardCopyOption.REPLACE_EXISTING);
        Processes.Result changed = Cli.here().run(folder, "replay", "r");
        assertThat(changed.err())
                .startsWith(
                        "inittrace: reading "
                                + start
                                + "\n"
                                + rebuild
                                + "the weights to start from have changed: expected ")
                .endsWith(", found " + Folders.sha256(start) + "\n");
        assertThat(changed.exit()).isEqualTo(2);

        Files.delete(start);
        Processes.Result gone = Cli.here().run(folder, "replay", "r");
        assertThat(gone.err()).startsWith(rebuild + "cannot read ").endsWith("it does not exist\n");
        assertThat(gone.exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    quantised | node MatMul#4 must take a constant as its input 2, found 'dense1.weight' from node DequantizeLinear#1
                    subgraphs | node 'choose' (If) is nothing a perceptron has
                    sparse | must be for the 784 features and 10 labels of the data, found 12 inputs and 4 outputs
                    element-types | it must have a layer of Gemm or MatMul, found none
                    future-opset | needs opset 99
                    future-ir | has IR version 99
                    matmul | must be for the 784 features and 10 labels of the data, found 12 inputs and 4 outputs
                    """)
    void command_fileThatCannotBeStartedFrom_isRefusedInOneSentence(String form, String sentence)
            throws IOException {
        String file = FOREIGN.resolve(form).resolve("start.onnx").toString();

        Processes.Result run = InProcess.run(folder, "run", "--start-from", file, "-o", "r");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("inittrace: ").contains(sentence);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(folder.resolve("r")).doesNotExist();
    }
}

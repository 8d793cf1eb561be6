// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.onnx.proto.OnnxMl;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.onnx.NamedExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.test.Helpers;

/**
 * What the columns of a file are taken for. The file gives its output k the value of its input k,
 * and of the data example k has label k and feature k, so that it is right where both are matched.
 */
class StartOrderTest {
    @TempDir Path folder;

    private Path identity(int count, String... metadata) throws IOException {
        OnnxMl.TensorProto.Builder weight =
                OnnxMl.TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                        .addDims(count)
                        .addDims(count);
        IntStream.range(0, count * count)
                .forEach(i -> weight.addFloatData(i % (count + 1) == 0 ? 1f : 0f));
        OnnxMl.ModelProto.Builder model =
                OnnxMl.ModelProto.newBuilder()
                        .setIrVersion(8)
                        .setGraph(
                                OnnxMl.GraphProto.newBuilder()
                                        .addInput(OnnxMl.ValueInfoProto.newBuilder().setName("x"))
                                        .addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("y"))
                                        .addInitializer(weight)
                                        .addNode(
                                                OnnxMl.NodeProto.newBuilder()
                                                        .setOpType("MatMul")
                                                        .addInput("x")
                                                        .addInput("w")
                                                        .addOutput("y")));
        for (int i = 0; i < metadata.length; i += 2) {
            model.addMetadataProps(NamedExport.property(metadata[i], metadata[i + 1]));
        }
        return Files.write(folder.resolve("identity.onnx"), model.build().toByteArray());
    }

    private static MutableDataset<Label> data(List<String> features, List<String> labels) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("one-hot", factory), factory);
        for (int i = 0; i < labels.size(); i++) {
            data.add(
                    new ArrayExample<>(
                            new Label(labels.get(i)),
                            new String[] {features.get(i)},
                            new double[] {1}));
        }
        return data;
    }

    private static List<String> names(String text) {
        return List.of(text.split(" "));
    }

    private static MLPClassificationTrainer.Builder started(Path file) {
        return MLPClassificationTrainer.builder().startFrom(file).epochs(0);
    }

    /** Keeps what is said before the first step. */
    private static final class First implements TrainingListener<Label> {
        Map<String, String> facts = Map.of();
        @Nullable Double accuracy;

        @Override
        public void onStart(TrainingStart<Label> start) {
            facts = start.facts();
        }

        @Override
        public void onEpoch(EpochEnd<Label> epoch) {
            if (epoch.index() == 0) {
                accuracy = epoch.training().accuracy();
            }
        }

        static First of(MLPClassificationTrainer.Builder builder, MutableDataset<Label> data) {
            First first = new First();
            builder.build()
                    .train(
                            data,
                            Map.of(),
                            Trainer.INCREMENT_INVOCATION_COUNT,
                            Observation.by(first));
            return first;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    x1 x2           | -1 1                             | sorted by name and the numbers in it | sorted as numbers
                    0 1 2           | setosa versicolor virginica      | sorted as numbers                    | sorted by name
                    pixel2 pixel10  | 9 10                             | sorted by name and the numbers in it | sorted as numbers
                    1x2 1x10 10x1   | airplane automobile bird         | sorted by name and the numbers in it | sorted by name
                    9 10 11         | 10 9 a                           | sorted as numbers                    | sorted by name
                    -1.5 2 1e1      | -0.5 +3 20                       | sorted as numbers                    | sorted as numbers
                    """)
    void train_fileWithoutNames_takesSortedOnes(
            String features, String labels, String featureRule, String labelRule)
            throws IOException {
        First first =
                First.of(
                        started(identity(names(labels).size())),
                        data(names(features), names(labels)));

        assertThat(first.accuracy).isEqualTo(1.0);
        assertThat(first.facts)
                .containsEntry(
                        "start.outputs",
                        labels.replace(" ", ", ") + " (" + labelRule + ", the file names none)")
                .containsEntry(
                        "start.inputs",
                        features.replace(" ", ", ") + " (" + featureRule + ", the file names none)")
                .doesNotContainKey("start.doubt");
    }

    @Test
    void train_inputOrder_isTakenForTheFilesToo() throws IOException {
        List<String> order = names("b10 b2 a");
        First first =
                First.of(
                        started(identity(3)).inputOrder(order),
                        data(order, names("one three two")));

        assertThat(first.accuracy).isEqualTo(1.0);
        assertThat(first.facts)
                .containsEntry(
                        "start.inputs", "b10, b2, a (the data's columns, the file names none)");
    }

    @Test
    void train_namesGiven_areTaken() throws IOException {
        List<String> features = names("c a b");
        List<String> labels = names("2 3 1");
        First first =
                First.of(
                        started(identity(3))
                                .startFeatures(features)
                                .startLabels(labels)
                                .inputOrder(names("b a c")),
                        data(features, labels));

        assertThat(first.accuracy).isEqualTo(1.0);
        assertThat(first.facts)
                .containsEntry("start.outputs", "2, 3, 1 (as given)")
                .containsEntry("start.inputs", "c, a, b (as given)");
    }

    @Test
    void train_namesInTheFile_areTaken() throws IOException {
        Path file =
                identity(
                        2,
                        "inittrace.features",
                        "[\"b\",\"a\"]",
                        "inittrace.labels",
                        "[\"2\",\"1\"]");
        First first = First.of(started(file), data(names("b a"), names("2 1")));

        assertThat(first.accuracy).isEqualTo(1.0);
        assertThat(first.facts)
                .containsEntry("start.outputs", "2, 1 (as the file names them)")
                .containsEntry("start.inputs", "b, a (as the file names them)");
        started(file).startLabels(names("2 1")).startFeatures(names("b a")).build();
        assertRefused(
                started(file).startLabels(names("1 2")),
                "the start labels must be those that "
                        + file
                        + " names itself, found '1' for its '2'; leave them out");
    }

    @Test
    void train_startNoBetterThanTheMostFrequentLabel_warnsAndRecordsIt() throws IOException {
        List<LogRecord> said = new ArrayList<>();
        MutableDataset<Label> data = data(names("a b c d"), names("1 2 3 4"));
        data.addAll(data(names("d"), names("4")).getData());
        Handler handler = keeping(said);
        Logger logger = Logger.getLogger(StartWeights.class.getName());
        Level before = logger.getLevel();
        logger.addHandler(handler);
        logger.setLevel(Level.INFO);
        First first;
        try {
            first = First.of(started(identity(4)).startLabels(names("4 3 2 1")), data);
        } finally {
            logger.setLevel(before);
            logger.removeHandler(handler);
        }

        String doubt =
                "the network of identity.onnx is right for 0.00 % of 5 training examples, no better"
                        + " than always answering '4', 40.00 %; if it has been trained, its outputs"
                        + " or inputs are in another order, or its inputs were scaled otherwise";
        assertThat(first.accuracy).isZero();
        assertThat(first.facts).containsEntry("start.doubt", doubt);
        assertThat(said)
                .extracting(LogRecord::getLevel, LogRecord::getMessage)
                .containsExactly(
                        tuple(
                                Level.INFO,
                                "training starts from "
                                        + folder.resolve("identity.onnx")
                                        + ": outputs in the order 4, 3, 2, 1 (as given); inputs in"
                                        + " the order a, b, c, d (sorted by name and the numbers in"
                                        + " it, the file names none)"),
                        tuple(
                                Level.WARNING,
                                doubt + "; see startLabels, startFeatures and featureScaling"));
    }

    private static Handler keeping(List<LogRecord> said) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void train_weightsDrawn_saysNothingOfAStart() {
        MutableDataset<Label> data = data(names("a b"), names("1 2"));
        First first =
                First.of(
                        MLPClassificationTrainer.builder().hiddenLayers(3).seed(2).epochs(0), data);

        assertThat(first.facts.keySet()).noneMatch(key -> key.startsWith("start."));
    }

    private static void assertRefused(MLPClassificationTrainer.Builder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void build_namesThatCannotBeColumns_areRefused() throws IOException {
        Path file = identity(3);
        assertRefused(
                started(file).startLabels(names("a b")),
                "the start labels must name each of the 3 outputs of "
                        + file
                        + " once, found 2 names");
        assertRefused(
                started(file).startFeatures(names("a b c d")),
                "the start features must name each of the 3 inputs of "
                        + file
                        + " once, found 4 names");
        assertRefused(
                started(file).startFeatures(names("a b a")),
                "the start features must name each of the 3 inputs of "
                        + file
                        + " once, found 'a' twice");
        assertRefused(
                started(file).inputOrder(names("a b a")),
                "the input order must name every feature once, found 'a' twice");
        assertRefused(
                MLPClassificationTrainer.builder().startLabels(names("a b")),
                "start features and start labels say what the columns of a file to start from are,"
                        + " found no such file; leave them out");
    }

    @Test
    void train_namesThatTheDataLacks_areRefused() throws IOException {
        Path file = identity(3);
        MutableDataset<Label> data = data(names("a b c"), names("1 2 3"));
        assertThatThrownBy(() -> started(file).startLabels(names("1 2 x")).build().train(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the start labels must be labels of the data, ")
                .hasMessageEndingWith(", found 'x'");
        assertThatThrownBy(() -> started(file).startFeatures(names("a x c")).build().train(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the start features must be features of the data, a, b, c, found 'x'");
        assertThatThrownBy(() -> started(file).inputOrder(names("a c")).build().train(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the input order must name every feature of the data, found none called"
                                + " 'b'");
    }

    @Test
    void inputOrder_ofTheTrainer_isThatOfModelFilesAndSavedModels() throws IOException {
        MutableDataset<Label> data = Blobs.of(130, 4, 3, 2);
        List<String> order = names("0002 gone 0003 0000 0001");
        List<String> there = names("0002 0003 0000 0001");
        MLPClassificationModel model =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(9)
                        .epochs(3)
                        .inputOrder(order)
                        .build()
                        .train(data);

        assertThat(NamedExport.features(model)).isEqualTo(there);
        Path saved = folder.resolve("saved.tribuo");
        model.serializeToFile(saved);
        MLPClassificationModel read =
                (MLPClassificationModel) MLPClassificationModel.deserializeFromFile(saved);
        assertThat(NamedExport.features(read)).isEqualTo(there);
        for (int i = 0; i < data.size(); i++) {
            assertThat(read.predict(data.getExample(i)).getOutputScores())
                    .isEqualTo(model.predict(data.getExample(i)).getOutputScores());
        }

        // The same weights, by name, are what a network in Tribuo's order starts from.
        Path file = folder.resolve("ordered.onnx");
        model.saveONNXModel("test", 1, file);
        MLPClassificationModel alphabetical = started(file).build().train(data);
        float[][] rows = rows(model.tensor("hidden1.weight"));
        Collections.rotate(Arrays.asList(rows), 2);
        assertThat(rows(alphabetical.tensor("hidden1.weight"))).isDeepEqualTo(rows);
    }

    private static float[][] rows(WeightTensor matrix) {
        int width = matrix.shape().get(1);
        float[][] rows = new float[matrix.shape().get(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(matrix.values(), i * width, (i + 1) * width);
        }
        return rows;
    }

    @Test
    void trainer_withNames_isRebuiltFromProvenance() throws IOException {
        MutableDataset<Label> data = data(names("a b c"), names("1 2 3"));
        MLPClassificationTrainer trainer =
                started(identity(3))
                        .epochs(2)
                        .startLabels(names("2 3 1"))
                        .startFeatures(names("c a b"))
                        .inputOrder(names("b a c"))
                        .build();
        Helpers.testConfigurableRoundtrip(trainer);
        MLPClassificationModel model = trainer.train(data);
        Helpers.testProvenanceMarshalling(model.getProvenance());

        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(ProvenanceUtil.extractConfiguration(model.getProvenance()));
        MLPClassificationTrainer rebuilt =
                (MLPClassificationTrainer)
                        manager.lookup(manager.listAll(MLPClassificationTrainer.class).get(0));

        assertThat(rebuilt)
                .hasToString(trainer.toString())
                .asString()
                .contains(
                        ",startLabels=[2, 3, 1],startFeatures=[c, a, b],inputOrder=[b, a, c],feature");
        ReproducibilityTest.assertSameBits(rebuilt.train(data).tensors(), model.tensors());
    }
}

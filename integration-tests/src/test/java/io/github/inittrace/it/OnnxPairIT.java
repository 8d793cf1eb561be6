// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.mlp.Activation;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationModel;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.scoring.ExternalModels;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;

/** The two ONNX files of a run on real images: one graph, the model's bits, the model's answers. */
class OnnxPairIT {
    private static final List<String> NAMES =
            List.of(
                    "hidden1.weight",
                    "hidden1.bias",
                    "hidden2.weight",
                    "hidden2.bias",
                    "output.weight",
                    "output.bias");

    @TempDir static Path folder;
    private static RealRun real;

    @BeforeAll
    static void train() throws IOException {
        real = RealRun.on(RealRun.images(), folder.resolve("run"));
    }

    @Test
    void files_ofOneRun_haveTheSameGraphButForTheWeights() throws IOException {
        OnnxMl.GraphProto initial = parse(real.initialFile()).getGraph();
        OnnxMl.GraphProto trained = parse(real.trainedFile()).getGraph();

        assertThat(initial.getNodeList()).isEqualTo(trained.getNodeList());
        assertThat(initial.getNodeList().stream().map(OnnxMl.NodeProto::getOpType))
                .containsExactly(
                        "Constant",
                        "Mul",
                        "Gemm",
                        "Relu",
                        "Gemm",
                        "Relu",
                        "Gemm",
                        "Softmax",
                        "Identity");
        assertThat(initial.getInputList()).isEqualTo(trained.getInputList());
        assertThat(initial.getOutputList()).isEqualTo(trained.getOutputList());
        assertThat(withoutValues(initial)).isEqualTo(withoutValues(trained));
        assertThat(parse(real.initialFile()).getOpsetImportList())
                .isEqualTo(parse(real.trainedFile()).getOpsetImportList());
    }

    @Test
    void initialisers_inBothFiles_areTheModelsBits() throws IOException {
        assertHoldsWeights(real.initialFile(), real.initialModel());
        assertHoldsWeights(real.trainedFile(), real.trainedModel());
        assertThat(real.trainedModel().tensor("hidden1.weight").values())
                .isNotEqualTo(real.initialModel().tensor("hidden1.weight").values());
    }

    @Test
    void checker_fullCheck_acceptsBoth() throws IOException {
        Tools.assertOnnxChecked(real.initialFile(), real.trainedFile());
    }

    @Test
    void runtime_rawPixelsOfThousandImages_givesTheModelsProbabilities() throws OrtException {
        Scoring.assertRuntimeAgrees(real.initialFile(), real.initialModel(), real.thousandImages());
        Scoring.assertRuntimeAgrees(real.trainedFile(), real.trainedModel(), real.thousandImages());
    }

    @Test
    void externalModel_rawPixelsOfThousandImages_isTheModelWithItsProvenance() throws IOException {
        try (ONNXExternalModel<Label> initial = ExternalModels.initial(real.folder(), Label.class);
                ONNXExternalModel<Label> trained =
                        ExternalModels.trained(real.folder(), Label.class)) {
            Scoring.assertTribuoAgrees(initial, real.initialModel(), real.thousandImages());
            Scoring.assertTribuoAgrees(trained, real.trainedModel(), real.thousandImages());
            assertThat(initial.getTribuoProvenance()).contains(real.initialModel().getProvenance());
            assertThat(trained.getTribuoProvenance()).contains(real.trainedModel().getProvenance());
        }
    }

    @Test
    void externalModel_onAllHeldOutImages_hasTheRecordedAccuracy() throws IOException {
        try (ONNXExternalModel<Label> initial = ExternalModels.initial(real.folder(), Label.class);
                ONNXExternalModel<Label> trained =
                        ExternalModels.trained(real.folder(), Label.class)) {
            List<EpochRecord> epochs = real.folder().history().epochs();
            assertThat(accuracy(initial)).isEqualTo(recorded(epochs.get(0)));
            assertThat(accuracy(trained)).isEqualTo(recorded(epochs.get(2)));
        }
    }

    private static Double accuracy(Model<Label> model) {
        return new LabelEvaluator().evaluate(model, real.data().test()).accuracy();
    }

    private static Double recorded(EpochRecord epoch) {
        return epoch.validation().get(0).accuracy();
    }

    @Test
    void nodesRuntime_rawPixelsOfTwoHundredImages_givesWhatJavasDoes()
            throws IOException, OrtException {
        float[][] pixels =
                Scoring.raw(
                        real.trainedModel().getFeatureIDMap(),
                        real.thousandImages().subList(0, 200));
        for (Path file : List.of(real.initialFile(), real.trainedFile())) {
            float[][] expected = Scoring.score(file, pixels);
            float[][] found = Node.score(file, pixels);
            assertThat(found).hasDimensions(200, 10);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).as("image %d", i).containsExactly(expected[i], within(1e-5f));
            }
        }
    }

    @Test
    void metadata_ofBoth_saysWhichIsWhichAndWhatGoesInAndOut() throws IOException {
        Map<String, String> initial = metadata(real.initialFile());
        Map<String, String> trained = metadata(real.trainedFile());

        assertThat(initial).containsEntry("inittrace.weights-state", "initial");
        assertThat(trained).containsEntry("inittrace.weights-state", "trained");
        assertThat(initial).containsKey("TRIBUO_PROVENANCE");
        Set<String> keys = new TreeSet<>(trained.keySet());
        assertThat(initial.keySet()).containsExactlyInAnyOrderElementsOf(keys);
        keys.removeAll(Set.of("TRIBUO_PROVENANCE", "inittrace.weights-state"));
        keys.forEach(key -> assertThat(initial.get(key)).isEqualTo(trained.get(key)));

        assertThat(trained.get("inittrace.producer")).matches("InitTrace \\d+\\.\\d+\\.\\d+.*");
        assertThat(trained.get("inittrace.feature-scaling"))
                .isEqualTo("DIVIDE_BY_255: x * " + 1f / 255f + " + 0.0, part of the graph");
        List<?> labels = list(trained.get("inittrace.labels"));
        assertThat(labels).hasSize(10);
        for (int id = 0; id < 10; id++) {
            assertThat(labels.get(id))
                    .isEqualTo(real.trainedModel().getOutputIDInfo().getOutput(id).getLabel());
        }
        List<?> features = list(trained.get("inittrace.features"));
        assertThat(features).hasSize(784);
        assertThat(features.get(783)).isEqualTo("783");
        assertThat(features.get(7)).isEqualTo("007");
    }

    @ParameterizedTest
    @EnumSource
    void scaling_ofEveryKind_isPartOfTheGraph(FeatureScaling scaling)
            throws IOException, OrtException {
        MutableDataset<Label> digits = new MutableDataset<>(new DigitsDataSource(600, 1));
        if (scaling == FeatureScaling.NONE) {
            digits = unitInterval(digits);
        }
        Path target = folder.resolve(scaling.name());
        TracedRun<Label> run =
                InitTrace.of(
                                MLPClassificationTrainer.builder()
                                        .hiddenLayers(16)
                                        .epochs(2)
                                        .featureScaling(scaling)
                                        .build())
                        .runFolder(target)
                        .run(digits);

        assertThat(run.ending().reason()).isEqualTo(EndReason.COMPLETED);
        Path initial = target.resolve("initial.onnx");
        Path trained = target.resolve("trained.onnx");
        assertThat(metadata(trained).get("inittrace.feature-scaling")).startsWith(scaling.name());
        Tools.assertOnnxChecked(initial, trained);
        Scoring.assertRuntimeAgrees(initial, run.initialModel(), digits.getData());
        Scoring.assertRuntimeAgrees(trained, run.model(), digits.getData());
    }

    @ParameterizedTest
    @EnumSource
    void activation_ofEveryKind_isWhatTheRuntimeComputes(Activation activation)
            throws IOException, OrtException {
        MutableDataset<Label> digits = new MutableDataset<>(new DigitsDataSource(600, 1));
        Path target = folder.resolve(activation.name());
        TracedRun<Label> run =
                InitTrace.of(
                                MLPClassificationTrainer.builder()
                                        .hiddenLayers(24, 16)
                                        .epochs(2)
                                        .activation(activation)
                                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                                        .build())
                        .runFolder(target)
                        .run(digits);

        Path initial = target.resolve("initial.onnx");
        Path trained = target.resolve("trained.onnx");
        Tools.assertOnnxChecked(initial, trained);
        Scoring.assertRuntimeAgrees(initial, run.initialModel(), digits.getData());
        Scoring.assertRuntimeAgrees(trained, run.model(), digits.getData());
    }

    /** What somebody trains on who has scaled the pixels already. */
    private static MutableDataset<Label> unitInterval(MutableDataset<Label> pixels) {
        return pixels.createTransformers(
                        new TransformationMap(List.of(new LinearScalingTransformation(0, 1))))
                .transformDataset(pixels);
    }

    @Test
    void mnist_whereItIs_hasAllItsPixelsInTheFiles() throws IOException, OrtException {
        RealRun mnist =
                RealRun.on(
                        DatasetLoader.of(DatasetLoader.MNIST).path(Tools.mnist()).load(),
                        folder.resolve("mnist"));

        assertThat(mnist.run().history().last().validation().get(0).accuracy()).isGreaterThan(0.9);
        assertThat(mnist.trainedModel().tensor("hidden1.weight").shape()).containsExactly(784, 64);
        Scoring.assertRuntimeAgrees(
                mnist.initialFile(), mnist.initialModel(), mnist.thousandImages());
        Scoring.assertRuntimeAgrees(
                mnist.trainedFile(), mnist.trainedModel(), mnist.thousandImages());
    }

    private static void assertHoldsWeights(Path file, MLPClassificationModel model)
            throws IOException {
        List<OnnxMl.TensorProto> found = parse(file).getGraph().getInitializerList();
        assertThat(found.stream().map(OnnxMl.TensorProto::getName)).isEqualTo(NAMES);
        for (OnnxMl.TensorProto tensor : found) {
            WeightTensor expected = model.tensor(tensor.getName());
            assertThat(tensor.getDataType())
                    .isEqualTo(OnnxMl.TensorProto.DataType.FLOAT.getNumber());
            assertThat(tensor.getDimsList().stream().map(Long::intValue))
                    .isEqualTo(expected.shape());
            ByteBuffer bytes =
                    ByteBuffer.allocate(4 * expected.values().length)
                            .order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(expected.values());
            assertThat(tensor.getRawData().toByteArray()).isEqualTo(bytes.array());
        }
    }

    private static List<OnnxMl.TensorProto> withoutValues(OnnxMl.GraphProto graph) {
        return graph.getInitializerList().stream()
                .map(tensor -> tensor.toBuilder().clearRawData().build())
                .toList();
    }

    private static Map<String, String> metadata(Path file) throws IOException {
        Map<String, String> entries = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (OnnxMl.StringStringEntryProto entry : parse(file).getMetadataPropsList()) {
            assertThat(seen.add(entry.getKey())).as(entry.getKey() + " is there once").isTrue();
            entries.put(entry.getKey(), entry.getValue());
        }
        return entries;
    }

    private static List<?> list(String json) throws IOException {
        return new ObjectMapper().readValue(json, List.class);
    }

    private static OnnxMl.ModelProto parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return OnnxMl.ModelProto.parseFrom(in);
        }
    }
}

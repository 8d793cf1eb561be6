// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Any;
import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.mlp.protos.MLPClassificationModelProto;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.VariableIDInfo;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.ImmutableFeatureMapProto;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.test.Helpers;

class MLPClassificationModelTest {
    private static final MLPClassificationModel MODEL =
            ReproducibilityTest.small()
                    .featureScaling(FeatureScaling.MINUS_ONE_TO_ONE)
                    .build()
                    .train(Blobs.of(300, 12, 4, 1));

    @Test
    void predict_fromManyThreads_isAsFromOne() {
        Dataset<Label> data = Blobs.of(1_300, 20, 4, 3);
        MLPClassificationModel model =
                MLPClassificationTrainer.builder().hiddenLayers(9, 7).epochs(1).build().train(data);
        List<Map<String, Double>> one = new ArrayList<>();
        data.forEach(example -> one.add(scores(model.predict(example))));
        List<Map<String, Double>> many =
                data.getData().parallelStream().map(e -> scores(model.predict(e))).toList();
        assertThat(many).isEqualTo(one);
        // Three blocks, in order; by the kernels, so that the last bits may differ.
        List<Prediction<Label>> batch = model.predict(data);
        assertThat(batch).hasSize(1_300);
        for (int i = 0; i < batch.size(); i++) {
            assertThat(batch.get(i).getExample()).isSameAs(data.getExample(i));
            Map<String, Double> expected = one.get(i);
            scores(batch.get(i))
                    .forEach((l, p) -> assertThat(p).isCloseTo(expected.get(l), within(1e-6)));
        }
    }

    private static Map<String, Double> scores(Prediction<Label> prediction) {
        Map<String, Double> scores = new TreeMap<>();
        prediction.getOutputScores().forEach((name, l) -> scores.put(name, l.getScore()));
        return scores;
    }

    @Test
    void predict_manyOrOne_agree() {
        List<Prediction<Label>> many = MODEL.predict(Blobs.of(700, 12, 4, 1));
        int index = 0;
        for (var example : Blobs.of(700, 12, 4, 1)) {
            Prediction<Label> one = MODEL.predict(example);
            Prediction<Label> same = many.get(index++);
            assertThat(same.getOutput()).isEqualTo(one.getOutput());
            assertThat(same.getNumActiveFeatures()).isEqualTo(12);
            double sum = 0.0;
            for (Label label : same.getOutputScores().values()) {
                assertThat(label.getScore())
                        .isCloseTo(
                                one.getOutputScores().get(label.getLabel()).getScore(),
                                within(1e-6));
                sum += label.getScore();
            }
            assertThat(sum).isCloseTo(1.0, within(1e-5));
        }
        assertThat(index).isEqualTo(many.size());
    }

    @Test
    void predict_noKnownFeature_saysSo() {
        ArrayExample<Label> stranger =
                new ArrayExample<>(new Label("class-0"), new String[] {"x"}, new double[] {1});
        assertThatThrownBy(() -> MODEL.predict(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an example to predict must have a feature that the model knows, found"
                                + " none");
        assertThatThrownBy(() -> MODEL.predict(List.of(stranger)))
                .hasMessage(
                        "an example to predict must have a feature that the model knows, found none"
                                + " in example 0");
    }

    @Test
    void serialize_andRead_keepsEveryBit() throws Exception {
        Model<?> read = Model.deserialize(ModelProto.parseFrom(MODEL.serialize().toByteArray()));
        assertThat(read).isInstanceOf(MLPClassificationModel.class);
        MLPClassificationModel same = (MLPClassificationModel) read;
        ReproducibilityTest.assertSameBits(same.tensors(), MODEL.tensors());
        assertThat(same.getProvenance()).isEqualTo(MODEL.getProvenance());
        assertThat(same.featureScaling()).isEqualTo(FeatureScaling.MINUS_ONE_TO_ONE);
        Helpers.testModelProtoSerialization(MODEL, Label.class, Blobs.of(50, 12, 4, 1));
        Helpers.testModelSerialization(MODEL, Label.class);
    }

    @Test
    void serialize_withoutBiases_keepsThemAway() {
        MLPClassificationModel plain =
                ReproducibilityTest.small().bias(false).build().train(Blobs.of(60, 5, 3, 1));
        MLPClassificationModel read = (MLPClassificationModel) Model.deserialize(plain.serialize());
        assertThat(read.tensors())
                .extracting(WeightTensor::name)
                .containsExactly("hidden1.weight", "hidden2.weight", "output.weight");
    }

    @Test
    void javaSerialization_keepsPredicting() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(MODEL);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            MLPClassificationModel read = (MLPClassificationModel) in.readObject();
            ReproducibilityTest.assertSameBits(read.tensors(), MODEL.tensors());
            assertThat(read.predict(Blobs.of(5, 12, 4, 1))).hasSize(5);
        }
    }

    @Test
    void deserialize_laterVersion_isRefused() {
        ModelProto later = MODEL.serialize().toBuilder().setVersion(1).build();
        assertThatThrownBy(() -> Model.deserialize(later))
                .hasStackTraceContaining(
                        "Unknown version 1, this class supports at most version 0");
    }

    @Test
    void deserialize_partsThatDoNotFit_saysExpectedAndFound() throws Exception {
        MLPClassificationModelProto good =
                MODEL.serialize().getSerializedData().unpack(MLPClassificationModelProto.class);
        MLPClassificationModelProto.Builder narrow = good.toBuilder();
        narrow.getLayersBuilder(1).setInputs(3);
        assertRefused(
                narrow,
                "Invalid protobuf, expected layer 'hidden2' to have 9 inputs and some outputs,"
                        + " found 3 and 8");
        MLPClassificationModelProto.Builder cut = good.toBuilder();
        cut.getLayersBuilder(0).setWeights(good.getLayers(0).getWeights().substring(4));
        assertRefused(
                cut,
                "Invalid protobuf, expected layer 'hidden1' weights to hold 108 floats, found 428"
                        + " bytes");
        MLPClassificationModelProto.Builder wide = good.toBuilder().removeLayers(2);
        wide.getLayersBuilder(1).setName("output");
        assertRefused(wide, "Invalid protobuf, expected as many outputs as labels, 4, found 8");
        assertRefused(
                good.toBuilder().clearLayers(),
                "Invalid protobuf, expected at least one layer, found none");
        assertRefused(
                good.toBuilder().setFeatureScaling("LOG"),
                "Invalid protobuf, expected a feature scaling of [NONE, DIVIDE_BY_255,"
                        + " MINUS_ONE_TO_ONE], found 'LOG'");
        assertRefused(
                good.toBuilder().setActivation("GELU"),
                "Invalid protobuf, expected an activation of [RELU, SIGMOID, TANH], found 'GELU'");
        MLPClassificationModelProto.Builder lying = good.toBuilder();
        lying.getLayersBuilder(0).setOutputs(Integer.MAX_VALUE);
        assertRefused(
                lying,
                "Invalid protobuf, expected layer 'hidden1' weights to hold 25769803764 floats,"
                        + " found 432 bytes");
    }

    @Test
    void deserialize_namesOrIdsThatAreNoneOfANetwork_saysExpectedAndFound() throws Exception {
        MLPClassificationModelProto good =
                MODEL.serialize().getSerializedData().unpack(MLPClassificationModelProto.class);
        MLPClassificationModelProto.Builder twice = good.toBuilder();
        twice.getLayersBuilder(1).setName("hidden1");
        assertRefused(twice, "Invalid protobuf, expected a layer 'hidden2', found 'hidden1'");

        ModelDataProto data = good.getMetadata().unpack(ModelDataProto.class);
        ImmutableFeatureMapProto.Builder farId = ImmutableFeatureMapProto.newBuilder();
        for (int id = 0; id < 12; id++) {
            VariableIDInfo feature = MODEL.getFeatureIDMap().get(id);
            farId.addInfo(feature.makeIDInfo(id == 11 ? 12 : id).serialize());
        }
        assertRefused(
                good.toBuilder()
                        .setMetadata(
                                Any.pack(
                                        data.toBuilder()
                                                .setFeatureDomain(
                                                        data.getFeatureDomain().toBuilder()
                                                                .setSerializedData(
                                                                        Any.pack(farId.build())))
                                                .build())),
                "Invalid protobuf, expected features with the ids from 0 to 11, found none with the"
                        + " id 11");
    }

    private static void assertRefused(MLPClassificationModelProto.Builder bad, String message) {
        Any data = Any.pack(bad.build());
        assertThatThrownBy(
                        () ->
                                MLPClassificationModel.deserializeFromProto(
                                        0, MLPClassificationModel.class.getName(), data))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }

    @Test
    void exportONNXModel_otherActivations_haveTheirOperators() {
        for (Activation activation : Activation.values()) {
            MLPClassificationModel model =
                    ReproducibilityTest.small()
                            .activation(activation)
                            .build()
                            .train(Blobs.of(60, 5, 3, 1));
            String operator =
                    switch (activation) {
                        case RELU -> "Relu";
                        case SIGMOID -> "Sigmoid";
                        case TANH -> "Tanh";
                    };
            assertThat(model.exportONNXModel("test", 1).getGraph().getNodeList())
                    .extracting(OnnxMl.NodeProto::getOpType)
                    .containsExactly(
                            "Gemm", operator, "Gemm", operator, "Gemm", "Softmax", "Identity");
        }
    }

    @Test
    void predict_otherActivations_manyOrOneAgree() {
        for (Activation activation : Activation.values()) {
            var data = Blobs.of(90, 5, 3, 1);
            MLPClassificationModel model =
                    ReproducibilityTest.small().activation(activation).build().train(data);
            List<Prediction<Label>> many = model.predict(data);
            for (int i = 0; i < data.size(); i++) {
                Map<String, Label> scores = many.get(i).getOutputScores();
                Prediction<Label> one = model.predict(data.getExample(i));
                one.getOutputScores()
                        .forEach(
                                (name, label) ->
                                        assertThat(label.getScore())
                                                .isCloseTo(
                                                        scores.get(name).getScore(), within(1e-6)));
            }
        }
    }

    @Test
    void copy_sharesNothing() {
        Model<Label> copy = MODEL.copy();
        assertThat(copy).isNotSameAs(MODEL);
        ReproducibilityTest.assertSameBits(
                ((MLPClassificationModel) copy).tensors(), MODEL.tensors());
    }

    @Test
    void tensor_unknownName_listsTheKnown() {
        assertThat(MODEL.tensor("hidden2.weight").shape()).containsExactly(9, 8);
        assertThatThrownBy(() -> MODEL.tensor("hidden9.weight"))
                .hasMessage(
                        "the model has the tensors [hidden1.weight, hidden1.bias, hidden2.weight,"
                                + " hidden2.bias, output.weight, output.bias], found no"
                                + " 'hidden9.weight'");
    }

    @Test
    void exportONNXModel_namesTheWeightsExactlyAndKeepsTheirBits() {
        OnnxMl.ModelProto onnx = MODEL.exportONNXModel("test", 1);
        List<WeightTensor> tensors = MODEL.tensors();
        assertThat(onnx.getGraph().getInitializerList())
                .extracting(OnnxMl.TensorProto::getName)
                .containsExactlyElementsOf(tensors.stream().map(WeightTensor::name).toList());
        assertThat(onnx.getGraph().getNodeList())
                .extracting(OnnxMl.NodeProto::getOpType)
                .containsExactly(
                        "Constant",
                        "Constant",
                        "Mul",
                        "Add",
                        "Gemm",
                        "Relu",
                        "Gemm",
                        "Relu",
                        "Gemm",
                        "Softmax",
                        "Identity");
        assertThat(onnx.getGraph().getInput(0).getName()).isEqualTo("input");
        assertThat(onnx.getGraph().getOutput(0).getName()).isEqualTo("output");
        assertThat(onnx.getMetadataPropsList())
                .extracting(OnnxMl.StringStringEntryProto::getKey)
                .containsExactlyInAnyOrder(
                        "TRIBUO_PROVENANCE",
                        "inittrace.producer",
                        "inittrace.weights-state",
                        "inittrace.outputs",
                        "inittrace.probabilities",
                        "inittrace.labels",
                        "inittrace.features",
                        "inittrace.feature-scaling");
        assertThat(onnx.getMetadataPropsList())
                .anyMatch(entry -> entry.getValue().equals("trained"));
    }
}

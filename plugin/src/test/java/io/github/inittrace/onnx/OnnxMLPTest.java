// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks of 2 inputs, 3 hidden units and 2 outputs in the ways in which graphs can say so.
 *
 * <p>This file is long because every way in which a graph is no perceptron is a case of its own.
 */
class OnnxMLPTest {
    private static final float[] FIRST = {1, 2, 3, 4, 5, 6};
    private static final float[] FIRST_BY_UNIT = {1, 4, 2, 5, 3, 6};
    private static final float[] LAST = {7, 8, 9, 10, 11, 12};

    @TempDir Path folder;
    private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
    private final OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder();

    @BeforeEach
    void ends() {
        graph.addInput(OnnxMl.ValueInfoProto.newBuilder().setName("x"));
        graph.addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("y"));
        tensor("w1", FIRST, 2, 3);
        tensor("b1", new float[] {1, 2, 3}, 3);
        tensor("w2", LAST, 3, 2);
        tensor("b2", new float[] {4, 5}, 2);
    }

    private static OnnxMl.TensorProto constant(String name, float[] values, long... shape) {
        OnnxMl.TensorProto.Builder tensor =
                OnnxMl.TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber());
        for (long length : shape) {
            tensor.addDims(length);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private void tensor(String name, float[] values, long... shape) {
        graph.addInitializer(constant(name, values, shape));
    }

    /** Adds a node; the last of the names is its output. */
    private OnnxMl.NodeProto.Builder node(String operator, String... names) {
        OnnxMl.NodeProto.Builder node = graph.addNodeBuilder().setOpType(operator);
        for (String name : List.of(names).subList(0, names.length - 1)) {
            node.addInput(name);
        }
        return node.addOutput(names[names.length - 1]);
    }

    private static OnnxMl.AttributeProto integer(String name, long value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static OnnxMl.AttributeProto number(String name, float value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    /** Gemm, Relu, Gemm from x to y. */
    private void gemms() {
        node("Gemm", "x", "w1", "b1", "z1");
        node("Relu", "z1", "h1");
        node("Gemm", "h1", "w2", "b2", "y");
    }

    private Path file() throws IOException {
        byte[] bytes = model.setIrVersion(8).setGraph(graph).build().toByteArray();
        return Files.write(folder.resolve("m.onnx"), bytes);
    }

    private void assertRefused(String reason) throws IOException {
        Path file = file();
        assertThatThrownBy(() -> OnnxMLP.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " cannot be started from: " + reason);
    }

    private OnnxMLP assertRead() throws IOException {
        OnnxMLP network = OnnxMLP.read(file());
        assertThat(network.layers()).hasSize(2);
        assertThat(network.layers().get(0).weight()).containsExactly(FIRST);
        assertThat(network.layers().get(0).bias()).containsExactly(1, 2, 3);
        assertThat(network.layers().get(1).weight()).containsExactly(LAST);
        assertThat(network.layers().get(1).bias()).containsExactly(4, 5);
        assertThat(network.inputs()).isEqualTo(2);
        assertThat(network.outputs()).isEqualTo(2);
        return network;
    }

    @Test
    void read_gemm_takesItsOperands() throws IOException {
        gemms();

        OnnxMLP network = assertRead();
        assertThat(network.activation()).isEqualTo("Relu");
        assertThat(network.scaling()).isNull();
        assertThat(network.labels()).isNull();
    }

    @Test
    void read_gemmByUnit_isTransposed() throws IOException {
        tensor("w1.T", FIRST_BY_UNIT, 3, 2);
        node("Gemm", "x", "w1.T", "b1", "z1").addAttribute(integer("transB", 1));
        node("Tanh", "z1", "h1");
        node("Gemm", "h1", "w2", "b2", "z2");
        node("LogSoftmax", "z2", "y").addAttribute(integer("axis", 1));

        assertThat(assertRead().activation()).isEqualTo("Tanh");
    }

    @Test
    void read_constantsThatAreNoTensors_areTakenLikeTensors() throws IOException {
        graph.removeInitializer(3).removeInitializer(0);
        graph.addSparseInitializerBuilder()
                .addDims(2)
                .addDims(3)
                .setValues(constant("w1", FIRST, 6))
                .getIndicesBuilder()
                .addDims(6)
                .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
                .addAllInt64Data(List.of(0L, 1L, 2L, 3L, 4L, 5L));
        node("Constant", "b2")
                .addAttribute(
                        OnnxMl.AttributeProto.newBuilder()
                                .setName("value_floats")
                                .addAllFloats(List.of(4f, 5f)));
        gemms();

        assertRead();
    }

    @Test
    void read_constantOfText_isRefused() throws IOException {
        graph.removeInitializer(3);
        node("Constant", "b2")
                .addAttribute(OnnxMl.AttributeProto.newBuilder().setName("value_string"));
        gemms();

        Path file = file();
        assertThatThrownBy(() -> OnnxMLP.read(file))
                .hasMessage(
                        file
                                + " cannot be used: tensor 'b2' has element type STRING, which is"
                                + " not read");
    }

    @Test
    void read_matMulAndAddOfAnything_isTheSame() throws IOException {
        tensor("w1.T", FIRST_BY_UNIT, 3, 2);
        node("Identity", "w1.T", "w1.same");
        node("Transpose", "w1.same", "w1.back");
        OnnxMl.AttributeProto.Builder value =
                OnnxMl.AttributeProto.newBuilder()
                        .setName("value")
                        .setType(OnnxMl.AttributeProto.AttributeType.TENSOR)
                        .setT(constant("", new float[] {4, 5}, 1, 2));
        node("Constant", "b2.given").addAttribute(value);
        node("Flatten", "x", "flat");
        node("Cast", "flat", "cast").addAttribute(integer("to", 1));
        node("MatMul", "cast", "w1.back", "xw");
        node("Add", "b1", "xw", "z1");
        node("Sigmoid", "z1", "h1");
        node("Dropout", "h1", "d1");
        node("MatMul", "d1", "w2", "hw");
        node("Identity", "hw", "same");
        node("Add", "same", "b2.given", "z2");
        node("Softmax", "z2", "y");

        assertThat(assertRead().activation()).isEqualTo("Sigmoid");
    }

    @Test
    void read_arithmeticOnTheInput_isItsScaling() throws IOException {
        tensor("255", new float[] {255}, 1);
        tensor("half", new float[] {0.5f});
        tensor("2", new float[] {2});
        node("Div", "x", "255", "unit");
        node("Sub", "unit", "half", "centred");
        node("Mul", "2", "centred", "wide");
        node("Add", "half", "wide", "in");
        node("Gemm", "in", "w1", "b1", "z1");
        node("Relu", "z1", "h1");
        node("Gemm", "h1", "w2", "b2", "y");

        assertThat(assertRead().scaling()).isEqualTo(new OnnxMLP.Scaling(1 / 255.0 * 2, -0.5));
    }

    @Test
    void read_layerWithoutBias_hasNone() throws IOException {
        node("MatMul", "x", "w1", "z1");
        node("Relu", "z1", "h1");
        node("Gemm", "h1", "w2", "y").addAttribute(number("beta", 7));

        assertThat(OnnxMLP.read(file()).layers())
                .extracting(OnnxMLP.Layer::bias)
                .containsOnlyNulls();
    }

    @Test
    void read_weightsAmongTheInputs_areNoInputs() throws IOException {
        graph.addInput(OnnxMl.ValueInfoProto.newBuilder().setName("w1"));
        gemms();

        assertRead();
    }

    @Test
    void read_namesInTheMetadata_areKept() throws IOException {
        model.addMetadataProps(NamedExport.property("inittrace.labels", "[\"a\",\"b\"]"));
        model.addMetadataProps(NamedExport.property("inittrace.features", "[\"f\",\"g\"]"));
        gemms();

        assertThat(assertRead().labels()).containsExactly("a", "b");
        assertThat(assertRead().features()).containsExactly("f", "g");
    }

    @Test
    void read_namesThatAreNotOnePerColumn_areRefused() throws IOException {
        String refused = "its metadata 'inittrace.labels' must be a JSON list of 2 different names";
        gemms();
        for (String[] labels :
                new String[][] {
                    {"[\"a\"]", "1 of which 1 differ"},
                    {"[\"a\",\"a\"]", "2 of which 1 differ"},
                    {"null", "something else"},
                    {"[", "something else"}
                }) {
            model.clearMetadataProps()
                    .addMetadataProps(NamedExport.property("inittrace.labels", labels[0]));
            assertRefused(refused + ", found " + labels[1]);
        }
    }

    @Test
    void read_gemmThatScalesOrTransposesItsInput_isRefused() throws IOException {
        OnnxMl.NodeProto.Builder gemm = node("Gemm", "x", "w1", "b1", "y").setName("g");

        gemm.addAttribute(number("alpha", 0.5f));
        assertRefused("node 'g' (Gemm) must have alpha = 1, found 0.5");
        gemm.setAttribute(0, number("beta", 2f));
        assertRefused("node 'g' (Gemm) must have beta = 1, found 2.0");
        gemm.setAttribute(0, integer("transA", 1));
        assertRefused("node 'g' (Gemm) must have transA = 0, found 1.0");
    }

    @Test
    void read_twoLayersInARow_areRefused() throws IOException {
        node("Gemm", "x", "w1", "b1", "z1");
        node("Gemm", "z1", "w2", "b2", "y");

        assertRefused(
                "node Gemm#2 must stand behind the input or an activation, found it right behind"
                        + " layer 1");
    }

    @Test
    void read_activationAtTheEnd_isRefused() throws IOException {
        node("Gemm", "x", "w1", "b1", "z1");
        node("Relu", "z1", "y");

        assertRefused(
                "it ends with Relu, expected Softmax, LogSoftmax or nothing behind the last layer");
    }

    @Test
    void read_twoActivations_areRefused() throws IOException {
        node("Gemm", "x", "w1", "b1", "z1");
        node("Relu", "z1", "h1");
        node("Gemm", "h1", "w2", "b2", "z2");
        node("Tanh", "z2", "h2");
        node("Gemm", "h2", "w1", "b1", "y");

        assertRefused(
                "node Tanh#4 must be Relu as between the layers before, one activation for all");
    }

    @Test
    void read_anotherOperator_isNamed() throws IOException {
        node("Elu", "x", "e").setName("elu1");
        node("Gemm", "e", "w1", "b1", "y");

        assertRefused(
                "node 'elu1' (Elu) is nothing a perceptron has; expected layers of Gemm, or of"
                        + " MatMul and Add, with Relu, Sigmoid or Tanh between");
    }

    @Test
    void read_operatorOfAnotherDomain_isNoneOfOnnx() throws IOException {
        node("Relu", "x", "e").setDomain("mine");
        node("Gemm", "e", "w1", "b1", "y");

        assertRefused(
                "node Relu#1 is nothing a perceptron has; expected layers of Gemm, or of MatMul and"
                        + " Add, with Relu, Sigmoid or Tanh between");
    }

    @Test
    void read_waysThatJoin_areRefused() throws IOException {
        node("Gemm", "x", "w1", "b1", "z1");
        node("Relu", "z1", "h1");
        node("Add", "z1", "h1", "s");
        node("Gemm", "s", "w2", "b2", "y");

        assertRefused(
                "node Add#3 must take one constant, found none: 'z1' from node Gemm#1 and 'h1'"
                        + " from node Relu#2");
    }

    @Test
    void read_weightsThatAreComputed_areRefused() throws IOException {
        node("Exp", "w1", "e");
        node("MatMul", "x", "e", "y");

        assertRefused(
                "node MatMul#2 must take a constant as its input 2, found 'e' from node Exp#1");
    }

    @Test
    void read_layersThatDoNotFit_areRefused() throws IOException {
        node("Gemm", "x", "w2", "b2", "z1");
        node("Relu", "z1", "h1");
        node("Gemm", "h1", "w2", "b2", "y");

        assertRefused(
                "node Gemm#3 must take the 2 values that the layer before it gives, found a matrix"
                        + " for 3");
    }

    @Test
    void read_biasOfAnotherLength_isRefused() throws IOException {
        node("Gemm", "x", "w1", "b2", "y");

        assertRefused("node Gemm#1 must add 3 values, one for each unit, found 'b2' of shape [2]");
    }

    @Test
    void read_matrixThatIsNone_isRefused() throws IOException {
        node("MatMul", "x", "b1", "y");

        assertRefused("node MatMul#1 must multiply by a matrix, found 'b1' of shape [3]");
    }

    @Test
    void read_scalingByFeature_isRefused() throws IOException {
        node("Mul", "x", "b2", "in");
        node("Gemm", "in", "w1", "b1", "y");

        assertRefused("node Mul#1 must scale all inputs by one number, found 'b2' of shape [2]");
    }

    @Test
    void read_arithmeticBehindALayer_isRefused() throws IOException {
        tensor("2", new float[] {2});
        node("Gemm", "x", "w1", "b1", "z1");
        node("Mul", "z1", "2", "y");

        assertRefused("node Mul#2 must stand before any layer, found it right behind layer 1");
    }

    @Test
    void read_softmaxOverTheExamples_isRefused() throws IOException {
        node("Gemm", "x", "w1", "b1", "z");
        node("Softmax", "z", "y").addAttribute(integer("axis", 0));

        assertRefused("node Softmax#2 must go over the classes, axis 1, found axis 0");
    }

    @Test
    void read_castToIntegers_isRefused() throws IOException {
        node("Cast", "x", "i").addAttribute(integer("to", 7));
        node("Gemm", "i", "w1", "b1", "y");

        assertRefused("node Cast#1 must cast to a floating-point type, found type 7");
    }

    @Test
    void read_weightsThatAreNotFinite_areRefused() throws IOException {
        tensor("bad", new float[] {1, 2, Float.NaN}, 3);
        node("Gemm", "x", "w1", "bad", "y");

        assertRefused("its tensor 'bad' must hold finite float32 numbers, found NaN at place 2");
    }

    @Test
    void read_noLayer_isRefused() throws IOException {
        node("Identity", "x", "y");

        assertRefused("it must have a layer of Gemm or MatMul, found none");
    }

    @Test
    void read_outputThatComesFromNothing_isRefused() throws IOException {
        assertRefused("its output must be computed from its input 'x', found 'y' instead");
    }

    @Test
    void read_outputThatIsConstant_isRefused() throws IOException {
        node("Gemm", "w1", "w2", "b2", "y");

        assertRefused("its output must be computed from its input 'x', found 'w1' instead");
    }

    @Test
    void read_severalEnds_areRefused() throws IOException {
        gemms();
        graph.addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("h1"));
        assertRefused("it must have one output, found [y, h1]");
        graph.removeOutput(1).addInput(OnnxMl.ValueInfoProto.newBuilder().setName("x2"));
        assertRefused("it must have one input, found [x, x2]");
    }

    @Test
    void read_valueGivenTwice_isRefused() throws IOException {
        node("Relu", "x", "b1");
        gemms();

        assertRefused("its graph gives 'b1' twice");
    }

    @Test
    @Timeout(60)
    void read_nodeThatMakesTheInput_isRefused() throws IOException {
        node("Identity", "x", "x");
        gemms();

        assertRefused("its graph gives 'x' twice");
    }

    @Test
    void read_cycle_isRefused() throws IOException {
        node("Add", "h1", "b1", "z1");
        node("Relu", "z1", "h1");
        node("Gemm", "h1", "w2", "b2", "y");

        Path file = file();
        assertThatThrownBy(() -> OnnxMLP.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " makes no sense: node Add#1 takes 'h1'");
    }
}

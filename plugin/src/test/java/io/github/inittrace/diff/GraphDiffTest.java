// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What two models have besides their weights. This file is long because every difference is a pair
 * of graphs, made where it is looked at.
 */
@Timeout(120)
class GraphDiffTest {
    private static final String SAME =
            "no difference: every value of A is in its place in B, and the graphs are the same";

    private static final String INTERFACE =
            "input { name: 'x' type { tensor_type { elem_type: 1 shape { dim { dim_param: 'N' } dim"
                    + " { dim_value: 2 } } } } } output { name: 'y' type { tensor_type { elem_type:"
                    + " 1 } } } initializer { dims: 2 dims: 2 data_type: 1 name: 'w' raw_data:"
                    + " '0123456789abcdef' }";

    @TempDir Path folder;

    private static OnnxMl.ModelProto.Builder parsed(String model) {
        try {
            OnnxMl.ModelProto.Builder builder = OnnxMl.ModelProto.newBuilder().setIrVersion(8);
            TextFormat.merge(model, builder);
            return builder;
        } catch (TextFormat.ParseException e) {
            throw new AssertionError(model, e);
        }
    }

    /** A model with the input x, the output y and the weight w. */
    private static OnnxMl.ModelProto.Builder model(String... nodes) {
        return parsed(
                "opset_import { version: 17 } graph { name: 'g' "
                        + INTERFACE
                        + String.join(" ", nodes)
                        + " }");
    }

    /** A node in the text format of protobuf. */
    private static String node(String operator, String output, String inputs, String... rest) {
        StringBuilder node = new StringBuilder("node { op_type: '" + operator + "'");
        for (String input : inputs.split(" ", -1)) {
            node.append(" input: '").append(input).append("'");
        }
        return node.append(" output: '").append(output).append("' ")
                + String.join(" ", rest)
                + " }";
    }

    private static String attribute(String name, String value) {
        return "attribute { name: '" + name + "' " + value + " }";
    }

    private ModelDiff diff(OnnxMl.ModelProto.Builder a, OnnxMl.ModelProto.Builder b)
            throws IOException {
        return ModelDiff.of(
                Files.write(folder.resolve("a.onnx"), a.build().toByteArray()),
                Files.write(folder.resolve("b.onnx"), b.build().toByteArray()));
    }

    /** The graphs alone, of models whose weights are the same. */
    private GraphDiff graph(OnnxMl.ModelProto.Builder a, OnnxMl.ModelProto.Builder b)
            throws IOException {
        ModelDiff diff = diff(a, b);
        assertThat(diff.hasSameWeights()).isTrue();
        assertThat(diff.isNone()).isEqualTo(diff.graph().isNone());
        assertThat(PairingNotes.of(diff).contains(SAME)).isEqualTo(diff.isNone());
        return diff.graph();
    }

    private static String scaler(String offset) {
        return node(
                "Scaler",
                "s",
                "x",
                "name: 'scale' domain: 'ai.onnx.ml'",
                attribute("offset", "type: FLOATS floats: [" + offset + "]"),
                attribute("scale", "type: FLOATS floats: [2, 2]"));
    }

    @Test
    void offsetOfAScaler_another_isSaidWithItsSize() throws IOException {
        String matmul = node("MatMul", "y", "s w");
        ModelDiff diff = diff(model(scaler("1, 2"), matmul), model(scaler("1, 3.5"), matmul));
        assertThat(diff.graph().common()).isEqualTo(2);
        assertThat(diff.graph().changed())
                .containsExactly(
                        new NodeDiff(
                                new GraphNode("", "ai.onnx.ml.Scaler", "scale", 1),
                                new GraphNode("", "ai.onnx.ml.Scaler", "scale", 1),
                                List.of(
                                        new PartDiff(
                                                "offset",
                                                "2.0",
                                                "3.5",
                                                new ValuesDiff(2, 1, 1.5, List.of(1))))));
        assertThat(diff.isNone()).isFalse();
        assertThat(PairingNotes.of(diff))
                .containsExactly(
                        "the weights are the same, the graphs differ: 1 node changed"
                                + " (ai.onnx.ml.Scaler)");
    }

    @Test
    void oneModelTwice_hasNoDifference() throws IOException {
        OnnxMl.ModelProto.Builder model = model(scaler("1, nan"), node("MatMul", "y", "s w"));
        assertThat(PairingNotes.of(diff(model, model))).containsExactly(SAME);
    }

    @Test
    void nodeInFront_isOnlyInB_andWhatFollowsIsTheSame() throws IOException {
        GraphDiff graph =
                graph(
                        model(node("MatMul", "h", "x w"), node("Relu", "y", "h")),
                        model(
                                constant("k", "value_float", "type: FLOAT f: 255"),
                                node("Div", "d", "x k"),
                                node("MatMul", "h", "d w"),
                                node("Relu", "y", "h")));
        assertThat(graph.onlyInB()).containsExactly(new GraphNode("", "Div", "", 2));
        assertThat(graph.onlyInA()).isEmpty();
        assertThat(graph.changed()).isEmpty();
        assertThat(graph.common()).isEqualTo(2);
        assertThat(graph.summary()).isEqualTo("1 node only in B (Div)");
    }

    @Test
    void nodeInTheMiddle_removed_isOnlyInA() throws IOException {
        GraphDiff graph =
                graph(
                        model(
                                node("MatMul", "h", "x w"),
                                node("Relu", "r", "h"),
                                node("MatMul", "i", "r w"),
                                node("Tanh", "y", "i")),
                        model(
                                node("MatMul", "h", "x w"),
                                node("MatMul", "i", "h w"),
                                node("Tanh", "y", "i")));
        assertThat(graph.onlyInA()).extracting(GraphNode::label).containsExactly("Relu#2");
        assertThat(graph.onlyInB()).isEmpty();
        assertThat(graph.changed()).isEmpty();
    }

    private static String constant(String output, String name, String value) {
        return "node { op_type: 'Constant' output: '"
                + output
                + "' "
                + attribute(name, value)
                + " }";
    }

    @ParameterizedTest
    @CsvSource({
        "Gemm, alpha, type: FLOAT f: 1",
        "Gemm, transB, type: INT i: 0",
        "LeakyRelu, alpha, type: FLOAT f: 0.01",
        "Conv, strides, 'type: INTS ints: [1, 1, 1]'",
        "Conv, auto_pad, type: STRING s: \"NOTSET\"",
    })
    void attribute_thatSaysItsDefault_isNoDifference(String operator, String name, String value)
            throws IOException {
        assertThat(
                        graph(
                                        model(node(operator, "y", "x w", attribute(name, value))),
                                        model(node(operator, "y", "x w")))
                                .isNone())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Gemm, alpha, type: FLOAT f: 0.5, 0.5, 1.0 by default",
        "Conv, strides, 'type: INTS ints: [1, 2]', 2, 1 by default",
        "Conv, auto_pad, type: STRING s: \"VALID\", 'VALID', 'NOTSET' by default",
        "Softmax, axis, type: INT i: 1, 1,",
        "Pad, more, type: FLOATS, [],",
    })
    void attribute_thatOnlyOneHas_isSaid(
            String operator, String name, String value, String inA, String inB) throws IOException {
        GraphDiff graph =
                graph(
                        model(node(operator, "y", "x w", attribute(name, value))),
                        model(node(operator, "y", "x w")));
        PartDiff part = graph.changed().get(0).parts().get(0);
        assertThat(part.part()).isEqualTo(name);
        assertThat(part.a()).isEqualTo(inA.equals("VALID") ? "'VALID'" : inA);
        assertThat(part.b())
                .isEqualTo("NOTSET by default".equals(inB) ? "'NOTSET' by default" : inB);
    }

    @Test
    void integers_thatNoDoubleTellsApart_areNotTakenForTheSame() throws IOException {
        GraphDiff graph =
                graph(
                        model(
                                node(
                                        "Odd",
                                        "y",
                                        "x",
                                        attribute("n", "type: INT i: 9007199254740992"))),
                        model(
                                node(
                                        "Odd",
                                        "y",
                                        "x",
                                        attribute("n", "type: INT i: 9007199254740993"))));
        assertThat(graph.isNone()).isFalse();
        assertThat(graph.notCompared()).containsExactly("n of Odd#1: 64-bit integers beyond 2^53");
    }

    @Test
    void tensorsInAttributes_areComparedOrNamed() throws IOException {
        String floats = "type: TENSOR t { dims: 2 dims: 2 data_type: 1 float_data: [1, 2, 3, %s] }";
        GraphDiff graph =
                graph(
                        model(node("Odd", "y", "x", attribute("t", floats.replace("%s", "4")))),
                        model(node("Odd", "y", "x", attribute("t", floats.replace("%s", "nan")))));
        assertThat(graph.changed().get(0).parts())
                .containsExactly(
                        new PartDiff("t", "4.0", "NaN", new ValuesDiff(4, 1, null, List.of(1, 1))));
        String texts = "type: TENSOR t { dims: 1 data_type: 8 string_data: '%s' }";
        graph =
                graph(
                        model(node("Odd", "y", "x", attribute("t", texts.replace("%s", "p")))),
                        model(node("Odd", "y", "x", attribute("t", texts.replace("%s", "q")))));
        assertThat(graph.isSeen()).isFalse();
        assertThat(graph.isNone()).isFalse();
        assertThat(graph.notCompared()).containsExactly("t of Odd#1: a tensor of STRING");
    }

    /** A node with a sparse tensor of two values, which is none of the weights. */
    private static OnnxMl.ModelProto.Builder sparse(String values, String places, String shape) {
        String tensor =
                "{ values { dims: 2 data_type: 1 float_data: [%s] } indices { dims: 2 data_type: 7"
                        + " int64_data: [%s] } dims: [%s] }";
        String one = "type: SPARSE_TENSOR sparse_tensor " + tensor.formatted(values, places, shape);
        return model(node("Odd", "y", "x", attribute("t", one)));
    }

    @Test
    void sparseTensorsInAttributes_areComparedByValuesPlacesAndShape() throws IOException {
        OnnxMl.ModelProto.Builder model = sparse("1, 2", "1, 5", "2, 3");
        assertThat(graph(model, sparse("1, 2", "1, 5", "2, 3")).isNone()).isTrue();
        assertThat(graph(model, sparse("1, 4.5", "1, 5", "2, 3")).changed().get(0).parts())
                .containsExactly(
                        new PartDiff("t", "2.0", "4.5", new ValuesDiff(2, 1, 2.5, List.of(1))));
        assertThat(graph(model, sparse("1, 2", "0, 5", "2, 3")).changed().get(0).parts())
                .containsExactly(
                        new PartDiff("t", "1", "0", new ValuesDiff(2, 1, 1.0, List.of(0))));
        assertThat(graph(model, sparse("1, 2", "1, 5", "3, 2")).changed().get(0).parts())
                .containsExactly(new PartDiff("t", "'sparse [2, 3]'", "'sparse [3, 2]'"));
    }

    @Test
    void whatIsNotCompared_keepsTheVerdictFromSayingNoDifference() throws IOException {
        String texts = "type: TENSOR t { dims: 1 data_type: 8 string_data: 'p' }";
        OnnxMl.ModelProto.Builder model = model(node("Odd", "y", "x", attribute("t", texts)));
        assertThat(PairingNotes.of(diff(model, model)))
                .containsExactly(
                        "what was compared is the same, but not everything was compared",
                        "not compared: t of Odd#1: a tensor of STRING");
    }

    @Test
    void constants_ofOneValueWrittenInTwoWays_areTheSame() throws IOException {
        String tensor = "type: TENSOR t { data_type: 1 raw_data: '\\000\\000\\177C' }"; // 255
        GraphDiff graph =
                graph(
                        model(
                                constant("k", "value", tensor),
                                constant("unused", "value_int", "type: INT i: 3"),
                                node("Div", "y", "x k")),
                        model(
                                constant("c", "value_float", "type: FLOAT f: 255"),
                                node("Div", "y", "x c")));
        assertThat(graph.isNone()).isTrue();
    }

    @Test
    void constant_another_isSaidAsATensorAndNotOfTheNodeAsWell() throws IOException {
        ModelDiff diff =
                diff(
                        model(
                                constant("k", "value_float", "type: FLOAT f: 255"),
                                node("Div", "y", "x k", "name: 'd'")),
                        model(
                                constant("k", "value_float", "type: FLOAT f: 256"),
                                node("Div", "y", "x k", "name: 'd'")));
        assertThat(diff.hasSameWeights()).isFalse();
        assertThat(Objects.requireNonNull(diff.tensor("k").difference()).distance()).isEqualTo(1);
        assertThat(diff.graph().isNone()).isTrue();
    }

    private static String branches(String alpha, String elsewhere) {
        String leaky = node("LeakyRelu", "t", "x", attribute("alpha", "type: FLOAT f: " + alpha));
        String plain = node("Mul", "e", "x " + elsewhere);
        return node(
                "If",
                "y",
                "c",
                attribute("then_branch", "type: GRAPH g { output { name: 't' } " + leaky + " }"),
                attribute("else_branch", "type: GRAPH g { output { name: 'e' } " + plain + " }"));
    }

    @Test
    void subgraph_another_isSaidWithTheWayToIt() throws IOException {
        String condition = constant("c", "value_int", "type: INT i: 1");
        GraphDiff graph =
                graph(
                        model(condition, branches("0.1", "w")),
                        model(condition, branches("0.25", "w")));
        assertThat(graph.common()).isEqualTo(3);
        assertThat(graph.changed().get(0).a().label()).isEqualTo("LeakyRelu#1 in If#2.then_branch");
        assertThat(graph.changed().get(0).parts().get(0).b()).isEqualTo("0.25");
        graph =
                graph(
                        model(condition, branches("0.1", "w")),
                        model(condition, branches("0.1", "x")));
        assertThat(graph.changed().get(0).parts())
                .containsExactly(new PartDiff("inputs", "'w'", "'x'"));
    }

    @Test
    void orderAndNames_ofTwoExporters_areNoDifference() throws IOException {
        GraphDiff graph =
                graph(
                        model(
                                node("MatMul", "/fc/out", "x w", "name: '/fc'"),
                                node("Relu", "r", "x", "name: '/r'"),
                                node("Exp", "e", "x", "name: '/e'"),
                                node("Add", "s", "/fc/out e", "doc_string: 'sum'"),
                                node("Sub", "y", "r s")),
                        model(
                                        node("Exp", "t1", "x"),
                                        node("MatMul", "t2", "x w", "name: 'dense'"),
                                        node("Add", "t3", "t1 t2"),
                                        node("Relu", "t4", "x"),
                                        node("Sub", "y", "t4 t3", "name: 'node_5'"))
                                .setProducerName("another")
                                .setDocString("about it")
                                .setIrVersion(9)
                                .addMetadataProps(
                                        OnnxMl.StringStringEntryProto.newBuilder()
                                                .setKey("k")
                                                .setValue("v")));
        assertThat(graph.isNone()).isTrue();
        assertThat(graph.common()).isEqualTo(5);
    }

    @Test
    void inputsOfANode_exchanged_areADifference() throws IOException {
        GraphDiff graph =
                graph(
                        model(node("Relu", "r", "x"), node("Sub", "y", "r x")),
                        model(node("Relu", "q", "x"), node("Sub", "y", "x q")));
        assertThat(graph.changed().get(0).parts())
                .containsExactly(
                        new PartDiff("input 1", "'r' of Relu#1", "'x'"),
                        new PartDiff("input 2", "'x'", "'q' of Relu#1"));
    }

    @Test
    void output_ofAnotherNode_isADifference() throws IOException {
        String[] nodes = {node("Relu", "r", "x"), node("Exp", "e", "x")};
        OnnxMl.ModelProto.Builder a = model(nodes);
        a.getGraphBuilder().getOutputBuilder(0).setName("r");
        OnnxMl.ModelProto.Builder b =
                model(nodes[0].replace("'r'", "'q'"), nodes[1].replace("'e'", "'r'"));
        b.getGraphBuilder().getOutputBuilder(0).setName("r");
        assertThat(graph(a, b).declarations())
                .containsExactly(new PartDiff("output 'r'", "'r' of Relu#1", "'r' of Exp#2"));
    }

    @Test
    void inputsAndOutputs_ofOtherNamesAndTypes_areDifferences() throws IOException {
        String relu = node("Relu", "y", "x");
        OnnxMl.ModelProto.Builder fixed = model(relu);
        fixed.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0)
                .setDimValue(1);
        assertThat(graph(model(relu), fixed).declarations())
                .containsExactly(new PartDiff("input 'x'", "float32 [?, 2]", "float32 [1, 2]"));

        OnnxMl.ModelProto.Builder symbol = model(relu);
        symbol.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0)
                .setDimParam("batch");
        assertThat(graph(model(relu), symbol).isNone()).isTrue();

        OnnxMl.ModelProto.Builder renamed = model(node("Relu", "out", "x"));
        renamed.getGraphBuilder().getOutputBuilder(0).setName("out");
        renamed.getGraphBuilder().addInput(renamed.getGraph().getInput(0).toBuilder().setName("z"));
        GraphDiff graph = graph(model(relu), renamed);
        assertThat(graph.declarations())
                .containsExactly(
                        new PartDiff("input", null, "'z' float32 [?, 2]"),
                        new PartDiff(
                                "output 1",
                                "'y' float32 of any shape",
                                "'out' float32 of any shape"));
        assertThat(graph.changed()).isEmpty();
    }

    @Test
    void outputs_inAnotherOrder_areADifference() throws IOException {
        String[] nodes = {node("Relu", "y", "x"), node("Exp", "e", "x")};
        OnnxMl.ModelProto.Builder a = model(nodes);
        a.getGraphBuilder().addOutputBuilder().setName("e");
        OnnxMl.ModelProto.Builder b = model(nodes);
        b.getGraphBuilder().addOutput(0, a.getGraph().getOutput(1));
        assertThat(graph(a, b).declarations())
                .containsExactly(new PartDiff("order of outputs", "y, e", "e, y"));
    }

    @Test
    void opset_ofOperatorsThatAreUsed_isADifference() throws IOException {
        String relu = node("Relu", "y", "x");
        OnnxMl.ModelProto.Builder b = model(relu);
        b.getOpsetImportBuilder(0).setVersion(13).setDomain("ai.onnx");
        assertThat(graph(model(relu), b).declarations())
                .containsExactly(new PartDiff("opset", "17", "13"));
        b.getOpsetImportBuilder(0).setVersion(17);
        b.addOpsetImportBuilder().setDomain("not.used").setVersion(3);
        assertThat(graph(model(relu), b).isNone()).isTrue();
    }

    private static OnnxMl.ModelProto.Builder withFunction(String operator, String name) {
        OnnxMl.ModelProto.Builder model = model(node(name, "y", "x", "domain: 'f'"));
        return model.mergeFrom(
                parsed(
                                "functions { name: '"
                                        + name
                                        + "' domain: 'f' input: 'p' output: 'q' "
                                        + node(operator, "q", "p")
                                        + " }")
                        .build());
    }

    @Test
    void functions_areComparedInside() throws IOException {
        assertThat(graph(withFunction("Relu", "F"), withFunction("Relu", "F")).isNone()).isTrue();
        GraphDiff graph = graph(withFunction("Relu", "F"), withFunction("Exp", "F"));
        assertThat(graph.onlyInA())
                .extracting(GraphNode::label)
                .containsExactly("Relu#1 in function 'F'");
        assertThat(graph.onlyInB())
                .extracting(GraphNode::label)
                .containsExactly("Exp#1 in function 'F'");
        graph = graph(withFunction("Relu", "F"), withFunction("Relu", "G"));
        assertThat(graph.declarations())
                .containsExactly(
                        new PartDiff("function", "'F'", null),
                        new PartDiff("function", null, "'G'"));
    }

    @Test
    void weights_ofOneValueAndAnotherShape_areNoDifferenceOfWeights() throws IOException {
        OnnxMl.ModelProto.Builder b = model(node("Add", "y", "x w"));
        b.getGraphBuilder().getInitializerBuilder(0).addDims(1);
        assertThat(graph(model(node("Add", "y", "x w")), b).declarations())
                .containsExactly(new PartDiff("tensor 'w'", "float32 [2, 2]", "float32 [2, 2, 1]"));
    }

    @Test
    void names_thatAreNoText_areShownSafely() throws IOException {
        String evil = "\u001b[31m<script>\u202e\n";
        OnnxMl.ModelProto.Builder a =
                model(node("Odd", "y", "x", attribute("n", "type: STRING s: 'n'")));
        OnnxMl.NodeProto.Builder node = a.getGraphBuilder().getNodeBuilder(0);
        node.setOpType("Odd" + evil).setName(evil);
        node.getAttributeBuilder(0).setName(evil).setS(ByteString.copyFromUtf8(evil));
        OnnxMl.ModelProto.Builder b = a.clone();
        b.getGraphBuilder()
                .getNodeBuilder(0)
                .getAttributeBuilder(0)
                .setS(ByteString.copyFromUtf8(evil.repeat(100_000)));
        GraphDiff graph = graph(a, b);
        NodeDiff changed = graph.changed().get(0);
        assertThat(changed.a().label()).isEqualTo("Odd?[31m<script>?? '?[31m<script>??'");
        assertThat(changed.parts().get(0).part()).isEqualTo("?[31m<script>??");
        assertThat(changed.parts().get(0).b()).hasSizeLessThan(100).endsWith(" (1,700,000 bytes)");
        assertThat(graph.summary()).doesNotContain("\u001b", "\n");
    }

    /** Nodes that take earlier values at random, some of them in pairs. */
    private static List<OnnxMl.NodeProto> nodes(Random random, int count) {
        List<String> operators = List.of("Relu", "Exp", "Add", "Sub", "MatMul", "Abs");
        List<String> values = new ArrayList<>(List.of("x", "w"));
        List<OnnxMl.NodeProto> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String operator = operators.get(random.nextInt(operators.size()));
            OnnxMl.NodeProto.Builder node = OnnxMl.NodeProto.newBuilder().setOpType(operator);
            int inputs = operator.length() == 3 && !operator.equals("Exp") ? 2 : 1;
            for (int k = 0; k < inputs; k++) {
                node.addInput(values.get(random.nextInt(values.size())));
            }
            String output = i == count - 1 ? "y" : "v" + i;
            node.addOutput(output);
            node.addAttributeBuilder()
                    .setName("n")
                    .setType(OnnxMl.AttributeProto.AttributeType.INT)
                    .setI(random.nextInt(3));
            values.add(output);
            nodes.add(node.build());
        }
        return nodes;
    }

    /** The same nodes in another order that is possible, with other names. */
    private static List<OnnxMl.NodeProto> disguised(List<OnnxMl.NodeProto> nodes, Random random) {
        List<OnnxMl.NodeProto> left = new ArrayList<>(nodes);
        List<String> given = new ArrayList<>(List.of("x", "w"));
        List<OnnxMl.NodeProto> result = new ArrayList<>();
        while (!left.isEmpty()) {
            List<OnnxMl.NodeProto> possible =
                    left.stream().filter(n -> given.containsAll(n.getInputList())).toList();
            OnnxMl.NodeProto next = possible.get(random.nextInt(possible.size()));
            left.remove(next);
            given.add(next.getOutput(0));
            OnnxMl.NodeProto.Builder node = next.toBuilder().setName("n" + random.nextInt());
            for (int k = 0; k < node.getInputCount(); k++) {
                node.setInput(k, disguised(node.getInput(k)));
            }
            result.add(node.setOutput(0, disguised(node.getOutput(0))).build());
        }
        return result;
    }

    private static String disguised(String name) {
        return name.startsWith("v") ? "_" + name : name;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void graphsAtRandom_inAnyOrder_areTheSame_andNotWithOneChange(int seed) throws IOException {
        Random random = new Random(seed);
        List<OnnxMl.NodeProto> nodes = nodes(random, 40);
        OnnxMl.ModelProto.Builder a = model();
        a.getGraphBuilder().addAllNode(nodes);
        OnnxMl.ModelProto.Builder b = model();
        b.getGraphBuilder().addAllNode(disguised(nodes, random));
        assertThat(graph(a, b).isNone()).isTrue();

        OnnxMl.NodeProto.Builder any = b.getGraphBuilder().getNodeBuilder(random.nextInt(40));
        any.getAttributeBuilder(0).setI(7);
        assertThat(graph(a, b).changed()).isNotEmpty();
        any.clearAttribute().setOpType("Other");
        assertThat(graph(a, b).onlyInB()).extracting(GraphNode::operator).contains("Other");
        any.setOpType("Relu").setInput(0, any.getInput(0).equals("w") ? "x" : "w");
        assertThat(graph(a, b).isSeen()).isTrue();
    }

    @Test
    void nodes_tooManyToBeAligned_arePairedByNameAndItSaysSo() throws IOException {
        OnnxMl.ModelProto.Builder[] models = {model(), model()};
        for (int m = 0; m < 2; m++) {
            Random random = new Random(m);
            String before = "x";
            for (int i = 0; i < 30_000; i++) {
                String output = i == 29_999 ? "y" : "v" + i;
                models[m]
                        .getGraphBuilder()
                        .addNodeBuilder()
                        .setName("n" + i)
                        .setOpType(random.nextBoolean() ? "Relu" : "Exp")
                        .addInput(before)
                        .addOutput(output);
                before = output;
            }
        }
        GraphDiff graph = graph(models[0], models[1]);
        assertThat(graph.common()).isBetween(10_000, 20_000);
        assertThat(graph.onlyInA()).hasSize(30_000 - graph.common());
        assertThat(graph.notCompared())
                .containsExactly(
                        "the order of nodes: too many are left to be aligned, and were paired by"
                                + " name only");
        assertThat(graph(models[0], models[0]).isNone()).isTrue();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import org.junit.jupiter.api.Test;

class ValueOrderTest {
    private static OnnxMl.NodeProto.Builder node(String operator, String output, String... inputs) {
        OnnxMl.NodeProto.Builder node = OnnxMl.NodeProto.newBuilder().setOpType(operator);
        for (String input : inputs) {
            node.addInput(input);
        }
        return node.addOutput(output);
    }

    private static OnnxMl.GraphProto.Builder graph(OnnxMl.NodeProto.Builder... nodes) {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
        graph.addInput(OnnxMl.ValueInfoProto.newBuilder().setName("x"));
        graph.addInitializer(OnnxMl.TensorProto.newBuilder().setName("w"));
        for (OnnxMl.NodeProto.Builder node : nodes) {
            graph.addNode(node);
        }
        return graph;
    }

    private static OnnxMl.ModelProto model(OnnxMl.NodeProto.Builder... nodes) {
        return OnnxMl.ModelProto.newBuilder().setGraph(graph(nodes)).build();
    }

    private static OnnxMl.NodeProto.Builder with(
            OnnxMl.NodeProto.Builder node, OnnxMl.NodeProto.Builder... body) {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
        for (OnnxMl.NodeProto.Builder inner : body) {
            graph.addNode(inner);
        }
        return node.addAttribute(OnnxMl.AttributeProto.newBuilder().setName("body").setG(graph));
    }

    private static void assertRefused(OnnxMl.ModelProto model, String message) {
        assertThatThrownBy(() -> ValueOrder.check(model))
                .isInstanceOf(MalformedModelException.class)
                .hasMessage(message);
    }

    @Test
    void nodesInOrder_withInputsLeftOutAndSubgraphs_areAccepted() {
        OnnxMl.ModelProto model =
                model(
                        node("MatMul", "h", "x", "w"),
                        with(node("If", "y", "h"), node("Relu", "inner", "h"), node("A", "b", "w")),
                        node("Clip", "z", "y", "", "h"));
        assertThatCode(() -> ValueOrder.check(model)).doesNotThrowAnyException();
    }

    @Test
    void cycles_areRefused() {
        assertRefused(
                model(node("Add", "a", "x", "b"), node("Relu", "b", "a")),
                "makes no sense: node Add#1 takes 'b', which comes after it, so its graph has a"
                        + " cycle or is out of order");
        assertRefused(
                model(node("Relu", "b", "x"), node("Add", "a", "a", "x").setName("sum")),
                "makes no sense: node 'sum' takes 'a', which comes after it, so its graph has a"
                        + " cycle or is out of order");
    }

    @Test
    void missingValue_isRefused() {
        assertRefused(
                model(node("Relu", "a", "x"), node("Add", "b", "a", "gone")),
                "makes no sense: node Add#2 takes 'gone', which nothing gives");
    }

    @Test
    void valuesOfASubgraph_areNotSeenOutsideOrInItsSibling() {
        assertRefused(
                model(
                        with(node("If", "y", "x"), node("Relu", "inner", "x")),
                        node("A", "b", "inner")),
                "makes no sense: node A#2 takes 'inner', which nothing gives");
        assertRefused(
                model(
                        with(node("If", "y", "x"), node("Relu", "inner", "x")),
                        with(node("If", "z", "x"), node("Relu", "other", "inner"))),
                "makes no sense: node Relu#1 takes 'inner', which nothing gives");
    }

    @Test
    void functions_seeTheirOwnInputsOnly() {
        OnnxMl.FunctionProto.Builder function =
                OnnxMl.FunctionProto.newBuilder().addInput("a").addNode(node("Relu", "b", "x"));
        assertRefused(
                model().toBuilder().addFunctions(function).build(),
                "makes no sense: node Relu#1 takes 'x', which nothing gives");
    }
}

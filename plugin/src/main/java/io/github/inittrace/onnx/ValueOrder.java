// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether every node of a model takes only what comes before it: ONNX wants nodes in topological
 * order, so that a graph without cycles is one whose nodes can be gone through from first to last.
 */
final class ValueOrder {
    private ValueOrder() {}

    /**
     * Checks all graphs of a model.
     *
     * @throws MalformedModelException if a node takes what nothing before it gives
     */
    static void check(OnnxMl.ModelProto model) throws MalformedModelException {
        graph(model.getGraph(), Set.of());
        for (OnnxMl.FunctionProto function : model.getFunctionsList()) {
            nodes(function.getNodeList(), new HashSet<>(function.getInputList()));
        }
    }

    private static void graph(OnnxMl.GraphProto graph, Set<String> outer)
            throws MalformedModelException {
        Set<String> given = new HashSet<>(outer);
        graph.getInputList().forEach(value -> given.add(value.getName()));
        graph.getInitializerList().forEach(tensor -> given.add(tensor.getName()));
        graph.getSparseInitializerList().forEach(t -> given.add(t.getValues().getName()));
        nodes(graph.getNodeList(), given);
    }

    private static void nodes(List<OnnxMl.NodeProto> nodes, Set<String> given)
            throws MalformedModelException {
        for (OnnxMl.NodeProto node : nodes) {
            for (String input : node.getInputList()) {
                if (!input.isEmpty() && !given.contains(input)) {
                    boolean later = nodes.stream().anyMatch(n -> n.getOutputList().contains(input));
                    throw new MalformedModelException(
                            "makes no sense: node "
                                    + GraphNodes.name(nodes, node)
                                    + " takes '"
                                    + input
                                    + "', which "
                                    + (later
                                            ? "comes after it, so its graph has a cycle or is out"
                                                    + " of order"
                                            : "nothing gives"));
                }
            }
            for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    graph(attribute.getG(), given);
                }
                for (OnnxMl.GraphProto body : attribute.getGraphsList()) {
                    graph(body, given);
                }
            }
            given.addAll(node.getOutputList());
        }
    }
}

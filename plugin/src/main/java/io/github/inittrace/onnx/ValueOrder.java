// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.text.SafeText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether every node of a model takes only what comes before it: ONNX wants nodes in topological
 * order, so that a graph without cycles is one whose nodes can be gone through from first to last.
 */
final class ValueOrder {
    private ValueOrder() {}

    /** The values given so far in a graph, and in those around it. */
    private record Scope(Set<String> own, @Nullable Scope outer) {
        boolean has(String value) {
            for (Scope scope = this; scope != null; scope = scope.outer) {
                if (scope.own.contains(value)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Checks all graphs of a model.
     *
     * @throws MalformedModelException if a node takes what nothing before it gives
     */
    static void check(OnnxMl.ModelProto model) throws MalformedModelException {
        graph(model.getGraph(), null);
        for (OnnxMl.FunctionProto function : model.getFunctionsList()) {
            Set<String> inputs = new HashSet<>(function.getInputList());
            nodes(function.getNodeList(), new Scope(inputs, null));
        }
    }

    private static void graph(OnnxMl.GraphProto graph, @Nullable Scope outer)
            throws MalformedModelException {
        Set<String> given = new HashSet<>();
        graph.getInputList().forEach(value -> given.add(value.getName()));
        graph.getInitializerList().forEach(tensor -> given.add(tensor.getName()));
        graph.getSparseInitializerList().forEach(t -> given.add(t.getValues().getName()));
        nodes(graph.getNodeList(), new Scope(given, outer));
    }

    private static void nodes(List<OnnxMl.NodeProto> nodes, Scope scope)
            throws MalformedModelException {
        int place = 0;
        for (OnnxMl.NodeProto node : nodes) {
            place++;
            for (String input : node.getInputList()) {
                if (!input.isEmpty() && !scope.has(input)) {
                    boolean later = nodes.stream().anyMatch(n -> n.getOutputList().contains(input));
                    throw new MalformedModelException(
                            "makes no sense: node "
                                    + GraphNodes.name(node, place)
                                    + " takes '"
                                    + SafeText.of(input)
                                    + "', which "
                                    + (later
                                            ? "comes after it, so its graph has a cycle or is out"
                                                    + " of order"
                                            : "nothing gives"));
                }
            }
            for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    graph(attribute.getG(), scope);
                }
                for (OnnxMl.GraphProto body : attribute.getGraphsList()) {
                    graph(body, scope);
                }
            }
            scope.own.addAll(node.getOutputList());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who makes which value of a graph. */
final class GraphIndex {
    final OnnxMl.GraphProto graph;
    private final Map<String, OnnxMl.NodeProto> makers = new HashMap<>();

    /**
     * Goes through a graph.
     *
     * @throws NoPerceptronException if a value is made twice
     */
    GraphIndex(OnnxMl.GraphProto graph) throws NoPerceptronException {
        this.graph = graph;
        Set<String> made = new HashSet<>();
        graph.getInputList().forEach(input -> made.add(input.getName()));
        graph.getInitializerList().forEach(tensor -> made.add(tensor.getName()));
        for (OnnxMl.NodeProto node : graph.getNodeList()) {
            for (String output : node.getOutputList()) {
                if (output.isEmpty()) {
                    continue; // which says that nobody takes it
                }
                if (!made.add(output)) {
                    throw new NoPerceptronException("its graph gives '" + output + "' twice");
                }
                makers.put(output, node);
            }
        }
    }

    /** The node that makes a value; null for inputs and initialisers. */
    OnnxMl.@Nullable NodeProto maker(String value) {
        return makers.get(value);
    }

    /** The operator, with the domain of those that are not ONNX' own. */
    static String operator(OnnxMl.NodeProto node) {
        boolean own = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
        return own ? node.getOpType() : node.getDomain() + "." + node.getOpType();
    }

    /** What messages call a node. */
    String name(OnnxMl.NodeProto node) {
        String name = "node " + GraphNodes.name(node, graph.getNodeList().indexOf(node) + 1);
        return node.getName().isEmpty() ? name : name + " (" + operator(node) + ")";
    }

    /** An attribute of a node; null if it has none of that name. */
    static OnnxMl.@Nullable AttributeProto attribute(OnnxMl.NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    static long integer(OnnxMl.NodeProto node, String name, long otherwise) {
        OnnxMl.AttributeProto attribute = attribute(node, name);
        return attribute == null ? otherwise : attribute.getI();
    }

    static float number(OnnxMl.NodeProto node, String name, float otherwise) {
        OnnxMl.AttributeProto attribute = attribute(node, name);
        return attribute == null ? otherwise : attribute.getF();
    }
}

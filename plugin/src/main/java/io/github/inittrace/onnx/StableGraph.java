// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a graph written by Tribuo's {@code ONNXContext} names that any tool can rely on.
 *
 * <p>The context appends a counter to every name and lets the names of intermediate values grow.
 * Two files can only be compared by name if a weight is called the same in every file, so here the
 * initialisers get the names they were created with, and nodes are called by operator and place.
 */
public final class StableGraph {
    private StableGraph() {}

    /**
     * Renames a graph's parts; its computation stays the same.
     *
     * @param graph as {@code ONNXContext.buildGraph} returns it
     * @param weights the exact names of the initialisers that are weights. Every other initialiser
     *     becomes a {@code Constant} node, so that the initialisers are the weights and no more.
     * @throws IllegalArgumentException if the graph has no initialiser for one of the weights
     */
    public static OnnxMl.GraphProto of(OnnxMl.GraphProto graph, List<String> weights) {
        Map<String, String> names = new HashMap<>();
        graph.getInputList().forEach(value -> names.put(value.getName(), value.getName()));
        graph.getOutputList().forEach(value -> names.put(value.getName(), value.getName()));

        OnnxMl.GraphProto.Builder stable =
                graph.toBuilder().clearInitializer().clearNode().clearValueInfo();
        Map<String, OnnxMl.TensorProto> found = new HashMap<>();
        for (OnnxMl.TensorProto tensor : graph.getInitializerList()) {
            String base = base(tensor);
            names.put(tensor.getName(), base);
            OnnxMl.TensorProto renamed = tensor.toBuilder().setName(base).build();
            if (weights.contains(base)) {
                found.put(base, renamed);
            } else {
                stable.addNode(constant(renamed));
            }
        }
        for (String weight : weights) {
            OnnxMl.TensorProto tensor = found.get(weight);
            if (tensor == null) {
                throw new IllegalArgumentException(
                        "the graph must have an initialiser for '" + weight + "', found none");
            }
            stable.addInitializer(tensor);
        }
        int place = 0;
        for (OnnxMl.NodeProto node : graph.getNodeList()) {
            place++;
            String name = place + "." + node.getOpType();
            OnnxMl.NodeProto.Builder renamed =
                    node.toBuilder().setName(name).clearInput().clearOutput();
            node.getInputList().forEach(input -> renamed.addInput(names.get(input)));
            for (String output : node.getOutputList()) {
                renamed.addOutput(names.computeIfAbsent(output, key -> name));
            }
            stable.addNode(renamed);
        }
        return stable.build();
    }

    /** Whether a graph has an initialiser for every one of the weights. */
    public static boolean has(OnnxMl.GraphProto graph, List<String> weights) {
        return graph.getInitializerList().stream()
                .map(StableGraph::base)
                .toList()
                .containsAll(weights);
    }

    private static String base(OnnxMl.TensorProto tensor) {
        return tensor.getName().replaceFirst("_\\d+$", "");
    }

    private static OnnxMl.NodeProto constant(OnnxMl.TensorProto value) {
        return OnnxMl.NodeProto.newBuilder()
                .setName(value.getName())
                .setOpType("Constant")
                .addOutput(value.getName())
                .addAttribute(
                        OnnxMl.AttributeProto.newBuilder()
                                .setName("value")
                                .setType(OnnxMl.AttributeProto.AttributeType.TENSOR)
                                .setT(value))
                .build();
    }
}

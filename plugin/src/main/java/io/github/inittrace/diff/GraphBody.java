// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Message;
import io.github.inittrace.text.SafeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a graph, a subgraph or a function, and where the values come from that they take.
 * Constant nodes are not among them: what they give is a leaf, as an initialiser is, or a constant
 * of the node that takes it.
 */
final class GraphBody {
    /** The way to it as messages show it; empty for the model's own graph. */
    final String path;

    final List<OnnxMl.NodeProto> nodes = new ArrayList<>();

    /** What the first output of each node is known as on both sides; the others count on. */
    final int[] tokens;

    private final @Nullable GraphBody outer;
    private final Map<String, Value> values = new HashMap<>();
    private final List<Integer> places = new ArrayList<>();

    /** Where a value comes from. */
    sealed interface Value {}

    /** An input, or a weight, and what it is known as on both sides. */
    record Leaf(int token) implements Value {}

    /** A small constant. */
    record Constant(OnnxMl.AttributeProto value) implements Value {}

    /** The output of a node. */
    record Made(GraphBody body, int node, int output) implements Value {
        int token() {
            int first = body.tokens[node];
            return first == TensorTokens.UNKNOWN ? first : first + output;
        }
    }

    GraphBody(
            String path,
            List<OnnxMl.NodeProto> all,
            TensorTokens tensors,
            @Nullable GraphBody outer) {
        this.path = path;
        this.outer = outer;
        int place = 0;
        for (OnnxMl.NodeProto node : all) {
            place++;
            if (isConstant(node)) {
                constant(node, tensors);
                continue;
            }
            for (int i = 0; i < node.getOutputCount(); i++) {
                if (!node.getOutput(i).isEmpty()) {
                    values.put(node.getOutput(i), new Made(this, nodes.size(), i));
                }
            }
            nodes.add(node);
            places.add(place);
        }
        tokens = new int[nodes.size()];
    }

    private static boolean isConstant(OnnxMl.NodeProto node) {
        return node.getOpType().equals("Constant")
                && domain(node.getDomain()).isEmpty()
                && node.getOutputCount() == 1
                && node.getInputCount() == 0
                && node.getAttributeCount() == 1;
    }

    private void constant(OnnxMl.NodeProto node, TensorTokens tensors) {
        OnnxMl.AttributeProto value = node.getAttribute(0);
        String name = node.getOutput(0);
        Integer token = tensors.of(holder(value), path.isEmpty() ? name : null);
        values.put(name, token == null ? new Constant(value) : new Leaf(token));
    }

    private static Message holder(OnnxMl.AttributeProto value) {
        return value.hasT()
                ? value.getT()
                : value.hasSparseTensor() ? value.getSparseTensor() : value;
    }

    /** Says what an input or initialiser is known as on both sides, unless that is known. */
    void leaf(String name, int token) {
        values.putIfAbsent(name, new Leaf(token));
    }

    /** Says of initialisers what they are known as. */
    void initialisers(OnnxMl.GraphProto graph, TensorTokens tensors) {
        for (OnnxMl.TensorProto tensor : graph.getInitializerList()) {
            initialiser(tensor.getName(), tensor, tensors);
        }
        for (OnnxMl.SparseTensorProto tensor : graph.getSparseInitializerList()) {
            initialiser(tensor.getValues().getName(), tensor, tensors);
        }
    }

    /** One that is none of the weights is a constant of the nodes that take it. */
    private void initialiser(String name, Message holder, TensorTokens tensors) {
        Integer token = tensors.of(holder, path.isEmpty() ? name : null);
        if (token == null && holder instanceof OnnxMl.TensorProto header) {
            OnnxMl.AttributeProto.Builder value = OnnxMl.AttributeProto.newBuilder();
            value.setType(OnnxMl.AttributeProto.AttributeType.TENSOR).setT(header);
            values.putIfAbsent(name, new Constant(value.build()));
        } else {
            leaf(name, token == null ? TensorTokens.UNKNOWN : token);
        }
    }

    /** Where a value comes from; null if nothing gives it. */
    @Nullable Value value(String name) {
        for (GraphBody body = this; body != null; body = body.outer) {
            Value value = body.values.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** What a value is known as on both sides; 0 if it is not. */
    int token(String name) {
        Value value = value(name);
        if (value instanceof Leaf leaf) {
            return leaf.token;
        }
        return value instanceof Made made ? made.token() : TensorTokens.UNKNOWN;
    }

    /** A node as results name it. */
    GraphNode node(int index) {
        OnnxMl.NodeProto node = nodes.get(index);
        return new GraphNode(path, operator(node), node.getName(), places.get(index));
    }

    /** A value as messages name it, with the node that gives it. */
    String described(String name) {
        String shown = "'" + SafeText.of(name) + "'";
        return value(name) instanceof Made made
                ? shown + " of " + made.body.node(made.node).label()
                : shown;
    }

    /** A graph that a node has in an attribute. */
    GraphBody inner(int node, String attribute, OnnxMl.GraphProto graph, TensorTokens tensors) {
        OnnxMl.NodeProto owner = nodes.get(node);
        GraphNode plain = new GraphNode("", operator(owner), owner.getName(), places.get(node));
        String step = plain.label() + "." + attribute;
        String inside = SafeText.of(path.isEmpty() ? step : path + "/" + step);
        GraphBody body = new GraphBody(inside, graph.getNodeList(), tensors, this);
        body.initialisers(graph, tensors);
        return body;
    }

    /** Whether the order of a node's inputs makes no difference. */
    static boolean isCommutative(OnnxMl.NodeProto node) {
        return domain(node.getDomain()).isEmpty()
                && switch (node.getOpType()) {
                    case "Add", "Mul", "Sum", "Min", "Max", "Mean", "And", "Or", "Xor", "Equal" ->
                            true;
                    default -> false;
                };
    }

    /** The operator, with the domain of those that are not ONNX' own. */
    static String operator(OnnxMl.NodeProto node) {
        String domain = domain(node.getDomain());
        String name = domain.isEmpty() ? node.getOpType() : domain + "." + node.getOpType();
        return node.getOverload().isEmpty() ? name : name + ":" + node.getOverload();
    }

    /** A domain; ONNX' own has two names. */
    static String domain(String name) {
        return name.equals("ai.onnx") ? "" : name;
    }
}

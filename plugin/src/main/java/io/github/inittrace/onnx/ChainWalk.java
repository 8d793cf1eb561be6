// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The way through a graph from its input to its output, where there is only one. It is walked from
 * the output back, so that what else a file computes, such as shapes, is never looked at.
 */
final class ChainWalk {
    private final GraphIndex graph;
    private final GraphConstants constants;

    private ChainWalk(GraphIndex graph, GraphConstants constants) {
        this.graph = graph;
        this.constants = constants;
    }

    /**
     * The nodes from the input to the output.
     *
     * @throws NoPerceptronException if there is no such way, or more than one
     */
    static List<OnnxMl.NodeProto> nodes(GraphIndex graph, GraphConstants constants)
            throws NoPerceptronException {
        return new ChainWalk(graph, constants).walk();
    }

    /** Which of a node's inputs is not a constant, for operators that take the two in any order. */
    static int computed(OnnxMl.NodeProto node, GraphIndex graph, GraphConstants constants)
            throws NoPerceptronException {
        if (node.getInputCount() != 2) {
            throw new NoPerceptronException(
                    graph.name(node) + " must have two inputs, found " + node.getInputCount());
        }
        boolean first = constants.has(node.getInput(0));
        boolean second = constants.has(node.getInput(1));
        if (first == second) {
            throw new NoPerceptronException(
                    graph.name(node)
                            + " must take one constant, found "
                            + (first ? "two: " : "none: ")
                            + described(graph, node.getInput(0))
                            + " and "
                            + described(graph, node.getInput(1)));
        }
        return first ? 1 : 0;
    }

    private static String described(GraphIndex graph, String value) {
        OnnxMl.NodeProto maker = graph.maker(value);
        return "'" + value + "'" + (maker == null ? "" : " from " + graph.name(maker));
    }

    private List<OnnxMl.NodeProto> walk() throws NoPerceptronException {
        String input = onlyInput();
        List<String> outputs = graph.graph.getOutputList().stream().map(v -> v.getName()).toList();
        if (outputs.size() != 1) {
            throw new NoPerceptronException("it must have one output, found " + outputs);
        }
        Deque<OnnxMl.NodeProto> nodes = new ArrayDeque<>();
        String at = outputs.get(0);
        while (!at.equals(input)) { // OnnxFile lets no graph with a cycle in
            OnnxMl.NodeProto node = graph.maker(at);
            if (node == null) {
                throw new NoPerceptronException(
                        "its output must be computed from its input '"
                                + input
                                + "', found '"
                                + at
                                + "' instead");
            }
            if (!node.getOutput(0).equals(at)) {
                throw new NoPerceptronException(
                        graph.name(node)
                                + " must be used for its first output, found '"
                                + at
                                + "'");
            }
            nodes.addFirst(node);
            at = node.getInput(data(node));
        }
        return List.copyOf(nodes);
    }

    private String onlyInput() throws NoPerceptronException {
        Set<String> constant = new HashSet<>();
        graph.graph.getInitializerList().forEach(tensor -> constant.add(tensor.getName()));
        List<String> inputs =
                graph.graph.getInputList().stream()
                        .map(v -> v.getName())
                        .filter(name -> !constant.contains(name)) // before IR 4 weights were inputs
                        .toList();
        if (inputs.size() != 1) {
            throw new NoPerceptronException("it must have one input, found " + inputs);
        }
        return inputs.get(0);
    }

    /** Which of a node's inputs the examples come in by. */
    private int data(OnnxMl.NodeProto node) throws NoPerceptronException {
        return switch (GraphIndex.operator(node)) {
            case "Add", "Mul" -> computed(node, graph, constants);
            case "Constant" ->
                    throw new NoPerceptronException(
                            "its output must be computed from its input, found "
                                    + graph.name(node)
                                    + " instead");
            default -> first(node);
        };
    }

    private int first(OnnxMl.NodeProto node) throws NoPerceptronException {
        String operator = GraphIndex.operator(node);
        if (!MLPChain.OPERATORS.contains(operator) || node.getInputCount() == 0) {
            throw new NoPerceptronException(
                    graph.name(node)
                            + " is nothing a perceptron has; expected layers of Gemm, or of MatMul"
                            + " and Add, with Relu, Sigmoid or Tanh between");
        }
        return 0;
    }
}

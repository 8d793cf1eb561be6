// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Understands the nodes on the way from input to output, one after the other, as a perceptron. */
final class MLPChain {
    /** What {@link #take} knows. */
    static final Set<String> OPERATORS =
            Set.of(
                    "Identity",
                    "Dropout",
                    "Cast",
                    "Flatten",
                    "Reshape",
                    "Gemm",
                    "MatMul",
                    "Add",
                    "Mul",
                    "Div",
                    "Sub",
                    "Relu",
                    "Sigmoid",
                    "Tanh",
                    "Softmax",
                    "LogSoftmax");

    private static final Set<Integer> FLOATS =
            Set.of(
                    OnnxMl.TensorProto.DataType.FLOAT.getNumber(),
                    OnnxMl.TensorProto.DataType.DOUBLE.getNumber(),
                    OnnxMl.TensorProto.DataType.FLOAT16.getNumber(),
                    OnnxMl.TensorProto.DataType.BFLOAT16.getNumber());

    private final GraphIndex graph;
    private final GraphConstants constants;
    private final List<OnnxMLP.Layer> layers = new ArrayList<>();
    private @Nullable String activation;
    private OnnxMLP.@Nullable Scaling scaling;

    /** What the last node that does anything was. */
    private After after = After.INPUT;

    private enum After {
        INPUT,
        PRODUCT,
        LAYER,
        ACTIVATION,
        SOFTMAX
    }

    private MLPChain(GraphIndex graph, GraphConstants constants) {
        this.graph = graph;
        this.constants = constants;
    }

    static MLPChain of(GraphIndex graph, GraphConstants constants)
            throws NoPerceptronException, IOException {
        MLPChain chain = new MLPChain(graph, constants);
        for (OnnxMl.NodeProto node : ChainWalk.nodes(graph, constants)) {
            chain.take(node);
        }
        if (chain.layers.isEmpty()) {
            throw new NoPerceptronException("it must have a layer of Gemm or MatMul, found none");
        }
        if (chain.after == After.ACTIVATION) {
            throw new NoPerceptronException(
                    "it ends with "
                            + chain.activation
                            + ", expected Softmax, LogSoftmax or nothing behind the last layer");
        }
        return chain;
    }

    List<OnnxMLP.Layer> layers() {
        return layers;
    }

    @Nullable String activation() {
        return activation;
    }

    OnnxMLP.@Nullable Scaling scaling() {
        return scaling;
    }

    private void take(OnnxMl.NodeProto node) throws NoPerceptronException, IOException {
        switch (GraphIndex.operator(node)) {
            case "Identity", "Dropout" -> {}
            case "Cast" -> cast(node);
            case "Flatten", "Reshape" -> require(node, after == After.INPUT, "before any layer");
            case "Gemm" -> gemm(node);
            case "MatMul" -> matMul(node);
            case "Add" -> {
                if (after == After.PRODUCT) {
                    bias(node);
                } else {
                    arithmetic(node);
                }
            }
            case "Mul", "Div", "Sub" -> arithmetic(node);
            case "Relu", "Sigmoid", "Tanh" -> activation(node);
            case "Softmax", "LogSoftmax" -> softmax(node);
            default -> throw new IllegalStateException("not among the operators: " + node);
        }
    }

    private void cast(OnnxMl.NodeProto node) throws NoPerceptronException {
        long type = GraphIndex.integer(node, "to", 0);
        if (!FLOATS.contains((int) type)) {
            throw new NoPerceptronException(
                    graph.name(node) + " must cast to a floating-point type, found type " + type);
        }
    }

    private void require(OnnxMl.NodeProto node, boolean condition, String where)
            throws NoPerceptronException {
        if (!condition) {
            throw new NoPerceptronException(
                    graph.name(node)
                            + " must stand "
                            + where
                            + ", found it "
                            + switch (after) {
                                case INPUT -> "before the first layer";
                                case PRODUCT, LAYER -> "right behind layer " + layers.size();
                                case ACTIVATION ->
                                        "behind the activation of layer " + layers.size();
                                case SOFTMAX -> "behind the softmax";
                            });
        }
    }

    private void requireLayerHere(OnnxMl.NodeProto node) throws NoPerceptronException {
        require(
                node,
                after == After.INPUT || after == After.ACTIVATION,
                "behind the input or an activation");
    }

    private void gemm(OnnxMl.NodeProto node) throws NoPerceptronException, IOException {
        requireLayerHere(node);
        boolean biased = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
        requireValue(node, "transA", GraphIndex.integer(node, "transA", 0), 0);
        requireValue(node, "alpha", GraphIndex.number(node, "alpha", 1f), 1);
        requireValue(node, "beta", biased ? GraphIndex.number(node, "beta", 1f) : 1, 1);
        OnnxTensor matrix = matrix(node);
        boolean byUnit = GraphIndex.integer(node, "transB", 0) != 0;
        layer(node, byUnit ? GraphConstants.transposed(matrix) : matrix);
        if (biased) {
            bias(node, 2);
        }
        after = After.LAYER;
    }

    private void requireValue(
            OnnxMl.NodeProto node, String attribute, double found, double expected)
            throws NoPerceptronException {
        if (found != expected) {
            throw new NoPerceptronException(
                    graph.name(node)
                            + " must have "
                            + attribute
                            + " = "
                            + (long) expected
                            + ", found "
                            + found);
        }
    }

    private void matMul(OnnxMl.NodeProto node) throws NoPerceptronException, IOException {
        requireLayerHere(node);
        layer(node, matrix(node));
        after = After.PRODUCT;
    }

    private OnnxTensor matrix(OnnxMl.NodeProto node) throws NoPerceptronException, IOException {
        OnnxTensor matrix = constant(node, 1);
        if (matrix.shape().size() != 2 || matrix.values().length == 0) {
            throw new NoPerceptronException(
                    graph.name(node)
                            + " must multiply by a matrix, found '"
                            + matrix.name()
                            + "' of shape "
                            + matrix.shape());
        }
        return matrix;
    }

    private OnnxTensor constant(OnnxMl.NodeProto node, int input)
            throws NoPerceptronException, IOException {
        String name = node.getInputCount() > input ? node.getInput(input) : "";
        OnnxTensor constant = name.isEmpty() ? null : constants.read(name);
        if (constant == null) {
            OnnxMl.NodeProto maker = graph.maker(name);
            throw new NoPerceptronException(
                    graph.name(node)
                            + " must take a constant as its input "
                            + (input + 1)
                            + ", found "
                            + (name.isEmpty() ? "none" : "'" + name + "'")
                            + (maker == null ? "" : " from " + graph.name(maker)));
        }
        return constant;
    }

    private void layer(OnnxMl.NodeProto node, OnnxTensor matrix) throws NoPerceptronException {
        int inputs = matrix.shape().get(0);
        int outputs = matrix.shape().get(1);
        int before = layers.isEmpty() ? inputs : layers.get(layers.size() - 1).outputs();
        if (inputs != before) {
            throw new NoPerceptronException(
                    graph.name(node)
                            + " must take the "
                            + before
                            + " values that the layer before it gives, found a matrix for "
                            + inputs);
        }
        layers.add(new OnnxMLP.Layer(inputs, outputs, matrix.values(), null));
    }

    private void bias(OnnxMl.NodeProto node) throws NoPerceptronException, IOException {
        bias(node, 1 - ChainWalk.computed(node, graph, constants));
        after = After.LAYER;
    }

    private void bias(OnnxMl.NodeProto node, int input) throws NoPerceptronException, IOException {
        OnnxTensor bias = constant(node, input);
        OnnxMLP.Layer layer = layers.remove(layers.size() - 1);
        List<Integer> shape = bias.shape();
        boolean row = !shape.isEmpty() && shape.get(shape.size() - 1) == layer.outputs();
        if (!row || bias.values().length != layer.outputs()) {
            throw new NoPerceptronException(
                    graph.name(node)
                            + " must add "
                            + layer.outputs()
                            + " values, one for each unit, found '"
                            + bias.name()
                            + "' of shape "
                            + shape);
        }
        layers.add(
                new OnnxMLP.Layer(layer.inputs(), layer.outputs(), layer.weight(), bias.values()));
    }

    private void arithmetic(OnnxMl.NodeProto node) throws NoPerceptronException, IOException {
        require(node, after == After.INPUT, "before any layer");
        boolean either = node.getOpType().equals("Add") || node.getOpType().equals("Mul");
        int input = either ? 1 - ChainWalk.computed(node, graph, constants) : 1;
        OnnxTensor constant = constant(node, input);
        if (constant.values().length != 1) {
            throw new NoPerceptronException(
                    graph.name(node)
                            + " must scale all inputs by one number, found '"
                            + constant.name()
                            + "' of shape "
                            + constant.shape());
        }
        double c = constant.values()[0];
        double factor = scaling == null ? 1 : scaling.factor();
        double offset = scaling == null ? 0 : scaling.offset();
        scaling =
                switch (node.getOpType()) {
                    case "Mul" -> new OnnxMLP.Scaling(factor * c, offset * c);
                    case "Div" -> new OnnxMLP.Scaling(factor / c, offset / c);
                    case "Sub" -> new OnnxMLP.Scaling(factor, offset - c);
                    default -> new OnnxMLP.Scaling(factor, offset + c);
                };
    }

    private void activation(OnnxMl.NodeProto node) throws NoPerceptronException {
        require(
                node,
                after == After.PRODUCT || after == After.LAYER,
                "behind a layer that has no activation yet");
        if (activation != null && !activation.equals(node.getOpType())) {
            throw new NoPerceptronException(
                    graph.name(node)
                            + " must be "
                            + activation
                            + " as between the layers before, one activation for all");
        }
        activation = node.getOpType();
        after = After.ACTIVATION;
    }

    private void softmax(OnnxMl.NodeProto node) throws NoPerceptronException {
        require(node, after == After.PRODUCT || after == After.LAYER, "behind the last layer");
        long axis = GraphIndex.integer(node, "axis", -1); // 1 before opset 13: the same
        if (axis != -1 && axis != 1) {
            throw new NoPerceptronException(
                    graph.name(node) + " must go over the classes, axis 1, found axis " + axis);
        }
        after = After.SOFTMAX;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Message;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In which order a model's nodes use its tensors, what for, and which of them are quantised. */
final class TensorUses {
    /** Operators whose first output has the values of their first input, perhaps rounded. */
    private static final Set<String> PASSING =
            Set.of(
                    "Identity",
                    "Cast",
                    "DequantizeLinear",
                    "QuantizeLinear",
                    "com.microsoft.DequantizeLinear",
                    "com.microsoft.QuantizeLinear",
                    "Transpose",
                    "Reshape",
                    "Squeeze",
                    "Unsqueeze",
                    "Flatten");

    private static final Set<String> RESHAPING =
            Set.of("Reshape", "Squeeze", "Unsqueeze", "Flatten");

    private final Map<Message, StoredTensor> tensors = new IdentityHashMap<>();
    private final Map<StoredTensor, TensorUse> uses = new LinkedHashMap<>();
    private final Set<StoredTensor> numbers = new HashSet<>();
    private final Quantisations quantisations = new Quantisations();
    private int layers;

    private TensorUses() {}

    /** What a value of a graph is known to be. */
    sealed interface Value {}

    /** A tensor, perhaps transposed, or of another shape. */
    record Constant(StoredTensor tensor, boolean transposed, boolean reshaped) implements Value {}

    /** What a layer gives before its bias, and the integers in it whose scale is to come. */
    record Product(int layer, List<Quantisations.Factor> factors) implements Value {}

    /** The scale of what is quantised as it comes. */
    record InputScale() implements Value {}

    /** A product of scales: of two constants, or of one and that of the input. */
    record Scales(List<StoredTensor> constants) implements Value {}

    /** The values of a graph so far of which something is known, or null where nothing is. */
    private record Scope(Map<String, @Nullable Value> own, @Nullable Scope outer) {
        @Nullable Value get(String value) {
            for (Scope scope = this; scope != null; scope = scope.outer) {
                if (scope.own.containsKey(value)) {
                    return scope.own.get(value);
                }
            }
            return null;
        }

        /** Names a value anew, whatever a graph around this one calls so. */
        void put(String name, @Nullable Value value) {
            own.put(name, value);
        }
    }

    static TensorUses of(OnnxFile file) {
        TensorUses uses = new TensorUses();
        file.tensors().forEach(tensor -> uses.tensors.put(tensor.holder(), tensor));
        uses.graph(file.model().getGraph(), null);
        for (OnnxMl.FunctionProto function : file.model().getFunctionsList()) {
            uses.nodes(function.getNodeList(), new Scope(new HashMap<>(), null));
        }
        file.tensors().forEach(tensor -> uses.uses.putIfAbsent(tensor, TensorUse.NONE));
        return uses;
    }

    /**
     * The tensors by their first use, those that nothing uses last. Quantised ones have the numbers
     * that their integers stand for; their scales and zero points belong to them and are left out.
     */
    List<Weight> weights() {
        Set<StoredTensor> parameters = quantisations.parameters();
        parameters.removeAll(numbers);
        List<Weight> weights = new ArrayList<>();
        uses.forEach(
                (tensor, use) -> {
                    if (!parameters.contains(tensor)) {
                        Quantisation quantisation = quantisations.of(tensor);
                        weights.add(
                                new Weight(
                                        quantisation == null ? tensor : quantisation.of(tensor),
                                        use,
                                        quantisation != null));
                    }
                });
        return weights;
    }

    private void graph(OnnxMl.GraphProto graph, @Nullable Scope outer) {
        Scope values = new Scope(new HashMap<>(), outer);
        graph.getInputList().forEach(input -> values.put(input.getName(), null));
        graph.getInitializerList().forEach(tensor -> define(tensor.getName(), tensor, values));
        graph.getSparseInitializerList()
                .forEach(tensor -> define(tensor.getValues().getName(), tensor, values));
        nodes(graph.getNodeList(), values);
    }

    private void define(String value, Message holder, Scope values) {
        StoredTensor tensor = tensors.get(holder);
        values.put(value, tensor == null ? null : new Constant(tensor, false, false));
    }

    private void nodes(List<OnnxMl.NodeProto> nodes, Scope values) {
        for (OnnxMl.NodeProto node : nodes) {
            List<@Nullable Value> known = new ArrayList<>();
            node.getInputList().forEach(input -> known.add(values.get(input)));
            NodeInputs inputs = new NodeInputs(node, known);
            int layer = layer(inputs);
            Set<Integer> parameters = quantisations.add(inputs);
            for (int i = 0; i < known.size(); i++) {
                if (known.get(i) instanceof Constant constant && !(i == 0 && isPassing(node))) {
                    use(node, i, constant, layer);
                    if (!parameters.contains(i)) {
                        numbers.add(constant.tensor);
                    }
                }
            }
            for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    graph(attribute.getG(), values);
                }
                attribute.getGraphsList().forEach(body -> graph(body, values));
            }
            give(inputs, layer, values);
        }
    }

    /** A number for a node, that of the layer whose bias it adds. */
    private int layer(NodeInputs inputs) {
        if (Operator.isSum(inputs.node())) {
            for (Value input : inputs.values()) {
                if (input instanceof Product product) {
                    return product.layer;
                }
            }
        }
        return layers++;
    }

    private void use(OnnxMl.NodeProto node, int input, Constant constant, int layer) {
        WeightLayout layout = constant.reshaped ? null : Operator.layout(node, input);
        if (layout != null && constant.transposed) {
            layout = layout.transposed();
        }
        TensorUse use =
                new TensorUse(
                        Operator.role(node, input),
                        Operator.name(node) + " " + input,
                        constant.transposed,
                        layout,
                        layer);
        uses.merge(constant.tensor, use, (first, other) -> first.withLayout(other.layout()));
    }

    private static boolean isPassing(OnnxMl.NodeProto node) {
        return PASSING.contains(Operator.name(node));
    }

    /** What the outputs of a node are. */
    private void give(NodeInputs inputs, int layer, Scope values) {
        OnnxMl.NodeProto node = inputs.node();
        node.getOutputList().forEach(output -> values.put(output, null));
        if (node.getOutputCount() == 0) {
            return;
        }
        String output = node.getOutput(0);
        switch (Operator.name(node)) {
            case "Constant" -> constant(node, output, values);
            case "DynamicQuantizeLinear" -> {
                if (node.getOutputCount() > 1) {
                    values.put(node.getOutput(1), new InputScale());
                }
            }
            case "Mul" -> values.put(output, quantisations.product(inputs));
            case "Gather" -> {
                Constant table = inputs.integers(0);
                if (table != null) { // An embedding, of which the rows are dequantised.
                    values.put(output, new Constant(table.tensor, false, true));
                }
            }
            default -> {
                if (isPassing(node)) {
                    values.put(output, passed(node, inputs.get(0)));
                } else if (Operator.of(node) != null) {
                    values.put(output, new Product(layer, Quantisations.unscaled(inputs)));
                }
            }
        }
    }

    private void constant(OnnxMl.NodeProto node, String output, Scope values) {
        for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
            for (Message holder :
                    List.of(attribute, attribute.getT(), attribute.getSparseTensor())) {
                if (tensors.containsKey(holder)) {
                    define(output, holder, values);
                }
            }
        }
    }

    private static @Nullable Value passed(OnnxMl.NodeProto node, @Nullable Value value) {
        if (!(value instanceof Constant constant)) {
            return value instanceof Product ? value : null;
        }
        String operator = Operator.name(node);
        boolean transpose = operator.equals("Transpose");
        boolean matrix = constant.tensor.shape().size() == 2;
        return new Constant(
                constant.tensor,
                constant.transposed ^ (transpose && turns(node)),
                constant.reshaped || RESHAPING.contains(operator) || (transpose && !matrix));
    }

    /** Whether a Transpose exchanges two dimensions. */
    private static boolean turns(OnnxMl.NodeProto node) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("perm"))
                .allMatch(attribute -> attribute.getIntsList().equals(List.of(1L, 0L)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In which order a model's nodes use its tensors, and how its dense layers have their matrices. */
final class TensorUses {
    /** Operators whose first output is their first input but for its type. */
    private static final Set<String> PASSING = Set.of("Identity", "Cast", "DequantizeLinear");

    private final Set<String> tensors;
    private final Map<String, @Nullable WeightLayout> uses = new LinkedHashMap<>();

    private TensorUses(Set<String> tensors) {
        this.tensors = tensors;
    }

    /** A value that is a tensor, perhaps transposed. */
    private record Origin(String tensor, boolean transposed) {}

    static TensorUses of(OnnxFile file) {
        List<String> names = file.tensors().stream().map(StoredTensor::name).toList();
        TensorUses uses = new TensorUses(names.stream().collect(Collectors.toUnmodifiableSet()));
        uses.graph(file.model().getGraph(), "", Map.of());
        names.forEach(name -> uses.uses.putIfAbsent(name, null));
        return uses;
    }

    /** The tensors' names by their first use; those that nothing uses come last. */
    List<String> order() {
        return List.copyOf(uses.keySet());
    }

    /** How the matrix of a dense layer lies; null if the tensor is none, as far as can be seen. */
    @Nullable WeightLayout layout(String tensor) {
        return uses.get(tensor);
    }

    private void graph(OnnxMl.GraphProto graph, String path, Map<String, Origin> outer) {
        Map<String, Origin> values = new HashMap<>(outer);
        graph.getInputList().forEach(input -> values.remove(input.getName()));
        graph.getInitializerList().forEach(tensor -> define(tensor.getName(), path, values));
        int place = 0;
        for (OnnxMl.NodeProto node : graph.getNodeList()) {
            place++;
            for (int i = 0; i < node.getInputCount(); i++) {
                Origin origin = values.get(node.getInput(i));
                if (origin != null) {
                    use(node, i, origin);
                }
            }
            for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
                String inside =
                        path
                                + (node.getName().isEmpty()
                                        ? node.getOpType() + "#" + place
                                        : node.getName())
                                + "."
                                + attribute.getName();
                if (attribute.hasG()) {
                    graph(attribute.getG(), inside + "/", values);
                }
                for (int i = 0; i < attribute.getGraphsCount(); i++) {
                    graph(attribute.getGraphs(i), inside + (i + 1) + "/", values);
                }
            }
            node.getOutputList().forEach(values::remove);
            give(node, path, values);
        }
    }

    private void define(String name, String path, Map<String, Origin> values) {
        if (tensors.contains(path + name)) {
            values.put(name, new Origin(path + name, false));
        }
    }

    private void use(OnnxMl.NodeProto node, int input, Origin origin) {
        if (isPassing(node, input)) {
            return;
        }
        WeightLayout layout = layout(node, input);
        if (layout != null && origin.transposed) {
            layout = layout.transposed();
        }
        if (uses.get(origin.tensor) == null) {
            uses.put(origin.tensor, layout);
        }
    }

    private static boolean isPassing(OnnxMl.NodeProto node, int input) {
        return input == 0
                && (PASSING.contains(node.getOpType()) || node.getOpType().equals("Transpose"));
    }

    /** What the outputs of a node are, if that is a tensor. */
    private void give(OnnxMl.NodeProto node, String path, Map<String, Origin> values) {
        if (node.getOutputCount() == 0) {
            return;
        }
        String output = node.getOutput(0);
        if (node.getOpType().equals("Constant")) {
            define(output, path, values);
        } else if (node.getInputCount() > 0 && isPassing(node, 0)) {
            Origin origin = values.get(node.getInput(0));
            if (origin != null) {
                boolean turned = node.getOpType().equals("Transpose") && turns(node);
                values.put(output, new Origin(origin.tensor, origin.transposed ^ turned));
            }
        }
    }

    /** Whether a Transpose exchanges two dimensions. */
    private static boolean turns(OnnxMl.NodeProto node) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("perm"))
                .allMatch(attribute -> attribute.getIntsList().equals(List.of(1L, 0L)));
    }

    private static @Nullable WeightLayout layout(OnnxMl.NodeProto node, int input) {
        return switch (node.getOpType()) {
            case "MatMul" ->
                    switch (input) {
                        case 0 -> WeightLayout.OUT_IN;
                        case 1 -> WeightLayout.IN_OUT;
                        default -> null;
                    };
            case "Gemm" ->
                    switch (input) {
                        case 0 -> isSet(node, "transA") ? WeightLayout.IN_OUT : WeightLayout.OUT_IN;
                        case 1 -> isSet(node, "transB") ? WeightLayout.OUT_IN : WeightLayout.IN_OUT;
                        default -> null;
                    };
            default -> null;
        };
    }

    private static boolean isSet(OnnxMl.NodeProto node, String name) {
        return node.getAttributeList().stream()
                .anyMatch(attribute -> attribute.getName().equals(name) && attribute.getI() != 0);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In which order a model's nodes use its tensors, and how its dense layers have their matrices. */
final class TensorUses {
    /** Operators whose first output is their first input but for its type. */
    private static final Set<String> PASSING = Set.of("Identity", "Cast", "DequantizeLinear");

    private final Map<OnnxMl.TensorProto, String> names = new IdentityHashMap<>();
    private final Map<String, @Nullable WeightLayout> uses = new LinkedHashMap<>();

    private TensorUses(List<StoredTensor> tensors) {
        tensors.forEach(tensor -> names.put(tensor.header(), tensor.name()));
    }

    /** A value that is a tensor, perhaps transposed. */
    private record Origin(String tensor, boolean transposed) {}

    /** The values of a graph so far that are tensors, or null where they are none. */
    private record Scope(Map<String, @Nullable Origin> own, @Nullable Scope outer) {
        @Nullable Origin get(String value) {
            for (Scope scope = this; scope != null; scope = scope.outer) {
                if (scope.own.containsKey(value)) {
                    return scope.own.get(value);
                }
            }
            return null;
        }

        /** Names a value anew, whatever a graph around this one calls so. */
        void put(String value, @Nullable Origin origin) {
            own.put(value, origin);
        }
    }

    static TensorUses of(OnnxFile file) {
        TensorUses uses = new TensorUses(file.tensors());
        uses.graph(file.model().getGraph(), null);
        file.tensors().forEach(tensor -> uses.uses.putIfAbsent(tensor.name(), null));
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

    private void graph(OnnxMl.GraphProto graph, @Nullable Scope outer) {
        Scope values = new Scope(new HashMap<>(), outer);
        graph.getInputList().forEach(input -> values.put(input.getName(), null));
        graph.getInitializerList().forEach(tensor -> define(tensor.getName(), tensor, values));
        for (OnnxMl.NodeProto node : graph.getNodeList()) {
            for (int i = 0; i < node.getInputCount(); i++) {
                Origin origin = values.get(node.getInput(i));
                if (origin != null) {
                    use(node, i, origin);
                }
            }
            for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    graph(attribute.getG(), values);
                }
                attribute.getGraphsList().forEach(body -> graph(body, values));
            }
            give(node, values);
        }
    }

    private void define(String value, OnnxMl.TensorProto tensor, Scope values) {
        String name = names.get(tensor);
        values.put(value, name == null ? null : new Origin(name, false));
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

    /** What the outputs of a node are: the first may be a tensor. */
    private void give(OnnxMl.NodeProto node, Scope values) {
        Origin passed =
                node.getInputCount() > 0 && isPassing(node, 0)
                        ? values.get(node.getInput(0))
                        : null;
        node.getOutputList().forEach(output -> values.put(output, null));
        if (node.getOutputCount() == 0) {
            return;
        }
        String output = node.getOutput(0);
        if (node.getOpType().equals("Constant")) {
            node.getAttributeList().stream()
                    .filter(attribute -> attribute.getName().equals("value"))
                    .forEach(attribute -> define(output, attribute.getT(), values));
        } else if (passed != null) {
            boolean turned = node.getOpType().equals("Transpose") && turns(node);
            values.put(output, new Origin(passed.tensor, passed.transposed ^ turned));
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

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.diff.TensorUses.Constant;
import io.github.inittrace.diff.TensorUses.InputScale;
import io.github.inittrace.diff.TensorUses.Product;
import io.github.inittrace.diff.TensorUses.Scales;
import io.github.inittrace.diff.TensorUses.Value;
import io.github.inittrace.onnx.StoredTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the tensors of a model are quantised, found while its nodes are gone through. ONNX Runtime
 * writes three ways: DequantizeLinear before the operator; operators that take scales as inputs;
 * and MatMulInteger or ConvInteger, whose result is multiplied by the product of the input's scale,
 * which DynamicQuantizeLinear gives, and the weight's.
 */
final class Quantisations {
    private static final Quantisation NO_SCALE = Quantisation.unknown("whose scale is not found");
    private static final Quantisation COMPUTED = Quantisation.unknown("whose scale is computed");

    private final Map<StoredTensor, Quantisation> found = new HashMap<>();

    /** Integers in a product whose scale comes behind it. */
    record Factor(StoredTensor integers, @Nullable StoredTensor zero, int axis) {}

    @Nullable Quantisation of(StoredTensor tensor) {
        return found.get(tensor);
    }

    /** The scales and zero points of all of which the numbers are known. */
    Set<StoredTensor> parameters() {
        return found.entrySet().stream()
                .filter(entry -> entry.getValue().problem(entry.getKey()) == null)
                .flatMap(entry -> entry.getValue().parameters())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void put(StoredTensor integers, Quantisation quantisation) {
        Quantisation before = found.get(integers);
        if (before == null || before.equals(NO_SCALE)) {
            found.put(integers, quantisation);
        } else if (!quantisation.equals(NO_SCALE) && !quantisation.equals(before)) {
            found.put(integers, Quantisation.unknown("with two scales"));
        }
    }

    /**
     * Notes how a node's constants are quantised.
     *
     * @return which inputs are scales and zero points of constants
     */
    Set<Integer> add(NodeInputs inputs) {
        String name = Operator.name(inputs.node());
        Operator layer = Operator.of(inputs.node());
        Set<Integer> parameters = new HashSet<>();
        if (name.equals("Mul") && isScales(inputs)) {
            parameters.addAll(Set.of(0, 1));
        } else if (name.endsWith("DequantizeLinear")) {
            add(inputs, 0, new Operator.Scale(1, 2), parameters);
        } else if (name.equals("com.microsoft.QLinearAdd")) {
            add(inputs, 0, new Operator.Scale(1, 2), parameters);
            add(inputs, 3, new Operator.Scale(4, 5), parameters);
        } else if (layer != null) {
            add(inputs, layer.left(), layer.ofLeft(), parameters);
            add(inputs, layer.right(), layer.ofRight(), parameters);
            bias(inputs, layer);
        }
        return parameters;
    }

    /** Notes a constant with its scale, where that is an input beside it. */
    private void add(NodeInputs inputs, int input, Operator.Scale scale, Set<Integer> parameters) {
        Constant integers = inputs.integers(input);
        if (integers == null || scale.equals(Operator.Scale.NONE)) {
            return;
        }
        parameters.add(scale.zero());
        if (scale.scale() < 0) {
            put(integers.tensor(), NO_SCALE);
            return;
        }
        parameters.add(scale.scale());
        StoredTensor by = inputs.tensor(scale.scale());
        StoredTensor zero = inputs.tensor(scale.zero());
        if (by == null || (zero == null && inputs.has(scale.zero()))) {
            put(integers.tensor(), COMPUTED);
            return;
        }
        int block = (int) Operator.integer(inputs.node(), "block_size", 0);
        boolean turned = block != 0 && integers.transposed(); // and so are the blocks
        int axis = turned ? -1 : axis(inputs.node(), input, integers);
        put(integers.tensor(), new Quantisation(List.of(by), zero, axis, block, null));
    }

    /** The axis of a constant, as it is stored, that has the scales; -1 if that is not known. */
    private static int axis(OnnxMl.NodeProto node, int input, Constant constant) {
        int rank = constant.tensor().shape().size();
        if (constant.reshaped()) {
            return -1;
        }
        WeightLayout layout = Operator.layout(node, input);
        long axis = 0;
        if (Operator.name(node).endsWith("DequantizeLinear")) {
            axis = Operator.integer(node, "axis", 1);
        } else if (layout != null) {
            axis = layout == WeightLayout.IN_OUT ? -1 : -2;
        }
        int positive = (int) (axis < 0 ? axis + rank : axis);
        return constant.transposed() && rank == 2 ? 1 - positive : positive;
    }

    /** A bias of integers has the scale of the product that it is added to. */
    private void bias(NodeInputs inputs, Operator layer) {
        Constant integers = inputs.integers(layer.bias());
        if (integers == null || layer.ofRight().scale() < 0) {
            return;
        }
        StoredTensor ofInput = inputs.tensor(Operator.SCALE_OF_INPUT);
        StoredTensor ofWeight = inputs.tensor(layer.ofRight().scale());
        int last = integers.tensor().shape().size() - 1;
        put(
                integers.tensor(),
                ofInput == null || ofWeight == null
                        ? COMPUTED
                        : new Quantisation(List.of(ofInput, ofWeight), null, last, 0, null));
    }

    /** The integers of a layer whose result they leave to be scaled. */
    static List<Factor> unscaled(NodeInputs inputs) {
        Operator layer = Operator.of(inputs.node());
        List<Factor> factors = new ArrayList<>();
        if (layer != null) {
            unscaled(factors, inputs, layer.left(), layer.ofLeft());
            unscaled(factors, inputs, layer.right(), layer.ofRight());
        }
        return factors;
    }

    private static void unscaled(
            List<Factor> factors, NodeInputs inputs, int input, Operator.Scale scale) {
        Constant integers = inputs.integers(input);
        StoredTensor zero = inputs.tensor(scale.zero());
        boolean behind = scale.scale() < 0 && !scale.equals(Operator.Scale.NONE);
        if (integers != null && behind && (zero != null || !inputs.has(scale.zero()))) {
            int axis = axis(inputs.node(), input, integers);
            factors.add(new Factor(integers.tensor(), zero, axis));
        }
    }

    private static boolean isScales(NodeInputs inputs) {
        return inputs.values().size() == 2
                && inputs.values().stream()
                        .allMatch(
                                value -> value instanceof InputScale || value instanceof Constant);
    }

    /** What the product of two values is: that of scales, or of a layer's result and its scales. */
    @Nullable Value product(NodeInputs inputs) {
        if (isScales(inputs)) {
            List<StoredTensor> constants = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                StoredTensor constant = inputs.tensor(i);
                if (constant != null) {
                    constants.add(constant);
                }
            }
            return new Scales(constants);
        }
        Product product = null;
        Scales scales = null;
        for (Value input : inputs.values()) {
            product = input instanceof Product found ? found : product;
            scales = input instanceof Scales found ? found : scales;
        }
        if (product == null) {
            return null;
        }
        if (scales != null) {
            scale(product.factors(), scales.constants());
        }
        return new Product(product.layer(), List.of());
    }

    private void scale(List<Factor> factors, List<StoredTensor> scales) {
        for (Factor factor : factors) {
            // Only its name tells which of two is whose, as ONNX Runtime calls them.
            String name = factor.integers.name().replaceFirst("_quantized$", "_scale");
            scales.stream()
                    .filter(scale -> scales.size() == 1 || scale.name().equals(name))
                    .limit(factors.size() > scales.size() ? 0 : 1)
                    .map(List::of)
                    .map(scale -> new Quantisation(scale, factor.zero, factor.axis, 0, null))
                    .forEach(quantisation -> put(factor.integers, quantisation));
        }
    }
}

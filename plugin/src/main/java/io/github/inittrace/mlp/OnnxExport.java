// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.onnx.NamedExport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tribuo.ONNXExportable;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A perceptron as an ONNX graph that takes raw features: the scaling, then Gemm and the activation
 * per hidden layer, Gemm and Softmax at the end. The initial and the trained network of a run have
 * the same graph, and the same initialisers under the same names in the same order.
 */
final class OnnxExport {
    private OnnxExport() {}

    static OnnxMl.ModelProto export(MLPClassificationModel model, String domain, long version) {
        ONNXContext context = new ONNXContext();
        context.setName("MLPClassificationModel");
        ONNXPlaceholder input = context.floatInput("input", model.getFeatureIDMap().size());
        ONNXPlaceholder output = context.floatOutput("output", model.getOutputIDInfo().size());
        model.graph(input).assignTo(output);
        List<String> weights = model.tensors().stream().map(WeightTensor::name).toList();
        OnnxMl.ModelProto exported = ONNXExportable.buildModel(context, domain, version, model);
        FeatureScaling scaling = model.featureScaling();
        return NamedExport.of(exported, model, weights, model.weightsState()).toBuilder()
                .addMetadataProps(
                        NamedExport.property(
                                "inittrace.feature-scaling",
                                scaling.name()
                                        + ": x * "
                                        + scaling.factor()
                                        + " + "
                                        + scaling.offset()
                                        + ", part of the graph"))
                .build();
    }

    static ONNXNode graph(
            ONNXRef<?> input,
            List<DenseLayer> layers,
            FeatureScaling scaling,
            Activation activation) {
        ONNXContext context = input.onnxContext();
        ONNXRef<?> values = input;
        if (scaling.factor() != 1f) {
            ONNXRef<?> factor = context.constant("scaling.factor", scaling.factor());
            values = values.apply(ONNXOperators.MUL, factor, "scaled");
        }
        if (scaling.offset() != 0f) {
            ONNXRef<?> offset = context.constant("scaling.offset", scaling.offset());
            values = values.apply(ONNXOperators.ADD, offset, "shifted");
        }
        for (DenseLayer layer : layers.subList(0, layers.size() - 1)) {
            values =
                    gemm(values, layer)
                            .apply(operator(activation), layer.name + "." + activation.label());
        }
        return gemm(values, layers.get(layers.size() - 1))
                .apply(ONNXOperators.SOFTMAX, Map.of("axis", 1));
    }

    private static ONNXNode gemm(ONNXRef<?> input, DenseLayer layer) {
        ONNXContext context = input.onnxContext();
        List<ONNXRef<?>> operands = new ArrayList<>();
        operands.add(
                context.floatTensor(
                        layer.name + ".weight",
                        List.of(layer.inputs(), layer.outputs()),
                        buffer -> buffer.put(layer.flatWeights())));
        if (layer.isBiased()) {
            operands.add(context.array(layer.name + ".bias", layer.bias));
        }
        return input.apply(ONNXOperators.GEMM, operands, layer.name + ".gemm");
    }

    private static ONNXOperator operator(Activation activation) {
        return switch (activation) {
            case RELU -> Elementwise.RELU;
            case SIGMOID -> ONNXOperators.SIGMOID;
            case TANH -> Elementwise.TANH;
        };
    }

    /** The operators Tribuo's list lacks. */
    private enum Elementwise implements ONNXOperator {
        RELU("Relu"),
        TANH("Tanh");

        private final String opName;

        Elementwise(String opName) {
            this.opName = opName;
        }

        @Override
        public String getOpName() {
            return opName;
        }

        @Override
        public int getNumInputs() {
            return 1;
        }

        @Override
        public int getNumOptionalInputs() {
            return 0;
        }

        @Override
        public int getNumOutputs() {
            return 1;
        }

        @Override
        public Map<String, ONNXAttribute> getAttributes() {
            return Map.of();
        }

        @Override
        public Set<String> getMandatoryAttributeNames() {
            return Set.of();
        }

        @Override
        public int getOpVersion() {
            return 13;
        }

        /** Null is ONNX's own domain, which Tribuo's graph writer expects so. */
        @Override
        @SuppressWarnings("NullAway")
        public String getOpDomain() {
            return null;
        }
    }
}

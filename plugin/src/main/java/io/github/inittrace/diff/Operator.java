// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where operators of layers have what: those of ONNX, and those into which ONNX Runtime fuses or
 * quantises them (its domain com.microsoft). Inputs are numbered from 0, and -1 is none.
 *
 * @param kind {@code matrix} or {@code kernel}
 * @param left the factor whose rows are examples
 * @param right the factor whose columns are units, or a convolution's kernel
 * @param bias what is added
 * @param turns whether attributes {@code transA} and {@code transB} turn the factors
 * @param ofLeft the scale of the left factor
 * @param ofRight the scale of the right factor
 */
record Operator(
        String kind, int left, int right, int bias, boolean turns, Scale ofLeft, Scale ofRight) {
    /** Where an operator that takes scales and a bias has that of its input. */
    static final int SCALE_OF_INPUT = 1;

    private static final String MATRIX = "matrix";
    private static final String KERNEL = "kernel";
    private static final String ADDED = "added";

    /**
     * By which inputs integers become numbers.
     *
     * @param scale the scale, -1 where it stands elsewhere in the graph
     * @param zero the zero point, -1 for none
     */
    record Scale(int scale, int zero) {
        static final Scale NONE = new Scale(-1, -1);
    }

    private static final Map<String, Operator> LAYERS =
            Map.ofEntries(
                    Map.entry("MatMul", dense(0, 1, -1, false)),
                    Map.entry("Gemm", dense(0, 1, 2, true)),
                    Map.entry("com.microsoft.FusedMatMul", dense(0, 1, -1, true)),
                    Map.entry("com.microsoft.TransposeMatMul", dense(0, 1, -1, true)),
                    Map.entry("com.microsoft.FusedMatMulActivation", dense(0, 1, -1, true)),
                    Map.entry("com.microsoft.SparseToDenseMatMul", dense(0, 1, -1, true)),
                    Map.entry("com.microsoft.FusedGemm", dense(0, 1, 2, true)),
                    Map.entry("com.microsoft.GemmFastGelu", dense(0, 1, 2, false)),
                    Map.entry("MatMulInteger", integers(-1, 2, -1, 3, -1)),
                    Map.entry("com.microsoft.MatMulInteger16", dense(0, 1, -1, false)),
                    Map.entry("com.microsoft.MatMulIntegerToFloat", integers(2, 4, 3, 5, 6)),
                    Map.entry("com.microsoft.DynamicQuantizeMatMul", integers(-1, -1, 2, 3, 4)),
                    Map.entry(
                            "QLinearMatMul",
                            new Operator(
                                    MATRIX, 0, 3, -1, false, new Scale(1, 2), new Scale(4, 5))),
                    Map.entry(
                            "com.microsoft.QGemm",
                            new Operator(MATRIX, 0, 3, 6, true, new Scale(1, 2), new Scale(4, 5))),
                    Map.entry("Conv", kernel(1, 2, Scale.NONE)),
                    Map.entry("com.microsoft.FusedConv", kernel(1, 2, Scale.NONE)),
                    Map.entry("com.microsoft.NhwcFusedConv", kernel(1, 2, Scale.NONE)),
                    Map.entry("ConvInteger", kernel(1, -1, new Scale(-1, 3))),
                    Map.entry("QLinearConv", kernel(3, 8, new Scale(4, 5))),
                    Map.entry("com.microsoft.QLinearConv", kernel(3, 8, new Scale(4, 5))));

    /** Operators that add two inputs, which are these. */
    private static final Map<String, List<Integer>> SUMS =
            Map.of(
                    "Add", List.of(0, 1),
                    "com.microsoft.BiasAdd", List.of(0, 1),
                    "com.microsoft.BiasGelu", List.of(0, 1),
                    "com.microsoft.FastGelu", List.of(0, 1),
                    "com.microsoft.BiasSplitGelu", List.of(0, 1),
                    "com.microsoft.QLinearAdd", List.of(0, 3));

    private static Operator dense(int left, int right, int bias, boolean turns) {
        return new Operator(MATRIX, left, right, bias, turns, Scale.NONE, Scale.NONE);
    }

    private static Operator integers(int scaleA, int zeroA, int scaleB, int zeroB, int bias) {
        return new Operator(
                MATRIX, 0, 1, bias, false, new Scale(scaleA, zeroA), new Scale(scaleB, zeroB));
    }

    private static Operator kernel(int kernel, int bias, Scale scale) {
        return new Operator(KERNEL, -1, kernel, bias, false, Scale.NONE, scale);
    }

    /** The operator with its domain, where that is not ONNX' own. */
    static String name(OnnxMl.NodeProto node) {
        boolean own = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
        return own ? node.getOpType() : node.getDomain() + "." + node.getOpType();
    }

    /** What is known of a layer's operator; null if it is none. */
    static @Nullable Operator of(OnnxMl.NodeProto node) {
        return LAYERS.get(name(node));
    }

    static boolean isSum(OnnxMl.NodeProto node) {
        return SUMS.containsKey(name(node));
    }

    /** What an input is to its node; null if the operator is unknown. */
    static @Nullable String role(OnnxMl.NodeProto node, int input) {
        String name = name(node);
        Operator layer = LAYERS.get(name);
        if (layer != null && (input == layer.left || input == layer.right)) {
            return layer.kind;
        }
        List<Integer> added = SUMS.getOrDefault(name, List.of());
        if ((layer != null && input == layer.bias) || added.contains(input)) {
            return ADDED;
        }
        boolean own = name.equals(node.getOpType()) || node.getDomain().startsWith("ai.onnx.");
        if (!own && layer == null && added.isEmpty()) {
            return null;
        }
        return name.equals("Mul") ? name : name + " " + input;
    }

    /** How a matrix lies that is an input of a dense layer; null if it is none. */
    static @Nullable WeightLayout layout(OnnxMl.NodeProto node, int input) {
        Operator layer = LAYERS.get(name(node));
        if (layer == null || !layer.kind.equals(MATRIX)) {
            return null;
        }
        WeightLayout layout =
                input == layer.right
                        ? WeightLayout.IN_OUT
                        : input == layer.left ? WeightLayout.OUT_IN : null;
        return layout != null && layer.isTurned(node, input) ? layout.transposed() : layout;
    }

    /** Whether the node turns a factor before it multiplies. */
    boolean isTurned(OnnxMl.NodeProto node, int input) {
        return turns && integer(node, input == left ? "transA" : "transB", 0) != 0;
    }

    /** An attribute that is an integer. */
    static long integer(OnnxMl.NodeProto node, String name, long otherwise) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .mapToLong(OnnxMl.AttributeProto::getI)
                .findFirst()
                .orElse(otherwise);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;

/** The graph of a {@link DeltaModel} in the making: a node for every step, named by its result. */
final class DeltaGraph {
    private static final int FLOAT = OnnxMl.TensorProto.DataType.FLOAT.getNumber();
    private static final int DOUBLE = OnnxMl.TensorProto.DataType.DOUBLE.getNumber();
    private static final String LAST_AXIS = "last_axis";

    private final OnnxMl.GraphProto.Builder graph =
            OnnxMl.GraphProto.newBuilder().setName("InitTrace delta");
    private final String start;
    private final String end;
    private boolean hasAxis;

    DeltaGraph(String start, String end) {
        this.start = start;
        this.end = end;
    }

    /**
     * Names of the scalars in the graph that the figures of a tensor, or of the total, follow from.
     *
     * @param name whose they are
     * @param count how many values there are
     * @param end w·w
     * @param start w0·w0
     * @param delta d·d
     * @param product w·w0
     * @param largest the largest |d_k|
     */
    record Sums(
            String name,
            long count,
            String end,
            String start,
            String delta,
            String product,
            String largest) {}

    /** An initialiser with a tensor's bits, and its values in double. */
    void weight(String state, OnnxTensor tensor) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * tensor.values().length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        String name = state + "/" + tensor.name();
        OnnxMl.TensorProto.Builder initialiser =
                OnnxMl.TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(FLOAT)
                        .setRawData(ByteString.copyFrom(bytes));
        tensor.shape().forEach(initialiser::addDims);
        graph.addInitializer(initialiser);
        node("Cast", wide(state, tensor), name).addAttribute(attribute("to", DOUBLE));
    }

    /** The output d. */
    void delta(OnnxTensor tensor) {
        String name =
                apply("Sub", "delta/" + tensor.name(), wide(end, tensor), wide(start, tensor));
        output(name, tensor.shape(), "w - w0, in float64");
    }

    Sums sums(OnnxTensor tensor) {
        String name = tensor.name();
        String w = wide(end, tensor);
        String w0 = wide(start, tensor);
        String d = "delta/" + name;
        String magnitudes = apply("Abs", "magnitudes/" + name, d);
        return new Sums(
                name,
                tensor.values().length,
                dot("sum_end/" + name, w, w, tensor),
                dot("sum_start/" + name, w0, w0, tensor),
                dot("sum_delta/" + name, d, d, tensor),
                dot("sum_product/" + name, w, w0, tensor),
                reduce("ReduceMax", "largest/" + name, magnitudes));
    }

    /** Sums over all tensors. */
    Sums total(String name, List<Sums> parts) {
        return new Sums(
                name,
                parts.stream().mapToLong(Sums::count).sum(),
                merge("Sum", "sum_end/" + name, parts, Sums::end),
                merge("Sum", "sum_start/" + name, parts, Sums::start),
                merge("Sum", "sum_delta/" + name, parts, Sums::delta),
                merge("Sum", "sum_product/" + name, parts, Sums::product),
                merge("Max", "largest/" + name, parts, Sums::largest));
    }

    /** The scalar outputs. */
    void figures(Sums sums) {
        String name = sums.name();
        String norm = apply("Sqrt", "norm/" + name, sums.end());
        String initialNorm = apply("Sqrt", "initial_norm/" + name, sums.start());
        String distance = apply("Sqrt", "distance/" + name, sums.delta());
        scalar(norm, "|w|");
        scalar(initialNorm, "|w0|");
        scalar(distance, "|d|, d = w - w0");
        scalar(
                apply("Div", "relative_distance/" + name, distance, initialNorm),
                "|d| / |w0|; infinite or NaN where w0 is zero");
        String count = constant("count/" + name, scalar(sums.count()));
        String meanSquare = apply("Div", "mean_square/" + name, sums.delta(), count);
        scalar(apply("Sqrt", "rms/" + name, meanSquare), "|d| / sqrt(n)");
        scalar(apply("Identity", "max_abs/" + name, sums.largest()), "the largest |d_k|");
        String ofNorm = apply("Div", "product_of_norm/" + name, sums.product(), norm);
        scalar(
                apply("Div", "cosine/" + name, ofNorm, initialNorm),
                "w.w0 / (|w| |w0|); NaN where either is zero");
    }

    OnnxMl.GraphProto build() {
        return graph.build();
    }

    /** A sum of products, first along the last axis: short sums round less than one long one. */
    private String dot(String name, String a, String b, OnnxTensor tensor) {
        String products = apply("Mul", name + "/products", a, b);
        if (tensor.shape().size() < 2) {
            return reduce("ReduceSum", name, products);
        }
        String rows = reduce("ReduceSum", name + "/rows", products, lastAxis());
        return reduce("ReduceSum", name, rows);
    }

    /** Made when first needed: runtimes warn of constants that nothing uses. */
    private String lastAxis() {
        if (!hasAxis) {
            hasAxis = true;
            constant(
                    LAST_AXIS,
                    OnnxMl.TensorProto.newBuilder()
                            .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
                            .addDims(1)
                            .addInt64Data(-1));
        }
        return LAST_AXIS;
    }

    private String reduce(String operator, String output, String... inputs) {
        node(operator, output, inputs).addAttribute(attribute("keepdims", 0));
        return output;
    }

    private String merge(
            String operator, String output, List<Sums> parts, Function<Sums, String> part) {
        return apply(operator, output, parts.stream().map(part).toArray(String[]::new));
    }

    private String apply(String operator, String output, String... inputs) {
        node(operator, output, inputs);
        return output;
    }

    private OnnxMl.NodeProto.Builder node(String operator, String output, String... inputs) {
        return graph.addNodeBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    private String constant(String name, OnnxMl.TensorProto.Builder value) {
        node("Constant", name)
                .addAttribute(
                        OnnxMl.AttributeProto.newBuilder()
                                .setName("value")
                                .setType(OnnxMl.AttributeProto.AttributeType.TENSOR)
                                .setT(value));
        return name;
    }

    private static OnnxMl.TensorProto.Builder scalar(long value) {
        return OnnxMl.TensorProto.newBuilder().setDataType(DOUBLE).addDoubleData(value);
    }

    private void scalar(String name, String meaning) {
        output(name, List.of(), meaning);
    }

    private void output(String name, List<Integer> shape, String meaning) {
        OnnxMl.TensorShapeProto.Builder dimensions = OnnxMl.TensorShapeProto.newBuilder();
        shape.forEach(length -> dimensions.addDimBuilder().setDimValue(length));
        graph.addOutput(
                OnnxMl.ValueInfoProto.newBuilder()
                        .setName(name)
                        .setDocString(meaning)
                        .setType(
                                OnnxMl.TypeProto.newBuilder()
                                        .setTensorType(
                                                OnnxMl.TypeProto.Tensor.newBuilder()
                                                        .setElemType(DOUBLE)
                                                        .setShape(dimensions))));
    }

    private static OnnxMl.AttributeProto.Builder attribute(String name, long value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                .setI(value);
    }

    private static String wide(String state, OnnxTensor tensor) {
        return "double/" + state + "/" + tensor.name();
    }
}

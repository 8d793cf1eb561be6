// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a graph: initialisers, Constant nodes, and these behind Identity, a widening
 * Cast or the Transpose of a matrix.
 */
final class GraphConstants {
    /** Element types that hold every float32 there was. */
    private static final Set<Integer> WIDE =
            Set.of(
                    OnnxMl.TensorProto.DataType.FLOAT.getNumber(),
                    OnnxMl.TensorProto.DataType.DOUBLE.getNumber());

    private final GraphIndex graph;
    private final Values values;
    private final Map<String, OnnxMl.TensorProto> initialisers = new HashMap<>();

    /** Reads the values of an initialiser, or of a Constant node by what it gives. */
    interface Values {
        float[] read(String name, OnnxMl.TensorProto tensor) throws IOException;
    }

    GraphConstants(GraphIndex graph, Values values) {
        this.graph = graph;
        this.values = values;
        graph.graph.getInitializerList().forEach(t -> initialisers.put(t.getName(), t));
    }

    /** Whether a graph's value is one of its constants. */
    boolean has(String name) {
        return origin(name) != null;
    }

    /**
     * Reads a constant.
     *
     * @param name a value of the graph
     * @return its values, finite every one; null if it is not constant
     * @throws NoPerceptronException if a value is not finite, or there are too many
     * @throws IOException if the values cannot be read
     */
    @Nullable OnnxTensor read(String name) throws NoPerceptronException, IOException {
        Origin origin = origin(name);
        if (origin == null) {
            return null;
        }
        OnnxTensor stored = stored(origin);
        for (int i = 0; i < stored.values().length; i++) {
            if (!Float.isFinite(stored.values()[i])) {
                throw new NoPerceptronException(
                        "its tensor '"
                                + origin.name
                                + "' must hold finite float32 numbers, found "
                                + stored.values()[i]
                                + " at place "
                                + i);
            }
        }
        return origin.transposed ? transposed(stored) : stored;
    }

    /** Where a constant is stored: in an initialiser, or in the node that gives it. */
    private record Origin(String name, OnnxMl.@Nullable NodeProto node, boolean transposed) {}

    private @Nullable Origin origin(String name) {
        boolean transposed = false;
        String at = name;
        while (true) { // OnnxFile lets no graph with a cycle in
            if (initialisers.containsKey(at)) {
                return new Origin(at, null, transposed);
            }
            OnnxMl.NodeProto node = graph.maker(at);
            if (node == null) {
                return null;
            }
            switch (GraphIndex.operator(node)) {
                case "Constant" -> {
                    return new Origin(at, node, transposed);
                }
                case "Identity" -> {}
                case "Cast" -> {
                    if (!WIDE.contains((int) GraphIndex.integer(node, "to", 0))) {
                        return null;
                    }
                }
                case "Transpose" -> {
                    OnnxMl.AttributeProto order = GraphIndex.attribute(node, "perm");
                    boolean kept = order != null && order.getIntsList().equals(List.of(0L, 1L));
                    transposed ^= !kept;
                }
                default -> {
                    return null;
                }
            }
            if (node.getInputCount() == 0) {
                return null;
            }
            at = node.getInput(0);
        }
    }

    private OnnxTensor stored(Origin origin) throws NoPerceptronException, IOException {
        if (origin.node == null) {
            return read(origin.name, Objects.requireNonNull(initialisers.get(origin.name)));
        }
        OnnxMl.AttributeProto tensor = GraphIndex.attribute(origin.node, "value");
        if (tensor != null) {
            return read(origin.name, tensor.getT());
        }
        OnnxMl.AttributeProto number = GraphIndex.attribute(origin.node, "value_float");
        if (number != null) {
            return new OnnxTensor(origin.name, List.of(), new float[] {number.getF()});
        }
        throw new NoPerceptronException(
                graph.name(origin.node) + " must hold a tensor or a float, found neither");
    }

    private OnnxTensor read(String name, OnnxMl.TensorProto tensor)
            throws NoPerceptronException, IOException {
        long most = Integer.MAX_VALUE;
        if (tensor.getDimsList().stream().anyMatch(length -> length < 0 || length > most)) {
            throw new NoPerceptronException(
                    "its tensor '" + name + "' has the impossible shape " + tensor.getDimsList());
        }
        List<Integer> shape = tensor.getDimsList().stream().map(Math::toIntExact).toList();
        return new OnnxTensor(name, shape, values.read(name, tensor));
    }

    /** A matrix with rows for columns. */
    static OnnxTensor transposed(OnnxTensor matrix) throws NoPerceptronException {
        if (matrix.shape().size() != 2) {
            throw new NoPerceptronException(
                    "its tensor '"
                            + matrix.name()
                            + "' must be a matrix to be transposed, found shape "
                            + matrix.shape());
        }
        int rows = matrix.shape().get(0);
        int columns = matrix.shape().get(1);
        float[] values = new float[matrix.values().length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[j * rows + i] = matrix.values()[i * columns + j];
            }
        }
        return new OnnxTensor(matrix.name(), List.of(columns, rows), values);
    }
}

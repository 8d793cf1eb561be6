// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
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
    private final Set<String> initialisers = new HashSet<>();

    /** Reads an initialiser, or a Constant node by what it gives; null if it holds nothing. */
    interface Values {
        @Nullable OnnxTensor read(String name) throws IOException;
    }

    GraphConstants(GraphIndex graph, Values values) {
        this.graph = graph;
        this.values = values;
        graph.graph.getInitializerList().forEach(t -> initialisers.add(t.getName()));
        graph.graph
                .getSparseInitializerList()
                .forEach(t -> initialisers.add(t.getValues().getName()));
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

    /** Where a constant is stored: an initialiser, or what a Constant node gives. */
    private record Origin(String name, boolean transposed) {}

    private @Nullable Origin origin(String name) {
        boolean transposed = false;
        String at = name;
        while (true) { // OnnxFile lets no graph with a cycle in, nor GraphIndex one that makes its
            // own input
            if (initialisers.contains(at)) {
                return new Origin(at, transposed);
            }
            OnnxMl.NodeProto node = graph.maker(at);
            if (node == null) {
                return null;
            }
            switch (GraphIndex.operator(node)) {
                case "Constant" -> {
                    return new Origin(at, transposed);
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
        OnnxTensor tensor = values.read(origin.name);
        if (tensor == null) {
            throw new NoPerceptronException(
                    "its constant '" + origin.name + "' must hold numbers, found none");
        }
        return tensor;
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

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.UnknownFieldSet;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Goes through a model's structure and finds its tensors. */
final class TensorList {
    /** As many as numpy has. */
    private static final int MOST_DIMENSIONS = 64;

    private final Path file;
    private final List<Payload> payloads;
    private final List<StoredTensor> tensors = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private long room;

    private TensorList(Path file, List<Payload> payloads, long room) {
        this.file = file;
        this.payloads = payloads;
        this.room = room;
    }

    /**
     * Lists the tensors of a model.
     *
     * @param payloads where their values lie
     * @param room how many letters the names of all may have together: a tensor deep inside is
     *     named with the path to it, so that a small file can have a lot of them
     */
    static TensorList of(Path file, OnnxMl.ModelProto model, List<Payload> payloads, long room)
            throws IOException {
        TensorList list = new TensorList(file, payloads, room);
        list.graph(model.getGraph(), "");
        Set<String> functions = new HashSet<>();
        for (OnnxMl.FunctionProto function : model.getFunctionsList()) {
            // Functions of different domains may have one name.
            String path = list.unique(function.getName(), functions, functions.size() + 1);
            list.nodes(function.getNodeList(), path + "/");
        }
        for (int i = 0; i < model.getTrainingInfoCount(); i++) {
            String path = "training" + (i + 1);
            list.graph(model.getTrainingInfo(i).getInitialization(), path + ".initialization/");
            list.graph(model.getTrainingInfo(i).getAlgorithm(), path + ".algorithm/");
        }
        return list;
    }

    List<StoredTensor> tensors() {
        return tensors;
    }

    private void graph(OnnxMl.GraphProto graph, String path) throws IOException {
        for (OnnxMl.TensorProto tensor : graph.getInitializerList()) {
            add(path + tensor.getName(), true, tensor);
        }
        for (OnnxMl.SparseTensorProto tensor : graph.getSparseInitializerList()) {
            add(path + tensor.getValues().getName(), true, tensor);
        }
        nodes(graph.getNodeList(), path);
    }

    private void nodes(List<OnnxMl.NodeProto> nodes, String path) throws IOException {
        Set<String> seen = new HashSet<>();
        int place = 0;
        for (OnnxMl.NodeProto node : nodes) {
            place++;
            if (node.getOpType().equals("Constant") && node.getOutputCount() > 0) {
                for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
                    constant(path + node.getOutput(0), attribute);
                }
            }
            if (GraphNodes.hasGraphs(node)) {
                graphs(node, path + unique(GraphNodes.plain(node, place), seen, place));
            }
        }
    }

    private void graphs(OnnxMl.NodeProto node, String path) throws IOException {
        for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
            if (GraphNodes.hasGraphs(attribute)) {
                String inside = path + "." + attribute.getName();
                charge(inside);
                if (attribute.hasG()) {
                    graph(attribute.getG(), inside + "/");
                }
                for (int i = 0; i < attribute.getGraphsCount(); i++) {
                    charge(inside);
                    graph(attribute.getGraphs(i), inside + (i + 1) + "/");
                }
            }
        }
    }

    /** A name, with a number if it has been seen: nothing forbids two nodes of one name. */
    private String unique(String name, Set<String> seen, int place) throws IOException {
        charge(name);
        String unique = seen.add(name) ? name : name + "#" + place;
        seen.add(unique);
        return unique;
    }

    private void charge(String name) throws IOException {
        room -= name.length();
        if (room < 0) {
            throw new MalformedModelException(
                    "has names that are longer together than what is read; raise -Xmx, or shorten"
                            + " the names of its nodes and tensors");
        }
    }

    /** Adds what a Constant node gives, if this attribute has it. */
    private void constant(String name, OnnxMl.AttributeProto attribute) throws IOException {
        switch (attribute.getName()) {
            case "value" -> {
                if (attribute.hasT()) {
                    add(name, false, attribute.getT());
                }
            }
            case "sparse_value" -> {
                if (attribute.hasSparseTensor()) {
                    add(name, false, attribute.getSparseTensor());
                }
            }
            default -> {
                AttributeNumbers.Kind kind = AttributeNumbers.Kind.of(attribute);
                if (kind != null) {
                    claim(name);
                    tensors.add(
                            new StoredTensor(
                                    file,
                                    name,
                                    false,
                                    new StoredTensor.Holder(attribute, List.of()),
                                    kind.dataType(),
                                    kind.shape(attribute),
                                    () -> AttributeNumbers.open(kind, attribute)));
                }
            }
        }
    }

    private void add(String name, boolean initialiser, OnnxMl.TensorProto tensor)
            throws IOException {
        claim(name);
        List<Integer> shape = shape(name, tensor.getDimsList());
        tensors.add(
                new StoredTensor(
                        file,
                        name,
                        initialiser,
                        new StoredTensor.Holder(tensor, List.of(tensor)),
                        tensor.getDataType(),
                        shape,
                        values(name, tensor, shape)));
    }

    private void add(String name, boolean initialiser, OnnxMl.SparseTensorProto tensor)
            throws IOException {
        claim(name);
        List<Integer> shape = shape(name, tensor.getDimsList());
        OnnxMl.TensorProto values = tensor.getValues();
        OnnxMl.TensorProto indices = tensor.getIndices();
        tensors.add(
                new StoredTensor(
                        file,
                        name,
                        initialiser,
                        new StoredTensor.Holder(tensor, List.of(values, indices)),
                        values.getDataType(),
                        shape,
                        new SparseTensor(
                                file, name, shape, part(name, values), part(name, indices))));
    }

    private SparseTensor.Part part(String name, OnnxMl.TensorProto tensor)
            throws MalformedModelException {
        List<Integer> shape = shape(name, tensor.getDimsList());
        return new SparseTensor.Part(tensor, shape, values(name, tensor, shape));
    }

    private void claim(String name) throws IOException {
        charge(name);
        if (!names.add(name)) {
            throw new MalformedModelException(
                    "holds two tensors named '" + SafeText.of(name) + "', expected one");
        }
    }

    private static List<Integer> shape(String name, List<Long> lengths)
            throws MalformedModelException {
        if (lengths.size() > MOST_DIMENSIONS) {
            throw new MalformedModelException(
                    "cannot be used: tensor '"
                            + SafeText.of(name)
                            + "' has "
                            + lengths.size()
                            + " dimensions, expected up to "
                            + MOST_DIMENSIONS);
        }
        List<Integer> shape = new ArrayList<>();
        for (long length : lengths) {
            if (length < 0 || length > Integer.MAX_VALUE) {
                throw new MalformedModelException(
                        "cannot be used: tensor '"
                                + SafeText.of(name)
                                + "' has the impossible shape "
                                + lengths);
            }
            shape.add((int) length);
        }
        return shape;
    }

    private StoredTensor.Values values(String name, OnnxMl.TensorProto tensor, List<Integer> shape)
            throws MalformedModelException {
        // Two numbers mean that the file has the one tensor in two parts, which protobuf merges.
        UnknownFieldSet.Field numbers = tensor.getUnknownFields().getField(StructureScan.PAYLOAD);
        if (numbers.getVarintList().size() != 1) {
            throw new MalformedModelException(
                    "cannot be used: tensor '"
                            + SafeText.of(name)
                            + "' stands in it in several parts");
        }
        int number = Math.toIntExact(numbers.getVarintList().get(0));
        return FileTensor.of(file, tensor, payloads.get(number), shape);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Goes through a model's structure and finds its tensors. */
final class TensorList {
    private final Path file;
    private final List<Payload> payloads;
    private final List<StoredTensor> tensors = new ArrayList<>();
    private final List<String> sparse = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private TensorList(Path file, List<Payload> payloads) {
        this.file = file;
        this.payloads = payloads;
    }

    static TensorList of(Path file, OnnxMl.ModelProto model, List<Payload> payloads)
            throws IOException {
        TensorList list = new TensorList(file, payloads);
        list.graph(model.getGraph(), "");
        for (OnnxMl.FunctionProto function : model.getFunctionsList()) {
            list.nodes(function.getNodeList(), function.getName() + "/");
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

    List<String> sparse() {
        return sparse;
    }

    private void graph(OnnxMl.GraphProto graph, String path) throws IOException {
        for (OnnxMl.TensorProto tensor : graph.getInitializerList()) {
            add(path + tensor.getName(), true, tensor);
        }
        for (OnnxMl.SparseTensorProto tensor : graph.getSparseInitializerList()) {
            sparse.add(path + tensor.getValues().getName());
        }
        nodes(graph.getNodeList(), path);
    }

    private void nodes(List<OnnxMl.NodeProto> nodes, String path) throws IOException {
        for (OnnxMl.NodeProto node : nodes) {
            for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
                boolean constant =
                        node.getOpType().equals("Constant") && attribute.getName().equals("value");
                if (constant && attribute.hasT() && node.getOutputCount() > 0) {
                    add(path + node.getOutput(0), false, attribute.getT());
                }
                String inside = path + GraphNodes.plain(nodes, node) + "." + attribute.getName();
                if (attribute.hasG()) {
                    graph(attribute.getG(), inside + "/");
                }
                for (int i = 0; i < attribute.getGraphsCount(); i++) {
                    graph(attribute.getGraphs(i), inside + (i + 1) + "/");
                }
            }
        }
    }

    private void add(String name, boolean initialiser, OnnxMl.TensorProto tensor)
            throws IOException {
        if (!names.add(name)) {
            throw new MalformedModelException(
                    "holds two tensors named '" + name + "', expected one");
        }
        List<Integer> shape = new ArrayList<>();
        for (long length : tensor.getDimsList()) {
            if (length < 0 || length > Integer.MAX_VALUE) {
                throw new MalformedModelException(
                        "cannot be used: tensor '"
                                + name
                                + "' has the impossible shape "
                                + tensor.getDimsList());
            }
            shape.add((int) length);
        }
        // Two numbers mean that the file has the one tensor in two parts, which protobuf merges.
        UnknownFieldSet.Field numbers = tensor.getUnknownFields().getField(StructureScan.PAYLOAD);
        if (numbers.getVarintList().size() != 1) {
            throw new MalformedModelException(
                    "cannot be used: tensor '" + name + "' stands in it in several parts");
        }
        int number = Math.toIntExact(numbers.getVarintList().get(0));
        tensors.add(new StoredTensor(file, name, initialiser, tensor, payloads.get(number), shape));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.text.SafeText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Goes through a model's nodes and finds the tensors that their attributes hold. */
final class AttributeTensors {
    /** As many as numpy has. */
    private static final int MOST_DIMENSIONS = 64;

    private final Path file;
    private final List<Payload> payloads;
    private final List<StoredTensor> tensors = new ArrayList<>();

    private AttributeTensors(Path file, List<Payload> payloads) {
        this.file = file;
        this.payloads = payloads;
    }

    /**
     * Lists the tensors of all attributes, of subgraphs and functions too. What cannot be a tensor
     * is left out: nobody needs these to use the model's weights.
     *
     * @param payloads where their values lie
     */
    static List<StoredTensor> of(Path file, OnnxMl.ModelProto model, List<Payload> payloads) {
        AttributeTensors list = new AttributeTensors(file, payloads);
        list.nodes(model.getGraph().getNodeList());
        for (OnnxMl.FunctionProto function : model.getFunctionsList()) {
            list.attributes("function", function.getAttributeProtoList());
            list.nodes(function.getNodeList());
        }
        return list.tensors;
    }

    private void nodes(List<OnnxMl.NodeProto> nodes) {
        for (OnnxMl.NodeProto node : nodes) {
            attributes(node.getOpType(), node.getAttributeList());
        }
    }

    private void attributes(String owner, List<OnnxMl.AttributeProto> attributes) {
        for (OnnxMl.AttributeProto attribute : attributes) {
            if (attribute.hasT()) {
                add(owner, attribute, attribute.getT());
            }
            attribute.getTensorsList().forEach(tensor -> add(owner, attribute, tensor));
            if (attribute.hasSparseTensor()) {
                sparse(owner, attribute, attribute.getSparseTensor());
            }
            attribute.getSparseTensorsList().forEach(tensor -> sparse(owner, attribute, tensor));
            if (attribute.hasG()) {
                nodes(attribute.getG().getNodeList());
            }
            attribute.getGraphsList().forEach(graph -> nodes(graph.getNodeList()));
        }
    }

    private void sparse(
            String owner, OnnxMl.AttributeProto attribute, OnnxMl.SparseTensorProto tensor) {
        add(owner, attribute, tensor.getValues());
        add(owner, attribute, tensor.getIndices());
    }

    private void add(String owner, OnnxMl.AttributeProto attribute, OnnxMl.TensorProto tensor) {
        List<Long> numbers =
                tensor.getUnknownFields().getField(StructureScan.PAYLOAD).getVarintList();
        boolean possible =
                tensor.getDimsCount() <= MOST_DIMENSIONS
                        && tensor.getDimsList().stream()
                                .allMatch(length -> length >= 0 && length <= Integer.MAX_VALUE);
        // No number or two: the file lacks the tensor, or has it in parts, which protobuf merges.
        if (possible && numbers.size() == 1) {
            List<Integer> shape = tensor.getDimsList().stream().map(Math::toIntExact).toList();
            tensors.add(
                    new StoredTensor(
                            file,
                            SafeText.of(owner) + "." + SafeText.of(attribute.getName()),
                            false,
                            new StoredTensor.Holder(tensor, List.of(tensor)),
                            tensor.getDataType(),
                            shape,
                            FileTensor.of(
                                    file,
                                    tensor,
                                    payloads.get(Math.toIntExact(numbers.get(0))),
                                    shape)));
        }
    }
}

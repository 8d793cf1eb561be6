// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.github.inittrace.onnx.OnnxFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small graphs made by hand. Every graph has the input x. */
final class Graphs {
    private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("g");
    private int nodes;

    Graphs() {
        graph.addInput(OnnxMl.ValueInfoProto.newBuilder().setName("x"));
    }

    static OnnxMl.TensorProto.Builder tensor(String name, long... shape) {
        int count = 1;
        OnnxMl.TensorProto.Builder tensor =
                OnnxMl.TensorProto.newBuilder().setName(name).setDataType(1);
        for (long length : shape) {
            tensor.addDims(length);
            count = Math.toIntExact(count * length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat(i);
        }
        return tensor.setRawData(ByteString.copyFrom(bytes.array()));
    }

    Graphs weight(String name, long... shape) {
        graph.addInitializer(tensor(name, shape));
        return this;
    }

    Graphs weight(OnnxMl.TensorProto.Builder tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    /** A node whose output is y1, y2, ... by its place. */
    Graphs node(String operator, String... inputs) {
        return node(operator, "y" + (nodes + 1), inputs);
    }

    private Graphs node(String operator, String output, String... inputs) {
        nodes++;
        graph.addNode(
                OnnxMl.NodeProto.newBuilder()
                        .setOpType(operator)
                        .addAllInput(java.util.List.of(inputs))
                        .addOutput(output));
        return this;
    }

    private OnnxMl.AttributeProto.Builder attribute(String name) {
        return graph.getNodeBuilder(nodes - 1).addAttributeBuilder().setName(name);
    }

    /** Gives the last node an attribute. */
    Graphs with(String name, long... values) {
        OnnxMl.AttributeProto.Builder attribute = attribute(name);
        if (values.length == 1) {
            attribute.setI(values[0]);
        }
        for (long value : values) {
            attribute.addInts(value);
        }
        return this;
    }

    /** Gives the last node a tensor. */
    Graphs with(OnnxMl.TensorProto.Builder tensor) {
        attribute("value").setT(tensor);
        return this;
    }

    /** Gives the last node a graph, without the input x. */
    Graphs with(String name, Graphs body) {
        attribute(name).setG(body.graph.clone().clearInput());
        return this;
    }

    Graphs input(String name) {
        graph.addInput(OnnxMl.ValueInfoProto.newBuilder().setName(name));
        return this;
    }

    OnnxFile open(Path file) {
        try {
            Files.write(
                    file,
                    OnnxMl.ModelProto.newBuilder()
                            .setIrVersion(8)
                            .setGraph(graph)
                            .build()
                            .toByteArray());
            return OnnxFile.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

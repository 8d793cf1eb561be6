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
import java.util.Arrays;
import java.util.List;

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

    /** An initialiser of some type, as numbers of 32 bits or fewer. */
    Graphs integers(String name, OnnxMl.TensorProto.DataType type, List<Integer> shape, int... v) {
        OnnxMl.TensorProto.Builder tensor =
                graph.addInitializerBuilder().setName(name).setDataType(type.getNumber());
        shape.forEach(tensor::addDims);
        Arrays.stream(v).forEach(tensor::addInt32Data);
        return this;
    }

    /** A float32 initialiser. */
    Graphs floats(String name, List<Integer> shape, float... values) {
        OnnxMl.TensorProto.Builder tensor =
                graph.addInitializerBuilder().setName(name).setDataType(1);
        shape.forEach(tensor::addDims);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return this;
    }

    /** A node whose output is y1, y2, ... by its place; another domain stands before a dot. */
    Graphs node(String operator, String... inputs) {
        return node(operator, "y" + (nodes + 1), inputs);
    }

    private Graphs node(String operator, String output, String... inputs) {
        nodes++;
        int dot = operator.lastIndexOf('.');
        graph.addNode(
                OnnxMl.NodeProto.newBuilder()
                        .setDomain(operator.substring(0, Math.max(0, dot)))
                        .setOpType(operator.substring(dot + 1))
                        .addAllInput(List.of(inputs))
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

    /** Gives the last node an attribute. */
    Graphs with(OnnxMl.AttributeProto.Builder attribute) {
        graph.getNodeBuilder(nodes - 1).addAttribute(attribute);
        return this;
    }

    /** Gives the last node a tensor. */
    Graphs with(OnnxMl.TensorProto.Builder tensor) {
        attribute("value").setT(tensor);
        return this;
    }

    /** Gives the last node an attribute that is a float. */
    Graphs withFloat(String name, float value) {
        attribute(name).setF(value);
        return this;
    }

    /** The output of the last node. */
    String last() {
        return "y" + nodes;
    }

    /** Gives the last node another output. */
    Graphs giving(String output) {
        graph.getNodeBuilder(nodes - 1).addOutput(output);
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

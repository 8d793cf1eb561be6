// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWeightsTest {
    @TempDir Path folder;

    private static OnnxMl.TensorProto.Builder tensor(String name, long... shape) {
        OnnxMl.TensorProto.Builder tensor =
                OnnxMl.TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber());
        for (long length : shape) {
            tensor.addDims(length);
        }
        return tensor;
    }

    private static ByteString raw(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return ByteString.copyFrom(bytes.array());
    }

    private static OnnxMl.ModelProto model(OnnxMl.TensorProto.Builder... tensors) {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("g");
        for (OnnxMl.TensorProto.Builder tensor : tensors) {
            graph.addInitializer(tensor);
        }
        return OnnxMl.ModelProto.newBuilder().setGraph(graph).build();
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("m.onnx"), bytes);
    }

    private void assertRefused(String message, OnnxMl.TensorProto.Builder... tensors)
            throws IOException {
        Path file = write(model(tensors).toByteArray());
        assertThatThrownBy(() -> OnnxWeights.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + message);
    }

    @Test
    void read_rawAndFloatData_keepsOrderShapesAndBits() throws IOException {
        OnnxMl.ModelProto model =
                model(
                                tensor("w", 2, 2).setRawData(raw(1, -0.0f, Float.MIN_VALUE, 4)),
                                tensor("b", 2).addFloatData(5).addFloatData(Float.NaN),
                                tensor("s").addFloatData(7),
                                tensor("none", 0, 3))
                        .toBuilder()
                        .addMetadataProps(
                                OnnxMl.StringStringEntryProto.newBuilder()
                                        .setKey("weights-state")
                                        .setValue("initial"))
                        .build();
        OnnxWeights weights = OnnxWeights.read(write(model.toByteArray()));
        assertThat(weights.tensors())
                .extracting(OnnxTensor::name)
                .containsExactly("w", "b", "s", "none");
        assertThat(weights.tensors())
                .extracting(OnnxTensor::shape)
                .containsExactly(List.of(2, 2), List.of(2), List.of(), List.of(0, 3));
        assertThat(weights.tensors().get(0).values())
                .isEqualTo(new float[] {1, -0.0f, Float.MIN_VALUE, 4});
        assertThat(weights.tensors().get(1).values()).isEqualTo(new float[] {5, Float.NaN});
        assertThat(weights.tensors().get(2).values()).isEqualTo(new float[] {7});
        assertThat(weights.tensors().get(3).values()).isEmpty();
        assertThat(weights.metadata()).isEqualTo(Map.of("weights-state", "initial"));
    }

    @Test
    void read_otherElementType_isRefused() throws IOException {
        assertRefused(
                " cannot be used: tensor 'w' has element type float64, expected float32",
                tensor("w", 1).setDataType(11).addDoubleData(1));
        assertRefused(
                " cannot be used: tensor 'w' has element type number 99, expected float32",
                tensor("w", 1).setDataType(99));
    }

    @Test
    void read_lyingShapes_areRefusedWithoutAllocating() throws IOException {
        assertRefused(
                " cannot be used: tensor 'w' has shape [2, 2] of float32 but 12 bytes of data",
                tensor("w", 2, 2).setRawData(raw(1, 2, 3)));
        assertRefused(
                " cannot be used: tensor 'w' has shape [2147483647, 2147483647] of float32 but 4 bytes"
                        + " of data",
                tensor("w", Integer.MAX_VALUE, Integer.MAX_VALUE).setRawData(raw(1)));
        assertRefused(
                " cannot be used: tensor 'w' has shape [65536, 65536, 65536, 65536] of float32 but 0"
                        + " bytes of data",
                tensor("w", 65536, 65536, 65536, 65536));
        assertRefused(" cannot be used: tensor 'w' has the impossible shape [-1]", tensor("w", -1));
        assertRefused(
                " cannot be used: tensor 'w' has raw_data and other values, expected one kind",
                tensor("w", 1).setRawData(raw(1)).addFloatData(1));
    }

    @Test
    void read_externalDataOrDoubledName_isRefused() throws IOException {
        assertRefused(
                " cannot be used: tensor 'w' keeps its values in another file, but does not say in"
                        + " which",
                tensor("w", 1).setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL));
        assertRefused(
                " holds two tensors named 'w', expected one",
                tensor("w", 1).addFloatData(1),
                tensor("w", 1).addFloatData(1));
    }

    @Test
    void read_emptyOrMissingFile_isRefused() throws IOException {
        Path empty = write(new byte[0]);
        assertThatThrownBy(() -> OnnxWeights.read(empty))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        empty + " is not an ONNX model: expected a graph, found none in the file");
        Path missing = folder.resolve("missing.onnx");
        assertThatThrownBy(() -> OnnxWeights.read(missing))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + missing + ": it does not exist");
        assertThatThrownBy(() -> OnnxWeights.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot read " + folder + ": ");
    }

    @Test
    void read_truncatedAnywhere_throwsNothingButIoExceptions() throws IOException {
        byte[] whole =
                model(tensor("w", 2, 2).setRawData(raw(1, 2, 3, 4)), tensor("b", 1).addFloatData(5))
                        .toByteArray();
        for (int length = 0; length < whole.length; length++) {
            Path file = write(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> OnnxWeights.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file.toString());
        }
    }

    @Test
    void read_garbage_throwsNothingButIoExceptions() throws IOException {
        byte[] whole = model(tensor("w", 2, 2).setRawData(raw(1, 2, 3, 4))).toByteArray();
        Random random = new Random(1);
        for (int trial = 0; trial < 2000; trial++) {
            byte[] bytes = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path file = write(bytes);
            Throwable thrown = catchThrowable(() -> OnnxWeights.read(file));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(IOException.class);
                assertThat(thrown.getMessage()).startsWith(file.toString());
            }
        }
    }
}

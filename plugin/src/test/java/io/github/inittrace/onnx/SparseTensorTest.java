// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SparseTensorTest {
    @TempDir Path folder;

    /** A sparse tensor w of the values 1, 2, ... at some places. */
    private StoredTensor tensor(List<Long> shape, List<Long> indicesShape, long... indices)
            throws IOException {
        long count = indicesShape.get(0);
        OnnxMl.TensorProto.Builder values =
                OnnxMl.TensorProto.newBuilder().setName("w").setDataType(1).addDims(count);
        for (int i = 1; i <= count; i++) {
            values.addFloatData(i);
        }
        OnnxMl.TensorProto.Builder places =
                OnnxMl.TensorProto.newBuilder().setDataType(7).addAllDims(indicesShape);
        for (long index : indices) {
            places.addInt64Data(index);
        }
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder().setIrVersion(8);
        model.getGraphBuilder()
                .addSparseInitializerBuilder()
                .setValues(values)
                .setIndices(places)
                .addAllDims(shape);
        Path file = Files.write(folder.resolve("m.onnx"), model.build().toByteArray());
        return OnnxFile.open(file).tensors().get(0);
    }

    private void assertRefused(StoredTensor tensor, String message) {
        assertThatThrownBy(tensor::floats)
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("m.onnx") + " cannot be used: tensor 'w' " + message);
    }

    @Test
    void values_byIndexOrByOneForEachDimension_areWhereTheyBelong() throws IOException {
        float[] expected = {0, 1, 0, 0, 0, 2};
        assertThat(tensor(List.of(2L, 3L), List.of(2L), 1, 5).floats()).containsExactly(expected);
        assertThat(tensor(List.of(2L, 3L), List.of(2L, 2L), 0, 1, 1, 2).floats())
                .containsExactly(expected);
        assertThat(tensor(List.of(3L), List.of(0L)).floats()).containsExactly(0, 0, 0);
    }

    @Test
    void values_thousandsOfThem_areReadInAnyOrder() throws IOException {
        int count = 20_000;
        long[] places = new long[count];
        for (int i = 0; i < count; i++) {
            places[i] = 3L * i + 1;
        }
        StoredTensor tensor = tensor(List.of(3L * count), List.of((long) count), places);
        double[] into = new double[4];
        try (TensorReader reader = tensor.open()) {
            for (int from : new int[] {0, 3000, 30_000, 59_996, 59_996, 12, 14, 13, 0}) {
                reader.read(from, into, into.length);
                for (int i = 0; i < into.length; i++) {
                    int at = from + i;
                    assertThat(into[i]).isEqualTo(at % 3 == 1 ? at / 3 + 1 : 0);
                }
            }
        }
    }

    @Test
    void indices_outOfOrderOrOutside_areRefused() throws IOException {
        String wrong = "is sparse with an index that is out of order or outside its shape [4]";
        assertRefused(tensor(List.of(4L), List.of(2L), 2, 1), wrong);
        assertRefused(tensor(List.of(4L), List.of(2L), 1, 1), wrong);
        assertRefused(tensor(List.of(4L), List.of(1L), 4), wrong);
        assertRefused(tensor(List.of(4L), List.of(1L), -1), wrong);
        assertRefused(
                tensor(List.of(2L, 2L), List.of(1L, 2L), 0, 2),
                "is sparse with an index that is out of order or outside its shape [2, 2]");
        assertRefused(
                tensor(List.of(2L, 2L), List.of(1L, 3L), 0, 0, 0),
                "is sparse with values of shape [1] and indices of shape [1, 3], expected a list of"
                        + " values and an int64 index, or 2, for each");
    }

    @Test
    void shape_ofMoreThanIsRead_isRefusedWhateverItTakesInTheFile() throws IOException {
        long most = Math.min(1 << 27, Runtime.getRuntime().maxMemory() / 32);
        assertRefused(
                tensor(List.of(1L << 30, 1L << 30), List.of(1L), 5),
                "is sparse and has shape [1073741824, 1073741824], expected up to "
                        + most
                        + " values; raise -Xmx, or keep it as a dense tensor");
    }
}

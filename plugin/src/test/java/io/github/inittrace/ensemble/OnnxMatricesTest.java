// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.inittrace.ensemble.NetworkEnsemble.ReadOptions;
import io.github.inittrace.pigmm.Ensemble;
import io.github.inittrace.pigmm.Matrices;
import io.github.inittrace.pigmm.Observation;
import io.github.inittrace.pigmm.SquareModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks in ONNX files as other tools write them, which hold more than weights. */
class OnnxMatricesTest {
    private static final ReadOptions INPUTS_FIRST = new ReadOptions(null, false);

    /** More values than are read at a time. */
    private static final int WIDE = 200;

    @TempDir private Path folder;

    private static OnnxMl.TensorProto.Builder tensor(String name, DataType type, long... shape) {
        return OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(Arrays.stream(shape).boxed().toList());
    }

    private static OnnxMl.TensorProto.Builder matrix(double[] values, long rows, long columns) {
        OnnxMl.TensorProto.Builder matrix = tensor("coefficient", DataType.DOUBLE, rows, columns);
        DoubleStream.of(values).forEach(matrix::addDoubleData);
        return matrix;
    }

    private Path write(String name, OnnxMl.TensorProto.Builder... tensors) throws IOException {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("g");
        Arrays.stream(tensors).forEach(graph::addInitializer);
        return Files.write(
                folder.resolve(name),
                OnnxMl.ModelProto.newBuilder().setGraph(graph).build().toByteArray());
    }

    @Test
    void read_ofFilesWithOtherConstants_takesMatricesOfFloatingPointNumbers() throws IOException {
        Ensemble expected = new Ensemble();
        SplittableRandom random = new SplittableRandom(3);
        for (int k = 0; k < 2; k++) {
            double[] values = random.doubles(WIDE * WIDE, -1, 1).toArray();
            expected.add(k, Observation.square(Matrices.transposed(values, WIDE, WIDE), WIDE));
            write(
                    k + ".onnx",
                    tensor("classes", DataType.INT32, 2).addInt32Data(0).addInt32Data(1),
                    tensor("shape", DataType.INT64, 2).addInt64Data(-1).addInt64Data(1),
                    matrix(values, WIDE, WIDE),
                    tensor("none", DataType.FLOAT, 0, 3),
                    tensor("words", DataType.STRING, 1, 1),
                    tensor("small", DataType.FLOAT, 1, 2).addFloatData(k).addFloatData(2),
                    tensor("pads", DataType.INT64, 1, 2).addInt64Data(0).addInt64Data(1));
        }

        NetworkEnsemble ensemble = NetworkEnsemble.read(List.of(folder), INPUTS_FIRST);

        assertThat(ensemble.layers().keySet()).containsExactly("coefficient", "small");
        Ensemble read = Objects.requireNonNull(ensemble.layers().get("coefficient")).get(-1);
        assertThat(SquareModel.fit(read).parameters())
                .isEqualTo(SquareModel.fit(expected).parameters());
        assertThat(ensemble.remarks())
                .containsExactly(
                        "matrices of other than floating-point numbers are left out: words of"
                                + " STRING, pads of int64");
    }

    @Test
    void read_ofAFileWithoutWeights_isRefused() throws IOException {
        Path file = write("tree.onnx", tensor("classes", DataType.INT64, 1, 1).addInt64Data(0));

        assertThatThrownBy(() -> NetworkEnsemble.read(List.of(file, file), INPUTS_FIRST))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " has no matrix of floating-point numbers: leave it out");
    }

    @Test
    void read_ofAMatrixThatClaimsMoreThanThereIs_isRefused() throws IOException {
        Path file = write("a.onnx", tensor("w", DataType.FLOAT, 1L << 30, 1L << 30));

        assertThatThrownBy(() -> NetworkEnsemble.read(List.of(file, file), INPUTS_FIRST))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " cannot be used: tensor 'w' has shape");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.trace.TracedRun;
import io.github.inittrace.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;

/** What counts of ONNX files that have more than initialisers of floating-point numbers. */
class ImportedOnnxTest {
    @TempDir private Path folder;

    private Path write(String name, OnnxMl.GraphProto.Builder graph) throws IOException {
        return Files.write(
                folder.resolve(name),
                OnnxMl.ModelProto.newBuilder()
                        .setIrVersion(8)
                        .setGraph(graph)
                        .build()
                        .toByteArray());
    }

    private TracedRun<Label> imported(Path start, Path end) throws IOException {
        return WeightSeries.startingAt(start)
                .epoch(1, end)
                .record(trace -> trace.runFolder(folder.resolve("run")));
    }

    private static OnnxMl.GraphProto.Builder ofInput() {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
        graph.addInputBuilder().setName("x");
        return graph;
    }

    private static OnnxMl.NodeProto.Builder node(String type, String output, String... inputs) {
        return OnnxMl.NodeProto.newBuilder()
                .setOpType(type)
                .addOutput(output)
                .addAllInput(List.of(inputs));
    }

    /** A layer whose bias, and a number to divide by, come of Constant nodes. */
    private static OnnxMl.GraphProto.Builder constants(float bias) {
        OnnxMl.GraphProto.Builder graph = ofInput();
        graph.addInitializerBuilder()
                .setName("w")
                .setDataType(DataType.FLOAT.getNumber())
                .addAllDims(List.of(3L, 2L))
                .addAllFloatData(List.of(1f, 2f, 3f, 4f, 5f, 6f));
        OnnxMl.NodeProto.Builder vector = node("Constant", "b");
        vector.addAttributeBuilder().setName("value_floats").addAllFloats(List.of(bias, bias));
        OnnxMl.NodeProto.Builder number = node("Constant", "divisor");
        number.addAttributeBuilder().setName("value_float").setF(255);
        return graph.addNode(vector)
                .addNode(number)
                .addNode(node("Div", "scaled", "x", "divisor"))
                .addNode(node("Gemm", "y", "scaled", "w", "b"));
    }

    @Test
    void constantsOfNodes_countAsInADifference() throws IOException {
        Path start = write("a.onnx", constants(1));
        Path end = write("b.onnx", constants(4));
        TracedRun<Label> run = imported(start, end);

        assertThat(run.record().architecture())
                .extracting(TensorShape::name)
                .containsExactly("w", "b");
        assertThat(run.record().environment())
                .containsEntry("tensors-left-out", "divisor (a setting)");
        assertThat(run.history().last().total().distance())
                .isEqualTo(Math.sqrt(18))
                .isEqualTo(ModelDiff.of(start, end).total().difference().distance());
        assertThat(run.record().features()).isEqualTo(3);
    }

    /** A layer whose matrix is of integers. */
    private static OnnxMl.GraphProto.Builder quantised(float scale, boolean isScaleKnown) {
        OnnxMl.GraphProto.Builder graph = ofInput();
        graph.addInitializerBuilder()
                .setName("w")
                .setDataType(DataType.INT8.getNumber())
                .addAllDims(List.of(3L, 2L))
                .addAllInt32Data(List.of(1, 2, 3, 4, 5, 6));
        if (isScaleKnown) {
            graph.addInitializerBuilder()
                    .setName("scale")
                    .setDataType(DataType.FLOAT.getNumber())
                    .addFloatData(scale);
        } else {
            graph.addInputBuilder().setName("scale");
        }
        graph.addInitializerBuilder()
                .setName("b")
                .setDataType(DataType.FLOAT.getNumber())
                .addAllDims(List.of(1L, 2L))
                .addAllFloatData(List.of(0f, 0f));
        return graph.addNode(node("DequantizeLinear", "dequantised", "w", "scale"))
                .addNode(node("Gemm", "y", "x", "dequantised", "b"));
    }

    @Test
    void quantisedWeights_countAsTheNumbersThatTheyStandFor() throws IOException {
        Path start = write("a.onnx", quantised(2, true));
        TracedRun<Label> run = imported(start, write("b.onnx", quantised(4, true)));

        assertThat(run.record().architecture())
                .extracting(TensorShape::shape)
                .containsExactly(List.of(3, 2), List.of(2));
        assertThat(run.record().environment())
                .containsEntry("tensors-left-out", "scale (scale or zero point)");
        assertThat(run.history().last().total().distance())
                .isEqualTo(2 * Math.sqrt(1 + 4 + 9 + 16 + 25 + 36));
        assertThat(Verification.of(folder.resolve("run")).differences()).isEmpty();
    }

    @Test
    void quantisedWeights_ofUnknownScale_areRefused() throws IOException {
        Path start = write("a.onnx", quantised(2, false));
        assertThatThrownBy(() -> imported(start, start))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        start
                                + " cannot be imported: expected weights whose numbers are known,"
                                + " found 'w' of int8 whose scale is computed; import the network"
                                + " as it is before it is quantised");
        assertThat(folder.resolve("run")).doesNotExist();
    }
}

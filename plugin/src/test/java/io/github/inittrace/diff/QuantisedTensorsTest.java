// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.inittrace.onnx.StoredTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What integers stand for, by hand. */
class QuantisedTensorsTest {
    private static final List<Integer> TWO_BY_TWO = List.of(2, 2);

    @TempDir Path folder;

    private List<StoredTensor> tensors(Graphs graph) {
        return TensorUses.of(graph.open(folder.resolve("m.onnx"))).weights().stream()
                .map(Weight::tensor)
                .toList();
    }

    /** The only tensor of a graph that is no scale or zero point of another. */
    private void assertNumbers(Graphs graph, float... numbers) throws IOException {
        List<StoredTensor> found = tensors(graph);
        assertThat(found).extracting(StoredTensor::name).containsExactly("q");
        assertThat(found.get(0).typeName()).startsWith("dequantised ");
        assertThat(found.get(0).floats()).containsExactly(numbers);
    }

    private void assertUnknown(Graphs graph, String typeName) throws IOException {
        StoredTensor integers =
                tensors(graph).stream().filter(t -> t.name().equals("q")).findFirst().orElseThrow();
        assertThat(integers.typeName()).isEqualTo(typeName);
        assertThat(integers.floats()).containsExactly(1, 2, 3, 4);
        // Whatever it is, it is not subtracted from numbers.
        Graphs numbers = new Graphs().weight("q", 2, 2).node("MatMul", "x", "q");
        ModelDiff diff =
                ModelDiff.of(
                        numbers.open(folder.resolve("a.onnx")),
                        graph.open(folder.resolve("b.onnx")),
                        done -> {});
        assertThat(diff.tensors().get(0).measures()).isNull();
        assertThat(PairingNotes.of(diff))
                .contains("not compared: 'q', which is float32 in A and " + typeName + " in B");
    }

    /** The integers 1 to 4 in a matrix. */
    private static Graphs integers() {
        return new Graphs().integers("q", DataType.INT8, TWO_BY_TWO, 1, 2, 3, 4);
    }

    @Test
    void dequantizeLinear_perTensor_isTheDifferenceFromTheZeroTimesTheScale() throws IOException {
        assertNumbers(
                integers()
                        .floats("s", List.of(), 0.5f)
                        .integers("z", DataType.INT8, List.of(), -1)
                        .node("DequantizeLinear", "q", "s", "z")
                        .node("MatMul", "x", "y1"),
                1,
                1.5f,
                2,
                2.5f);
        assertNumbers(
                new Graphs()
                        .integers("q", DataType.UINT8, List.of(2), 0, 255)
                        .floats("s", List.of(1), 2)
                        .node("DequantizeLinear", "q", "s")
                        .node("Add", "x", "y1"),
                0,
                510);
    }

    @Test
    void dequantizeLinear_perAxis_hasAScaleForEachIndex() throws IOException {
        Graphs rows =
                integers()
                        .floats("s", List.of(2), 1, 10)
                        .integers("z", DataType.INT8, List.of(2), 0, 1)
                        .node("DequantizeLinear", "q", "s", "z")
                        .with("axis", 0);
        assertNumbers(rows, 1, 2, 20, 30);
        assertNumbers(rows.with("axis", -2), 1, 2, 20, 30);
        Graphs columns =
                integers().floats("s", List.of(2), 1, 10).node("DequantizeLinear", "q", "s");
        assertNumbers(columns, 1, 20, 3, 40);
        Graphs turned =
                integers()
                        .floats("s", List.of(2), 1, 10)
                        .node("Transpose", "q")
                        .node("DequantizeLinear", "y1", "s");
        assertNumbers(turned, 1, 2, 30, 40);
    }

    @Test
    void dequantizeLinear_inBlocks_hasAScaleForEach() throws IOException {
        assertNumbers(
                new Graphs()
                        .integers("q", DataType.INT8, List.of(3, 2), 1, 1, 1, 1, 1, 1)
                        .floats("s", List.of(2, 2), 1, 2, 3, 4)
                        .node("DequantizeLinear", "q", "s")
                        .with("axis", 0)
                        .with("block_size", 2),
                1,
                2,
                1,
                2,
                3,
                4);
    }

    /** MatMulInteger as ONNX Runtime's quantize_dynamic writes it, up to its result. */
    private static Graphs dynamic() {
        return integers()
                .integers("z", DataType.INT8, List.of(), 1)
                .node("DynamicQuantizeLinear", "x")
                .giving("x_scale")
                .giving("x_zero")
                .node("MatMulInteger", "y1", "q", "x_zero", "z")
                .node("Cast", "y2");
    }

    @Test
    void matMulInteger_hasTheScaleThatItsResultIsMultipliedBy() throws IOException {
        Graphs graph =
                dynamic()
                        .floats("s", List.of(2), 1, 10)
                        .node("Mul", "x_scale", "s")
                        .node("Mul", "y3", "y4");
        assertNumbers(graph, 0, 10, 2, 30);
    }

    @Test
    void operatorsWithScales_haveThemBesideTheWeight() throws IOException {
        assertNumbers(
                integers()
                        .floats("s", List.of(2), 1, 10)
                        .node("com.microsoft.DynamicQuantizeMatMul", "x", "q", "s"),
                1,
                20,
                3,
                40);
        Graphs byUnit =
                integers()
                        .input("xs")
                        .input("xz")
                        .floats("s", List.of(2), 1, 10)
                        .integers("z", DataType.INT8, List.of(2), 0, 0)
                        .node("com.microsoft.QGemm", "x", "xs", "xz", "q", "s", "z")
                        .with("transB", 1);
        assertNumbers(byUnit, 1, 2, 30, 40);
    }

    @Test
    void biasOfIntegers_hasTheProductOfBothScales() throws IOException {
        Graphs graph =
                new Graphs()
                        .floats("xs", List.of(), 0.5f)
                        .integers("w", DataType.INT8, TWO_BY_TWO, 1, 2, 3, 4)
                        .floats("s", List.of(2), 1, 10)
                        .integers("z", DataType.INT8, List.of(2), 0, 0)
                        .integers("bias", DataType.INT32, List.of(2), 100, 100)
                        .node("com.microsoft.QGemm", "x", "xs", "", "w", "s", "z", "bias");
        List<StoredTensor> found = tensors(graph);
        assertThat(found).extracting(StoredTensor::name).containsExactly("xs", "w", "bias");
        assertThat(found.get(2).floats()).containsExactly(50, 500);
    }

    @Test
    void scaleThatIsNotThereOrDoesNotFit_isNamed() throws IOException {
        assertUnknown(dynamic(), "int8 whose scale is not found");
        assertUnknown(
                integers().input("s").node("DequantizeLinear", "q", "s"),
                "int8 whose scale is computed");
        assertUnknown(
                integers().floats("s", List.of(3), 1, 2, 3).node("DequantizeLinear", "q", "s"),
                "int8 whose scale has shape [3]");
        assertUnknown(
                integers()
                        .floats("s", List.of(2), 1, 2)
                        .node("DequantizeLinear", "q", "s")
                        .with("axis", 5),
                "int8 whose scale has shape [2]");
        assertThat(
                        tensors(
                                integers()
                                        .floats("s", List.of(3), 1, 2, 3)
                                        .node("DequantizeLinear", "q", "s")))
                .extracting(StoredTensor::name)
                .as("a scale that is not applied is a tensor of its own")
                .contains("s");
        assertUnknown(
                integers()
                        .floats("s", List.of(1, 2), 1, 2)
                        .node("Transpose", "q")
                        .node("DequantizeLinear", "y1", "s")
                        .with("axis", 0)
                        .with("block_size", 2),
                "int8 whose scale has shape [1, 2]");
        assertUnknown(
                integers()
                        .integers("s", DataType.INT8, List.of(), 1)
                        .node("DequantizeLinear", "q", "s"),
                "int8 whose scale is int8");
        assertUnknown(
                integers()
                        .floats("s", List.of(), 1)
                        .floats("t", List.of(), 2)
                        .node("DequantizeLinear", "q", "s")
                        .node("DequantizeLinear", "q", "t"),
                "int8 with two scales");
    }

    @Test
    void integersOfUnknownScaleInBoth_areComparedAsTheyLieAndSaySo() throws IOException {
        ModelDiff diff =
                ModelDiff.of(
                        dynamic().open(folder.resolve("a.onnx")),
                        dynamic().open(folder.resolve("b.onnx")),
                        done -> {});
        assertThat(diff.total()).isNull();
        assertThat(PairingNotes.of(diff))
                .contains(
                        "not dequantised: 'q' holds integers whose scale is not known; they were"
                                + " compared as they lie");
    }

    @Test
    void scaleThatIsUsedOtherwiseToo_isATensorOfItsOwn() {
        Graphs graph =
                integers()
                        .floats("s", List.of(), 0.5f)
                        .node("DequantizeLinear", "q", "s")
                        .node("Mul", "x", "s");
        assertThat(tensors(graph))
                .extracting(StoredTensor::name)
                .containsExactlyInAnyOrder("q", "s");
    }
}

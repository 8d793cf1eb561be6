// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.onnx.StoredTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Which tensors of two models belong together. This file is long because every case is a pair of
 * models, made where it is looked at.
 */
@Timeout(60)
class TensorPairsTest {
    @TempDir Path folder;

    private TensorPairs pairs(Graphs a, Graphs b) {
        return TensorPairs.of(a.open(folder.resolve("a.onnx")), b.open(folder.resolve("b.onnx")));
    }

    /** Each pair as {@code a=b}, with T where b is turned and * where it was found by place. */
    private static List<String> shown(TensorPairs pairs) {
        return pairs.pairs().stream()
                .map(
                        pair ->
                                pair.a().name()
                                        + "="
                                        + pair.b().name()
                                        + (pair.transposed() ? " T" : "")
                                        + (pair.byName() ? "" : " *"))
                .toList();
    }

    private static List<String> names(List<StoredTensor> tensors) {
        return tensors.stream().map(StoredTensor::name).toList();
    }

    /** x times w, as a layer of a framework has it. */
    private static Graphs gemm(String w, long rows, long columns, boolean transB) {
        Graphs graph = new Graphs().weight(w, rows, columns).node("Gemm", "x", w);
        return transB ? graph.with("transB", 1) : graph;
    }

    private static Graphs matmul(String w, long rows, long columns) {
        return new Graphs().weight(w, rows, columns).node("MatMul", "x", w);
    }

    @Test
    void sameNames_arePairedWhateverTheirOrder() {
        TensorPairs pairs =
                pairs(
                        new Graphs().weight("a", 2, 3).weight("b", 3),
                        new Graphs().weight("b", 3).weight("a", 2, 3));
        assertThat(shown(pairs)).containsExactly("a=a", "b=b");
        assertThat(pairs.values()).isEqualTo(9);
    }

    @Test
    void sameNameOfOtherShape_isPairedAndNotComparedByPlace() {
        TensorPairs pairs = pairs(new Graphs().weight("w", 4, 3), new Graphs().weight("w", 4, 5));
        assertThat(shown(pairs)).containsExactly("w=w");
        assertThat(pairs.pairs().get(0).isOfOneShape()).isFalse();
        assertThat(pairs.pairs().get(0).countsForTotal()).isFalse();
        pairs = pairs(new Graphs().weight("w", 1, 3), new Graphs().weight("w", 3));
        assertThat(pairs.pairs().get(0).isOfOneShape()).isTrue();
    }

    @Test
    void matrixThatLiesTheOtherWayRound_isTurned() {
        assertThat(shown(pairs(gemm("w", 5, 2, true), matmul("w", 2, 5)))).containsExactly("w=w T");
        assertThat(shown(pairs(gemm("w", 5, 2, true), matmul("v", 2, 5))))
                .containsExactly("w=v T *");
        assertThat(shown(pairs(gemm("w", 5, 2, true), matmul("w", 5, 2)))).containsExactly("w=w");
    }

    @Test
    void squareMatrix_isTurnedByItsUseAlone() {
        assertThat(shown(pairs(gemm("w", 4, 4, true), matmul("w", 4, 4)))).containsExactly("w=w T");
        assertThat(shown(pairs(gemm("w", 4, 4, true), gemm("w", 4, 4, true))))
                .containsExactly("w=w");
        assertThat(shown(pairs(gemm("w", 4, 4, false), matmul("w", 4, 4)))).containsExactly("w=w");
        Graphs left = new Graphs().weight("w", 4, 4).node("MatMul", "w", "x");
        assertThat(shown(pairs(left, matmul("w", 4, 4)))).containsExactly("w=w T");
        Graphs unused = new Graphs().weight("w", 4, 4);
        assertThat(shown(pairs(unused, matmul("w", 4, 4)))).containsExactly("w=w");
        Graphs transA = new Graphs().weight("w", 4, 4).node("Gemm", "w", "x").with("transA", 1);
        assertThat(shown(pairs(transA, matmul("w", 4, 4)))).containsExactly("w=w");
    }

    @Test
    void transposeOnTheWay_turnsTheUse() {
        Graphs once =
                new Graphs().weight("w", 4, 4).node("Transpose", "w").node("MatMul", "x", "y1");
        assertThat(shown(pairs(once, matmul("w", 4, 4)))).containsExactly("w=w T");
        Graphs perm =
                new Graphs()
                        .weight("w", 4, 4)
                        .node("Transpose", "w")
                        .with("perm", 1, 0)
                        .node("MatMul", "x", "y1");
        assertThat(shown(pairs(perm, matmul("w", 4, 4)))).containsExactly("w=w T");
        Graphs none =
                new Graphs()
                        .weight("w", 4, 4)
                        .node("Transpose", "w")
                        .with("perm", 0, 1)
                        .node("MatMul", "x", "y1");
        assertThat(shown(pairs(none, matmul("w", 4, 4)))).containsExactly("w=w");
        Graphs twice =
                new Graphs()
                        .weight("w", 4, 4)
                        .node("Identity", "w")
                        .node("Transpose", "y1")
                        .node("Cast", "y2")
                        .node("Transpose", "y3")
                        .node("MatMul", "x", "y4");
        assertThat(shown(pairs(twice, matmul("w", 4, 4)))).containsExactly("w=w");
        Graphs quantised =
                new Graphs()
                        .weight("w", 4, 4)
                        .weight("scale")
                        .node("DequantizeLinear", "w", "scale")
                        .node("Gemm", "x", "y1")
                        .with("transB", 1);
        assertThat(shown(pairs(quantised, matmul("w", 4, 4)))).containsExactly("w=w T");
    }

    @Test
    void shadowedName_isNotTheTensorOutside() {
        // Inside the body, w is another tensor, or what a node gives.
        Graphs body = new Graphs().weight("w", 4, 4).node("MatMul", "x", "w");
        Graphs outer =
                new Graphs()
                        .weight("w", 4, 4)
                        .node("If", "x")
                        .with("then", body)
                        .node("Gemm", "x", "w")
                        .with("transB", 1);
        assertThat(shown(pairs(outer, matmul("w", 4, 4)))).containsExactly("w=w T");
        Graphs loop =
                new Graphs()
                        .weight("w", 4, 4)
                        .node("Loop", "x")
                        .with("body", new Graphs().node("MatMul", "x", "w"))
                        .node("Gemm", "x", "w")
                        .with("transB", 1);
        // The first use counts, here that inside the body.
        assertThat(shown(pairs(loop, matmul("w", 4, 4)))).containsExactly("w=w");
    }

    @Test
    void tensorsOfSubgraphs_arePairedByTheirPath() {
        Graphs then = new Graphs().weight("v", 3).node("Add", "x", "v");
        Graphs other = new Graphs().weight("v", 3).node("Add", "x", "v");
        Graphs a = new Graphs().node("If", "x").with("then", then).with("else", other);
        Graphs b = new Graphs().node("If", "x").with("else", other).with("then", then);
        assertThat(shown(pairs(a, b)))
                .containsExactlyInAnyOrder("If#1.then/v=If#1.then/v", "If#1.else/v=If#1.else/v");
    }

    @Test
    void constants_arePairedWhateverTheyAre() {
        Graphs graph =
                new Graphs()
                        .node("Constant")
                        .with(Graphs.tensor("", 2, 2))
                        .node("Constant")
                        .with(Graphs.tensor(""))
                        .node("Constant")
                        .with("value_int", 3)
                        .node("Constant")
                        .withFloat("value_float", 0.5f);
        TensorPairs pairs = pairs(graph, graph);
        assertThat(shown(pairs)).containsExactly("y1=y1", "y2=y2", "y3=y3", "y4=y4");
        assertThat(pairs.pairs().stream().map(TensorPair::countsForTotal))
                .containsExactly(true, false, false, false);
    }

    /** Layers of 4 units as PyTorch exports them for inputs of three dimensions. */
    private static Graphs chain(int layers, int firstNumber, boolean biases) {
        Graphs graph = new Graphs();
        String at = "x";
        for (int i = 0; i < layers; i++) {
            String w = "onnx::MatMul_" + (firstNumber + i);
            graph.weight(w, 4, 4).node("MatMul", at, w);
            at = graph.last();
            if (biases) {
                graph.weight("fc." + i + ".bias", 4).node("Add", "fc." + i + ".bias", at);
                at = graph.last();
            }
        }
        return graph;
    }

    @Test
    void namesWithNumbersOfAnExporter_loseAgainstTheLayersThatTheyAreIn() {
        TensorPairs pairs = pairs(chain(3, 30, true), chain(3, 31, true));
        assertThat(shown(pairs))
                .containsExactly(
                        "onnx::MatMul_30=onnx::MatMul_31 *",
                        "fc.0.bias=fc.0.bias",
                        "onnx::MatMul_31=onnx::MatMul_32 *",
                        "fc.1.bias=fc.1.bias",
                        "onnx::MatMul_32=onnx::MatMul_33 *",
                        "fc.2.bias=fc.2.bias");
        assertThat(pairs.pairs()).allMatch(pair -> pair.doubts().isEmpty());
        // Even if there are more of them.
        assertThat(shown(pairs(chain(2, 30, true), chain(3, 29, true))))
                .contains("onnx::MatMul_30=onnx::MatMul_29 *", "onnx::MatMul_31=onnx::MatMul_30 *");
    }

    @Test
    void namesWithNumbersOfAnExporter_loseAgainstTheOrderAlongTheGraph() {
        TensorPairs pairs = pairs(chain(3, 30, false), chain(3, 31, false));
        assertThat(shown(pairs))
                .containsExactly(
                        "onnx::MatMul_30=onnx::MatMul_31 *",
                        "onnx::MatMul_31=onnx::MatMul_32 *",
                        "onnx::MatMul_32=onnx::MatMul_33 *");
        assertThat(pairs.pairs()).allMatch(pair -> pair.doubts().isEmpty());
    }

    @Test
    void namesWithNumbersOfAnExporter_chooseWhereTheGraphDoesNotAndAreDoubted() {
        TensorPairs pairs = pairs(chain(3, 30, false), chain(2, 31, false));
        assertThat(shown(pairs))
                .containsExactly(
                        "onnx::MatMul_31=onnx::MatMul_31", "onnx::MatMul_32=onnx::MatMul_32");
        assertThat(names(pairs.onlyInA())).containsExactly("onnx::MatMul_30");
        assertThat(pairs.pairs())
                .allMatch(pair -> pair.doubts().equals(Set.of(TensorPair.Doubt.PLACE)));
    }

    /** Layers of 4 units, named by their positions as in PyTorch's nn.Sequential. */
    private static Graphs sequential(int... positions) {
        Graphs graph = new Graphs();
        String at = "x";
        for (int position : positions) {
            String w = position + ".weight";
            String bias = position + ".bias";
            graph.weight(w, 4, 4).weight(bias, 4).node("Gemm", at, w, bias).with("transB", 1);
            at = graph.last();
        }
        return graph;
    }

    @Test
    void namesThatAreShiftedPositions_arePairedAndDoubted() throws IOException {
        ModelDiff diff =
                ModelDiff.of(
                        sequential(0, 2, 4).open(folder.resolve("a.onnx")),
                        sequential(2, 4, 6).open(folder.resolve("b.onnx")),
                        done -> {});
        assertThat(diff.tensors())
                .extracting(TensorDiff::name)
                .containsExactly("2.weight", "2.bias", "4.weight", "4.bias");
        assertThat(diff.tensors())
                .allMatch(t -> t.pair().doubts().equals(Set.of(TensorPair.Doubt.NAME)));
        assertThat(PairingNotes.of(diff))
                .contains(
                        "against the order: '2.weight' was paired as names say; the order along"
                                + " both models pairs more tensors, and this one with another, as"
                                + " where names are positions and something was added in front");
    }

    @Test
    void namesThatAreShiftedPositions_ofOtherShapes_areDoubted() {
        Graphs a = new Graphs().weight("0.weight", 4, 9).weight("2.weight", 4, 4);
        Graphs b = new Graphs().weight("2.weight", 4, 9).weight("4.weight", 4, 4);
        TensorPairs pairs = pairs(a, b);
        assertThat(shown(pairs)).containsExactly("2.weight=2.weight");
        assertThat(pairs.pairs().get(0).doubts()).containsExactly(TensorPair.Doubt.NAME);
    }

    @Test
    void namesThatTheOrderDoesNotContradict_areNotDoubted() {
        assertThat(pairs(sequential(0, 2, 4), sequential(0, 2, 4)).pairs())
                .hasSize(6)
                .allMatch(pair -> pair.doubts().isEmpty());
        // One more layer, or one in another place: names find as many as the order does.
        assertThat(pairs(sequential(0, 2, 4), sequential(0, 2, 4, 6)).pairs())
                .hasSize(6)
                .allMatch(pair -> pair.doubts().isEmpty());
        assertThat(pairs(sequential(0, 2, 4), sequential(2, 0, 4)).pairs())
                .hasSize(6)
                .allMatch(pair -> pair.doubts().isEmpty());
        assertThat(pairs(sequential(0, 2, 4), sequential(0, 2, 9)).pairs())
                .hasSize(6)
                .allMatch(pair -> pair.doubts().isEmpty());
    }

    @Test
    void nameWithNumber_ofASingleNumberInTheOther_isNoPair() {
        Graphs a = new Graphs().weight("val_0", 4, 4).node("MatMul", "x", "val_0");
        Graphs b =
                new Graphs()
                        .weight("val_0")
                        .weight("val_2", 4, 4)
                        .node("Sub", "x", "val_0")
                        .node("MatMul", "y1", "val_2");
        TensorPairs pairs = pairs(a, b);
        assertThat(shown(pairs)).containsExactly("val_0=val_2 *");
        assertThat(names(pairs.onlyInB())).containsExactly("val_0");
    }

    @Test
    void sameShapeInAnotherPlace_isNoPair() {
        Graphs a = new Graphs().weight("gain", 4).node("LayerNormalization", "x", "gain");
        Graphs b = new Graphs().weight("bias", 4).node("Add", "x", "bias");
        TensorPairs pairs = pairs(a, b);
        assertThat(pairs.pairs()).isEmpty();
        assertThat(names(pairs.onlyInA())).containsExactly("gain");
        assertThat(names(pairs.onlyInB())).containsExactly("bias");
    }

    @Test
    void rowAndVector_areOfOneShape() {
        Graphs a =
                new Graphs()
                        .weight("coefficient", 3, 4)
                        .weight("intercepts", 1, 4)
                        .node("MatMul", "x", "coefficient")
                        .node("Add", "y1", "intercepts");
        Graphs b =
                new Graphs()
                        .weight("0.weight", 4, 3)
                        .weight("0.bias", 4)
                        .node("Gemm", "x", "0.weight", "0.bias")
                        .with("transB", 1);
        TensorPairs pairs = pairs(a, b);
        assertThat(shown(pairs)).containsExactly("coefficient=0.weight T *", "intercepts=0.bias *");
        assertThat(pairs.pairs()).allMatch(TensorPair::countsForTotal);
    }

    @ParameterizedTest
    @EnumSource(
            value = OnnxMl.TensorProto.DataType.class,
            names = {"STRING", "BOOL", "INT64", "COMPLEX64"})
    void otherKindsOfValues_areNeverPairedWithNumbersByPlace(OnnxMl.TensorProto.DataType type) {
        Graphs a =
                new Graphs()
                        .integers("classes", type, List.of(3))
                        .node("com.example.Any", "x", "classes");
        Graphs b = new Graphs().weight("bias", 3).node("com.example.Any", "x", "bias");
        TensorPairs pairs = pairs(a, b);
        assertThat(pairs.pairs()).isEmpty();
        assertThat(names(pairs.onlyInA())).containsExactly("classes");
        // A name is trusted, and the pair is named.
        pairs = pairs(a, new Graphs().weight("classes", 3));
        assertThat(shown(pairs)).containsExactly("classes=classes");
        assertThat(pairs.pairs().get(0).isComparable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "com.microsoft.FusedMatMul, 0, false",
        "com.microsoft.FusedMatMul, 1, true",
        "com.microsoft.FusedGemm, 1, true",
        "com.microsoft.GemmFastGelu, 0, false",
        "com.microsoft.TransposeMatMul, 1, true",
    })
    void squareMatrix_ofAFusedOperator_isTurnedByItsUse(String operator, int b, boolean turned) {
        Graphs fused = new Graphs().weight("w", 4, 4).node(operator, "x", "w").with("transB", b);
        TensorPairs pairs = pairs(fused, matmul("w", 4, 4));
        assertThat(shown(pairs)).containsExactly(turned ? "w=w T" : "w=w");
        assertThat(pairs.pairs().get(0).doubts()).isEmpty();
    }

    @Test
    void squareMatrix_ofAnUnknownOperator_isComparedAsItLiesAndSaysSo() {
        Graphs unknown = new Graphs().weight("w", 4, 4).node("com.example.Dense", "x", "w");
        TensorPair pair = pairs(unknown, matmul("w", 4, 4)).pairs().get(0);
        assertThat(pair.transposed()).isFalse();
        assertThat(pair.doubts()).containsExactly(TensorPair.Doubt.ORIENTATION);
        // The same operator takes it the same way.
        assertThat(pairs(unknown, unknown).pairs().get(0).doubts()).isEmpty();
        Graphs turned =
                new Graphs()
                        .weight("w", 4, 4)
                        .node("Transpose", "w")
                        .node("com.example.Dense", "x", "y1");
        assertThat(shown(pairs(unknown, turned))).containsExactly("w=w T");
    }

    @Test
    void otherNames_arePairedByTheOrderOfTheirShapesAlongTheGraph() {
        Graphs a =
                new Graphs()
                        .weight("b2", 7)
                        .weight("w2", 5, 7)
                        .weight("b1", 5)
                        .weight("w1", 3, 5)
                        .node("Gemm", "x", "w1", "b1")
                        .node("Gemm", "y1", "w2", "b2");
        Graphs b =
                new Graphs()
                        .weight("k1", 3, 5)
                        .weight("c1", 5)
                        .weight("extra", 5, 5)
                        .weight("c", 5)
                        .weight("k2", 5, 7)
                        .weight("c2", 7)
                        .node("Gemm", "x", "k1", "c1")
                        .node("Gemm", "y1", "extra", "c")
                        .node("Gemm", "y2", "k2", "c2");
        TensorPairs pairs = pairs(a, b);
        assertThat(shown(pairs)).containsExactly("b2=c2 *", "w2=k2 *", "b1=c1 *", "w1=k1 *");
        assertThat(pairs.pairs()).allMatch(pair -> pair.doubts().isEmpty());
        assertThat(pairs.onlyInA()).isEmpty();
        assertThat(names(pairs.onlyInB())).containsExactly("extra", "c");
        TensorPairs back = pairs(b, a);
        assertThat(shown(back)).containsExactly("k1=w1 *", "c1=b1 *", "k2=w2 *", "c2=b2 *");
        assertThat(names(back.onlyInA())).containsExactly("extra", "c");
    }

    @Test
    void shapesInOtherOrder_arePairedAsFarAsTheyAreInOrder() {
        TensorPairs pairs =
                pairs(
                        new Graphs().weight("a1", 2).weight("a2", 3).weight("a3", 4),
                        new Graphs().weight("b1", 4).weight("b2", 2).weight("b3", 3));
        assertThat(shown(pairs)).containsExactly("a1=b2 *", "a2=b3 *");
        assertThat(names(pairs.onlyInA())).containsExactly("a3");
        assertThat(names(pairs.onlyInB())).containsExactly("b1");
    }

    @Test
    void nothingInCommon_isAllLeftOver() {
        TensorPairs pairs =
                pairs(new Graphs().weight("a", 2).weight("b", 2, 2), new Graphs().weight("c", 3));
        assertThat(pairs.pairs()).isEmpty();
        assertThat(names(pairs.onlyInA())).containsExactly("a", "b");
        assertThat(names(pairs.onlyInB())).containsExactly("c");
    }

    @Test
    void thousandsOfTensors_underOtherNames_arePaired() {
        Graphs a = new Graphs();
        Graphs b = new Graphs();
        for (int i = 0; i < 5000; i++) {
            a.weight("a" + i, 1 + i % 7);
            b.weight("b" + i, 1 + i % 7);
            if (i == 2500) {
                b.weight("extra", 9);
            }
        }
        TensorPairs pairs = pairs(a, b);
        assertThat(pairs.pairs()).hasSize(5000).allMatch(TensorPair::isOfOneShape);
        assertThat(names(pairs.onlyInB())).containsExactly("extra");
    }

    @Test
    void thousandsOfTensors_inNoCommonOrder_areNotPairedByPlace() {
        Graphs a = new Graphs();
        Graphs b = new Graphs();
        for (int i = 0; i < 4500; i++) {
            a.weight("a" + i, 2 + i % 7);
            b.weight("b" + i, 2 + (i * 3 + 2) % 5);
        }
        TensorPairs pairs = pairs(a, b);
        assertThat(pairs.pairs()).isEmpty();
        assertThat(pairs.onlyInA()).hasSize(4500);
    }

    @Test
    void emptyMatrix_andItsTranspose_areTheSame() throws IOException {
        Graphs a = new Graphs().weight("w", 0, 5).weight("v", 2);
        Graphs b = new Graphs().weight("w", 5, 0).weight("v", 2);
        ModelDiff diff =
                ModelDiff.of(
                        a.open(folder.resolve("a.onnx")),
                        b.open(folder.resolve("b.onnx")),
                        done -> {});
        assertThat(diff.hasSameWeights()).isTrue();
        assertThat(diff.tensors().get(0).maxIndex()).isNull();
    }

    @Test
    void megabytesOfNames_areComparedInTime() {
        String same = "a".repeat(4_000);
        Graphs a = new Graphs();
        Graphs b = new Graphs();
        for (int i = 0; i < 500; i++) {
            a.weight(same + i + "a", 3).node("com.example." + same + i, same + i + "a");
            b.weight(same + i + "b", 3).node("com.example." + same + (i + 1), same + i + "b");
        }
        a.weight("A" + "_1".repeat(100_000) + "_output", 7);
        assertThat(pairs(a, b).pairs()).hasSize(499);
    }
}

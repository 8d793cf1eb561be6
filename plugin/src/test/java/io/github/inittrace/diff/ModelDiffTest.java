// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDiffTest {
    @TempDir Path folder;

    private ModelDiff diff(Graphs a, Graphs b) throws IOException {
        return ModelDiff.of(
                a.open(folder.resolve("a.onnx")), b.open(folder.resolve("b.onnx")), done -> {});
    }

    private static Graphs constant(OnnxMl.AttributeProto.Builder value) {
        return new Graphs().weight("w", 2).node("Constant").with(value);
    }

    private static OnnxMl.AttributeProto.Builder floats(float... values) {
        OnnxMl.AttributeProto.Builder attribute =
                OnnxMl.AttributeProto.newBuilder().setName("value_floats");
        for (float value : values) {
            attribute.addFloats(value);
        }
        return attribute;
    }

    /** A matrix of 2 rows and 3 columns that has 1 and 2 at two places, and zeros elsewhere. */
    private static OnnxMl.AttributeProto.Builder sparse(int one, int two) {
        OnnxMl.AttributeProto.Builder attribute =
                OnnxMl.AttributeProto.newBuilder().setName("sparse_value");
        OnnxMl.SparseTensorProto.Builder tensor = attribute.getSparseTensorBuilder();
        tensor.addDims(2).addDims(3);
        tensor.getValuesBuilder().setDataType(1).addDims(2).addFloatData(1).addFloatData(2);
        tensor.getIndicesBuilder().setDataType(7).addDims(2).addInt64Data(one).addInt64Data(two);
        return attribute.setType(OnnxMl.AttributeProto.AttributeType.SPARSE_TENSOR);
    }

    @Test
    void constantsOfNumbers_areComparedWhateverTheirAttribute() throws IOException {
        ModelDiff diff = diff(constant(floats(1, 2)), constant(floats(2, 2)));
        assertThat(diff.isNone()).isFalse();
        assertThat(diff.tensor("y1").difference().distance()).isEqualTo(1);
        assertThat(diff.total().difference().count()).isEqualTo(4);
        for (String name : new String[] {"value_int", "value_ints"}) {
            diff =
                    diff(
                            new Graphs().node("Constant").with(name, 3, 4),
                            new Graphs().node("Constant").with(name, 3, 5));
            boolean list = name.equals("value_ints");
            assertThat(diff.isNone()).as(name).isEqualTo(!list);
        }
        diff =
                diff(
                        new Graphs().node("Constant").withFloat("value_float", 255),
                        new Graphs().node("Constant").withFloat("value_float", 1));
        assertThat(diff.tensor("y1").difference().maxAbs()).isEqualTo(254);
        assertThat(diff.total()).isNull();
        // By hand: 1 and 2 are at places 1 and 5 of one, at 1 and 4 of the other.
        diff = diff(constant(sparse(1, 5)), constant(sparse(1, 4)));
        assertThat(diff.tensor("y1").difference().count()).isEqualTo(6);
        assertThat(diff.tensor("y1").difference().unchanged()).isEqualTo(4);
        assertThat(diff.tensor("y1").maxIndex()).containsExactly(1, 1);
        assertThat(diff.tensor("y1").difference().distance()).isEqualTo(Math.sqrt(8));
        OnnxMl.TensorProto.Builder dense =
                OnnxMl.TensorProto.newBuilder().setDataType(1).addDims(2).addDims(3);
        for (float value : new float[] {0, 1, 0, 0, 0, 2}) {
            dense.addFloatData(value);
        }
        Graphs written = new Graphs().weight("w", 2).node("Constant").with(dense);
        assertThat(diff(constant(sparse(1, 5)), written).isNone()).isTrue();
    }

    @Test
    void settingsThatAreTheSame_areNotListed() throws IOException {
        Graphs graph =
                new Graphs()
                        .weight("w", 2)
                        .node("Constant")
                        .with("value_ints", 1, 2)
                        .node("Constant")
                        .withFloat("value_float", 3);
        ModelDiff diff = diff(graph, graph);
        assertThat(diff.isNone()).isTrue();
        assertThat(diff.tensors()).extracting(TensorDiff::name).containsExactly("w");
    }

    @Test
    void strings_areNamedAsNotCompared() throws IOException {
        OnnxMl.AttributeProto.Builder text =
                OnnxMl.AttributeProto.newBuilder().setName("value_string");
        ModelDiff diff = diff(constant(text), constant(text));
        assertThat(diff.isNone()).isFalse();
        assertThat(PairingNotes.of(diff))
                .containsExactly("not compared: 'y1', which is STRING in A and STRING in B");
    }

    @Test
    void doubts_areNotes() throws IOException {
        Graphs unknown = new Graphs().weight("w", 4, 4).node("com.example.Dense", "x", "w");
        Graphs known = new Graphs().weight("w", 4, 4).node("MatMul", "x", "w");
        assertThat(PairingNotes.of(diff(unknown, known)))
                .contains(
                        "orientation unknown: 'w' is square and what takes it is not known in both"
                                + " models; it was compared as it lies");
        Graphs two =
                new Graphs()
                        .weight("1", 4, 3)
                        .weight("2", 4, 3)
                        .node("MatMul", "x", "1")
                        .node("MatMul", "x", "2");
        Graphs one = new Graphs().weight("3", 4, 3).node("MatMul", "x", "3");
        assertThat(PairingNotes.of(diff(one, two)))
                .contains(
                        "by place in the graph: '3' with B's '1'",
                        "uncertain: '3' may belong to another tensor of B, as others of its shape"
                                + " and use are left over and no name that a person gave tells"
                                + " which");
    }
}

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

/** What counts of a model. */
class ModelWeightsTest {
    @TempDir Path folder;

    private ModelWeights weights(Graphs graph) {
        return ModelWeights.of(graph.open(folder.resolve("m.onnx")));
    }

    @Test
    void numbersOfConstants_countUnlessThereIsOne_andTheRestHasItsReason() {
        ModelWeights found =
                weights(
                        new Graphs()
                                .weight("single")
                                .weight("empty", 0, 2)
                                .integers("steps", DataType.INT64, List.of(1))
                                .node("Constant")
                                .with(Graphs.tensor("", 3))
                                .node("Constant")
                                .withFloat("value_float", 0.5f));
        assertThat(found.counted()).extracting(StoredTensor::name).containsExactly("single", "y1");
        assertThat(found.unscaled()).isEmpty();
        assertThat(found.others())
                .containsExactly("empty (empty)", "steps (int64)", "y2 (a setting)");
    }

    @Test
    void quantisedWeights_countAsTheirNumbers_andTheirScalesNot() throws IOException {
        ModelWeights found =
                weights(
                        new Graphs()
                                .floats("s", List.of(), 0.5f)
                                .integers("z", DataType.INT8, List.of(), 1)
                                .integers("q", DataType.INT8, List.of(2, 2), 1, 2, 3, 4)
                                .weight("bias", 2)
                                .node("DequantizeLinear", "q", "s", "z")
                                .node("Gemm", "x", "y1", "bias"));
        assertThat(found.counted()).extracting(StoredTensor::name).containsExactly("q", "bias");
        assertThat(found.counted().get(0).floats()).containsExactly(0, 0.5f, 1, 1.5f);
        assertThat(found.others())
                .containsExactly("s (scale or zero point)", "z (scale or zero point)");
    }

    @Test
    void integersOfUnknownScale_areNeither() {
        ModelWeights found =
                weights(
                        new Graphs()
                                .input("s")
                                .integers("q", DataType.INT8, List.of(2), 1, 2)
                                .node("DequantizeLinear", "q", "s"));
        assertThat(found.counted()).isEmpty();
        assertThat(found.unscaled()).extracting(StoredTensor::name).containsExactly("q");
        assertThat(found.others()).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.measure.Agreement;
import io.github.inittrace.measure.Scipy;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** scipy finds the figures of a run's record in the two networks of the run. */
class ScipyTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir static Path temporary;
    private static TracedRun<Label> run;
    private static RunFolder folder;
    private static JsonNode expected;

    @BeforeAll
    static void train() throws Exception {
        Scipy.python();
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(60, 40)
                        .epochs(3)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        run =
                InitTrace.of(trainer)
                        .runFolder(temporary.resolve("run"))
                        .recording(Recording.full().conditionals(Schedule.every(2)))
                        .run(new MutableDataset<>(new DigitsDataSource(600, 3)));
        folder = RunFolder.open(temporary.resolve("run"));
        List<OnnxTensor> initial = OnnxWeights.read(folder.initialModel().orElseThrow()).tensors();
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        initial.forEach(t -> shapes.put(t.name(), t.shape()));
        MAPPER.writeValue(temporary.resolve("tensors.json").toFile(), shapes);
        write(initial, "initial.f64");
        write(OnnxWeights.read(folder.trainedModel().orElseThrow()).tensors(), "trained.f64");
        expected = MAPPER.readTree(Scipy.output("weights.py", temporary.toString()));
    }

    private static void write(List<OnnxTensor> tensors, String name) throws IOException {
        int count = tensors.stream().mapToInt(t -> t.values().length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (OnnxTensor tensor : tensors) {
            for (float value : tensor.values()) {
                bytes.putDouble(value);
            }
        }
        Files.write(temporary.resolve(name), bytes.array());
    }

    @Test
    void lastRecord_everyMeasure_agreesWithScipy() {
        List<TensorMeasures> tensors = folder.history().last().tensors();
        assertThat(tensors).hasSize(6);
        for (int i = 0; i < tensors.size(); i++) {
            compare(tensors.get(i), expected.get("tensors").get(i));
        }
        compare(folder.history().last().total(), expected.get("total"));
    }

    /** All but the update size, which takes a third file. */
    private static void compare(TensorMeasures recorded, JsonNode scipy) {
        ObjectNode record = MAPPER.valueToTree(recorded);
        record.remove("updateSize");
        Agreement.assertAgrees(record, scipy, recorded.name());
    }

    @Test
    void lastConditionals_everyFigure_agreeWithScipy() throws IOException {
        List<ConditionalRecord> last =
                folder.conditionals().stream().filter(c -> c.epoch() == 3).toList();
        assertThat(last).hasSize(3);
        for (int i = 0; i < last.size(); i++) {
            ObjectNode record = MAPPER.valueToTree(last.get(i));
            record.remove("epoch");
            Agreement.assertAgrees(record, expected.get("conditionals").get(i), "line " + i);
        }
    }

    @Test
    void conditionals_ofTheRunInMemory_areThoseOfTheFolder() throws IOException {
        List<ConditionalRecord> read = folder.conditionals();
        assertThat(read).extracting(ConditionalRecord::epoch).containsExactly(2, 2, 2, 3, 3, 3);
        assertThat(run.conditionals()).isEqualTo(read.subList(3, 6));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.measure.Agreement;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** scipy finds the figures of a run's record in the two networks of the run. */
class ScipyTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path SCRIPTS = Path.of("src/test/python").toAbsolutePath();

    @TempDir static Path temporary;
    private static TracedRun<Label> run;
    private static RunFolder folder;
    private static JsonNode expected;

    @BeforeAll
    static void train() throws Exception {
        String python = python();
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(60, 40)
                        .epochs(3)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        run =
                InitTrace.of(trainer)
                        .runFolder(temporary.resolve("run"))
                        .conditionalEvery(2)
                        .run(new MutableDataset<>(new DigitsDataSource(600, 3)));
        folder = RunFolder.open(temporary.resolve("run"));
        List<OnnxTensor> initial = OnnxWeights.read(folder.initialModel().orElseThrow()).tensors();
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        initial.forEach(t -> shapes.put(t.name(), t.shape()));
        MAPPER.writeValue(temporary.resolve("tensors.json").toFile(), shapes);
        write(initial, "initial.f64");
        write(OnnxWeights.read(folder.trainedModel().orElseThrow()).tensors(), "trained.f64");
        expected = MAPPER.readTree(output(python, "weights.py", temporary.toString()));
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

    private static String python() {
        Optional<String> found =
                Stream.of("/usr/bin/python3", "python3").filter(ScipyTest::hasScipy).findFirst();
        String missing = "no python3 can import numpy and scipy; install Debian's python3-scipy";
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        return found.orElseGet(() -> Assumptions.abort(missing));
    }

    private static boolean hasScipy(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import numpy, scipy")
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while looking for scipy", e);
        }
    }

    private static byte[] output(String python, String script, String argument) throws Exception {
        Process process =
                new ProcessBuilder(python, "-B", SCRIPTS.resolve(script).toString(), argument)
                        .redirectError(Redirect.INHERIT)
                        .start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as("exit status of " + script).isZero();
        return output;
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

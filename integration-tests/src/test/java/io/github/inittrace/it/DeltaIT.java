// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.onnx.OnnxWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that {@code inittrace delta} writes gives the record's figures in every runtime. */
class DeltaIT {
    /** The outputs' names and those of the record. */
    private static final Map<String, String> FIGURES =
            Map.of(
                    "norm", "norm",
                    "initial_norm", "initialNorm",
                    "distance", "distance",
                    "relative_distance", "relativeDistance",
                    "rms", "rms",
                    "max_abs", "maxAbs",
                    "cosine", "cosine");

    @TempDir static Path folder;
    private static RealRun real;
    private static Path delta;

    @BeforeAll
    static void trainAndWrite() throws IOException {
        real = RealRun.on(RealRun.images(), folder.resolve("run"));
        delta = folder.resolve("delta.onnx");
        Processes.Result result = Cli.here().run(folder, "delta", "run");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        "delta.onnx: the differences of 6 tensors; run it without inputs and read"
                                + " delta/NAME, distance/NAME, ..., distance/total\n");
    }

    @Test
    void checker_fullCheck_acceptsIt() throws IOException {
        Tools.assertOnnxChecked(delta);
    }

    @Test
    void figures_inJavasRuntime_areTheRecordedOnes() throws IOException, OrtException {
        Map<String, double[]> found = new LinkedHashMap<>();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(delta.toString());
                OrtSession.Result result = session.run(Map.of())) {
            for (Map.Entry<String, OnnxValue> entry : result) {
                found.put(
                        entry.getKey(), ((OnnxTensor) entry.getValue()).getDoubleBuffer().array());
            }
        }
        assertRecorded(found);
    }

    @Test
    void figures_inNodesRuntime_areTheRecordedOnes() throws IOException {
        Map<String, double[]> found = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : Node.evaluate(delta).properties()) {
            assertThat(entry.getValue().get("type").asText()).isEqualTo("float64");
            List<Double> values = new ArrayList<>();
            // What is not finite is text, which Java reads as JavaScript writes it.
            entry.getValue()
                    .get("data")
                    .forEach(value -> values.add(Double.valueOf(value.asText())));
            found.put(entry.getKey(), values.stream().mapToDouble(Double::doubleValue).toArray());
        }
        assertRecorded(found);
    }

    @Test
    void file_thatIsThere_isReplacedByForceOnly() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.onnx"), "precious");
        Processes.Result refused = InProcess.run(folder, "delta", "run", "-o", "mine.onnx");
        assertThat(refused.errLines())
                .containsExactly(
                        "inittrace: mine.onnx is there already; name another file with -o, or use"
                                + " --force");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(file).hasContent("precious");

        Processes.Result forced =
                InProcess.run(folder, "delta", "run", "-o", "mine.onnx", "--force");
        assertThat(forced.exit()).as(forced.err()).isZero();
        assertThat(file).hasSameBinaryContentAs(delta);
    }

    @Test
    void file_inTheRunFolder_isRefused() throws IOException {
        Processes.Result refused =
                InProcess.run(folder, "delta", "run", "-o", "run/report/delta.onnx");
        Files.createDirectories(folder.resolve("run/report"));
        Processes.Result stillRefused =
                InProcess.run(folder, "delta", "run", "-o", "run/report/delta.onnx");

        assertThat(refused.errLines())
                .containsExactly(
                        "inittrace: cannot write to run/report/delta.onnx: expected a file in an"
                                + " existing folder");
        assertThat(stillRefused.errLines())
                .containsExactly(
                        "inittrace: cannot write to run/report/delta.onnx: it lies in the run"
                                + " folder, whose files are fixed by its manifest; name a file"
                                + " elsewhere with -o");
        assertThat(List.of(refused.exit(), stillRefused.exit())).containsOnly(2);
    }

    @Test
    void run_withoutTrainedNetwork_isRefused() throws IOException {
        Path unfinished = Files.createDirectories(folder.resolve("unfinished"));
        for (String name : List.of("run.json", "epochs.jsonl", "initial.onnx")) {
            Files.copy(folder.resolve("run").resolve(name), unfinished.resolve(name));
        }
        Processes.Result refused = InProcess.run(folder, "delta", "unfinished", "-o", "no.onnx");
        assertThat(refused.errLines())
                .containsExactly(
                        "inittrace: unfinished holds no trained.onnx: expected a finished run of a"
                                + " trainer whose models can be exported as ONNX");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(folder.resolve("no.onnx")).doesNotExist();
    }

    private static void assertRecorded(Map<String, double[]> found) throws IOException {
        List<String> lines = Files.readAllLines(real.folder().path().resolve("epochs.jsonl"));
        JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        List<JsonNode> measures = new ArrayList<>();
        last.get("tensors").forEach(measures::add);
        assertThat(found).hasSize(6 + 7 * FIGURES.size());
        assertDifferences(found);
        measures.add(last.get("total"));
        for (JsonNode tensor : measures) {
            FIGURES.forEach(
                    (output, recorded) ->
                            assertFigure(
                                    found,
                                    output + "/" + tensor.get("name").asText(),
                                    tensor.get(recorded)));
        }
    }

    private static void assertFigure(
            Map<String, double[]> found, String output, JsonNode recorded) {
        assertThat(found.get(output)).as(output).hasSize(1);
        double value = found.get(output)[0];
        if (recorded.isNull()) {
            assertThat(value).as(output + " is undefined").matches(x -> !Double.isFinite(x));
        } else {
            assertThat(value)
                    .as(output)
                    .isCloseTo(recorded.asDouble(), within(1e-12 * Math.abs(recorded.asDouble())));
        }
    }

    /** The differences are exact. */
    private static void assertDifferences(Map<String, double[]> found) throws IOException {
        var before = OnnxWeights.read(real.initialFile()).tensors();
        var after = OnnxWeights.read(real.trainedFile()).tensors();
        for (int t = 0; t < before.size(); t++) {
            double[] differences = new double[before.get(t).values().length];
            for (int i = 0; i < differences.length; i++) {
                differences[i] = (double) after.get(t).values()[i] - before.get(t).values()[i];
            }
            assertThat(found.get("delta/" + before.get(t).name())).isEqualTo(differences);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** ONNX Runtime for Node.js, a runtime that no code of ours or Tribuo's touches. */
final class Node {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Node() {}

    /** What a model without inputs gives: by output, its type, dims and data. */
    static JsonNode evaluate(Path model) throws IOException {
        return run(List.of(model.toAbsolutePath().toString()));
    }

    /** What a network's output is for rows of features. */
    static float[][] score(Path model, float[][] rows) throws IOException {
        Path file = Files.createTempFile("inittrace-it", ".json");
        try {
            JSON.writeValue(file.toFile(), rows);
            JsonNode output =
                    run(List.of(model.toAbsolutePath().toString(), file.toString())).get("output");
            assertThat(output.get("type").asText()).isEqualTo("float32");
            int columns = output.get("dims").get(1).asInt();
            float[][] scores = new float[output.get("dims").get(0).asInt()][columns];
            for (int i = 0; i < scores.length * columns; i++) {
                scores[i / columns][i % columns] = (float) output.get("data").get(i).asDouble();
            }
            return scores;
        } finally {
            Files.delete(file);
        }
    }

    private static JsonNode run(List<String> arguments) throws IOException {
        Path folder = Tools.onnxRuntimeForNode();
        List<String> command = new ArrayList<>(List.of("node", "evaluate.js"));
        command.addAll(arguments);
        Processes.Result result = Processes.run(folder, command);
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        return JSON.readTree(result.out());
    }
}

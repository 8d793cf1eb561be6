// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.reports.html.run.ReportInput;
import io.github.inittrace.reports.html.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we tell people to run in Python gives the numbers of the record. */
class PythonRecipeIT {
    private static final Pattern DOCS_BLOCK =
            Pattern.compile("^```python\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern PAGE_BLOCK =
            Pattern.compile("<pre[^>]*><code>(import .*?)</code></pre>", Pattern.DOTALL);

    @TempDir static Path folder;
    private static RealRun real;
    private static JsonNode last;

    @BeforeAll
    static void train() throws IOException {
        real = RealRun.on(RealRun.images(), folder.resolve("run"));
        List<String> lines = Files.readAllLines(real.folder().path().resolve("epochs.jsonl"));
        last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    @Test
    void docs_pythonBlock_printsTheRecordedDistances() throws IOException {
        String recipe =
                onlyMatch(DOCS_BLOCK, Files.readString(Tools.root().resolve("docs/run-folder.md")));

        assertPrintsDistances(recipe);
    }

    @Test
    void report_pythonBlock_printsTheRecordedDistances() throws IOException {
        ReportInput input =
                new ReportInput(
                        real.folder().record(), real.folder().history(), List.of(), List.of());
        Path page = RunReport.write(input, real.folder().report(), null);
        String html = onlyMatch(PAGE_BLOCK, Files.readString(page));

        assertPrintsDistances(
                html.replace("&quot;", "\"")
                        .replace("&#x27;", "'")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&"));
    }

    @Test
    void record_lastLine_isWhatNumpyFindsInTheFiles() throws IOException {
        Path script = Tools.root().resolve("integration-tests/src/test/python/recompute.py");
        JsonNode found = new ObjectMapper().readTree(python(List.of(script.toString())));

        List<JsonNode> recorded = new ArrayList<>();
        last.get("tensors").forEach(recorded::add);
        assertThat(recorded).hasSize(6);
        recorded.add(last.get("total"));
        for (JsonNode tensor : recorded) {
            String name = tensor.get("name").asText();
            compare(name, tensor, found.get(name));
        }
    }

    private static void assertPrintsDistances(String recipe) throws IOException {
        Map<String, Double> printed = new LinkedHashMap<>();
        for (String line : python(List.of("-c", recipe)).lines().toList()) {
            String[] words = line.split(" ");
            assertThat(words).hasSize(2);
            printed.put(words[0], Double.valueOf(words[1]));
        }
        Map<String, Double> recorded = new LinkedHashMap<>();
        last.get("tensors")
                .forEach(t -> recorded.put(t.get("name").asText(), t.get("distance").asDouble()));
        recorded.forEach(
                (name, distance) ->
                        assertThat(printed.get(name))
                                .as("distance of " + name)
                                .isCloseTo(distance, within(1e-12 * distance)));
        assertThat(printed.keySet()).containsExactlyElementsOf(recorded.keySet());
    }

    private static void compare(String name, JsonNode recorded, JsonNode found) {
        for (String measure :
                List.of(
                        "count",
                        "norm",
                        "initialNorm",
                        "distance",
                        "relativeDistance",
                        "rms",
                        "meanAbs",
                        "maxAbs",
                        "cosine")) {
            close(name + "." + measure, recorded.get(measure), found.get(measure));
        }
        for (String moments : List.of("weights", "deviations")) {
            JsonNode ours = recorded.get(moments);
            JsonNode numpys = found.get(moments);
            String what = name + "." + moments;
            // A mean of values of both signs is as exact as the sum of their magnitudes.
            assertThat(ours.get("mean").asDouble())
                    .as(what + ".mean")
                    .isCloseTo(
                            numpys.get("mean").asDouble(),
                            within(1e-12 * numpys.get("meanMagnitude").asDouble()));
            close(what + ".variance", ours.get("variance"), numpys.get("variance"));
            for (String shape : List.of("skewness", "kurtosis")) {
                assertThat(ours.get(shape).asDouble())
                        .as(what + "." + shape)
                        .isCloseTo(
                                numpys.get(shape).asDouble(),
                                within(1e-9 * Math.max(1, numpys.get(shape).asDouble())));
            }
        }
        JsonNode histogram = recorded.get("histogram");
        double reach = 5 * found.get("rms").asDouble();
        assertThat(histogram.get("low").asDouble()).isCloseTo(-reach, within(1e-12 * reach));
        assertThat(histogram.get("high").asDouble()).isCloseTo(reach, within(1e-12 * reach));
        for (String part : List.of("below", "counts", "above")) {
            assertThat(histogram.get(part)).as(name + "." + part).isEqualTo(found.get(part));
        }
    }

    private static void close(String what, JsonNode recorded, JsonNode found) {
        if (found.isNull()) {
            assertThat(recorded.isNull()).as(what + " is undefined").isTrue();
            return;
        }
        assertThat(recorded.isNumber()).as(what + " is a number").isTrue();
        assertThat(recorded.asDouble())
                .as(what)
                .isCloseTo(found.asDouble(), within(1e-12 * Math.abs(found.asDouble())));
    }

    private static String python(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Tools.python()));
        command.addAll(arguments);
        Processes.Result result = Processes.run(real.folder().path(), command);
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        return result.out();
    }

    private static String onlyMatch(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("there is a Python block").isTrue();
        String block = matcher.group(1);
        assertThat(matcher.find()).as("there is a second Python block").isFalse();
        return block;
    }
}

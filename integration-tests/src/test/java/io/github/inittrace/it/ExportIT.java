// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.export.Export;
import io.github.inittrace.export.ExportListener;
import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.FigurePath;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;

/** What other tools read from exports is what the run folder has. */
class ExportIT {
    private static final Pattern DOCS_BLOCK =
            Pattern.compile("^```python\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final ExportListener NOBODY =
            new ExportListener() {
                @Override
                public void onRun(int done, int all) {}

                @Override
                public void onRemark(String remark) {
                    throw new AssertionError(remark);
                }
            };

    @TempDir static Path folder;
    private static RunFolder run;

    @BeforeAll
    static void train() throws IOException {
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(16, 16)
                        .epochs(3)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        InitTrace.of(trainer)
                .validateOn("test", new MutableDataset<>(new DigitsDataSource(200, 2)))
                .recording(Recording.full().checkpoints(Schedule.every(2)))
                .runFolder(folder.resolve("run"))
                .run(new MutableDataset<>(new DigitsDataSource(1000, 1)));
        run = RunFolder.open(folder.resolve("run"));
    }

    @Test
    void tensorBoard_readsWhatWasRecorded() throws IOException {
        String python = Tools.pythonWith("tensorboard");
        Export.tensorBoard(run.path(), folder.resolve("logs"), NOBODY);
        JsonNode read =
                new ObjectMapper()
                        .readTree(
                                python(
                                        python,
                                        Tools.root()
                                                .resolve(
                                                        "integration-tests/src/test/python/event_files.py")
                                                .toString(),
                                        folder.resolve("logs/run").toString()));

        assertScalars(read.get("scalars"));
        assertHistograms(read.get("histograms"));
        assertThat(read.get("hyperParameters").get("batchSize"))
                .hasToString("[\"number_value\",128.0]");
        assertThat(read.get("hyperParameters").get("shuffle")).hasToString("[\"bool_value\",true]");
        assertThat(read.get("hyperParameters")).hasSize(run.record().configuration().size());
        assertThat(read.get("status").asInt()).isEqualTo(1);
        assertThat(read.get("texts").get("run").get(0).asText())
                .contains("| id | " + run.record().runId() + " |");
        assertThat(read.get("texts").get("end").get(0).asText()).contains("| ending | completed |");
    }

    private static void assertScalars(JsonNode scalars) {
        NamedRun named = NamedRun.of(run);
        double time = scalars.get("loss/epochEnd").get(0).get(1).asDouble();
        int compared = 0;
        for (EpochRecord epoch : run.history()) {
            Map<String, Double> recorded = new HashMap<>();
            FigurePath.all(named, epoch).forEach((path, value) -> recorded.put(tag(path), value));
            if (epoch.index() > 0) {
                time += epoch.seconds() + epoch.evaluationSeconds() + epoch.measureSeconds();
            }
            for (Map.Entry<String, JsonNode> series : fields(scalars).entrySet()) {
                for (JsonNode point : series.getValue()) {
                    if (point.get(0).asInt() == epoch.index()) {
                        assertThat(point.get(1).asDouble()).isCloseTo(time, within(1e-5));
                        assertThat((float) point.get(2).asDouble())
                                .as(series.getKey())
                                .isEqualTo(recorded.get(series.getKey()).floatValue());
                        compared++;
                    }
                }
            }
        }
        List<String> tensors = new ArrayList<>();
        run.history().first().tensors().forEach(tensor -> tensors.add(tensor.name()));
        tensors.add("total");
        assertThat(fields(scalars).keySet())
                .contains("loss/running", "loss/epochEnd", "loss/validation.test")
                .contains("accuracy/epochEnd", "accuracy/validation.test", "learningRate")
                .containsAll(tensors.stream().map(name -> "distance/" + name).toList())
                .containsAll(tensors.stream().map(name -> "norm/" + name).toList());
        assertThat(compared).isGreaterThan(200);
    }

    /** The tag of a figure, by the rule of the documentation. */
    private static String tag(String path) {
        Matcher loss = Pattern.compile("(running|epochEnd)(Loss|Accuracy)").matcher(path);
        if (loss.matches()) {
            return loss.group(2).toLowerCase(Locale.ROOT) + "/" + loss.group(1);
        }
        String figure = path.replaceFirst(".*\\.", "");
        String owner = path.substring(0, Math.max(0, path.length() - figure.length() - 1));
        String bare =
                owner.replaceFirst("^(tensors|deadUnits)\\.", "").replaceFirst("\\.movement$", "");
        boolean isOfDistribution = path.startsWith("distributions.") || path.startsWith("run.");
        boolean isMoment = owner.matches(".*\\.(weights|deviations|histogram)");
        return isOfDistribution || isMoment ? path : bare.isEmpty() ? figure : figure + "/" + bare;
    }

    private static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static void assertHistograms(JsonNode histograms) throws IOException {
        for (TensorMeasures tensor : run.history().last().tensors()) {
            JsonNode series = histograms.get("deviations/" + tensor.name());
            assertThat(series).hasSize(3); // the untrained network has no deviations
            JsonNode last = series.get(2);
            Histogram recorded = tensor.histogram();
            List<Double> counts = new ArrayList<>();
            if (recorded.below() > 0) {
                counts.add((double) recorded.below());
            }
            recorded.counts().forEach(count -> counts.add(count.doubleValue()));
            if (recorded.above() > 0) {
                counts.add((double) recorded.above());
            }
            assertThat(numbers(last.get(7))).isEqualTo(counts);
            assertThat(numbers(last.get(6)))
                    .containsSubsequence(Arrays.stream(recorded.edges()).skip(1).boxed().toList());
            assertThat(last.get(3).asDouble()).isEqualTo(tensor.count());
            assertThat(last.get(5).asDouble())
                    .isCloseTo(tensor.distance() * tensor.distance(), within(1e-12));
        }
        for (int epoch : new int[] {0, 2, 3}) {
            for (OnnxTensor tensor : OnnxWeights.read(run.model(epoch)).tensors()) {
                JsonNode found = null;
                for (JsonNode point : histograms.path("weights/" + tensor.name())) {
                    found = point.get(0).asInt() == epoch ? point : found;
                }
                if (epoch == 0 && tensor.name().endsWith(".bias")) {
                    assertThat(found).as("all zero").isNull();
                    continue;
                }
                float[] sorted = tensor.values().clone();
                Arrays.sort(sorted);
                assertThat(found.get(1).asDouble()).isEqualTo(sorted[0]);
                assertThat(found.get(2).asDouble()).isEqualTo(sorted[sorted.length - 1]);
                assertThat(numbers(found.get(7)).stream().mapToDouble(n -> n).sum())
                        .isEqualTo(sorted.length);
            }
        }
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }

    @Test
    void docs_pythonBlock_readsTheTable() throws IOException {
        String python = Tools.pythonWith("pandas");
        String page = Files.readString(Tools.root().resolve("docs/export.md"));
        Matcher block = DOCS_BLOCK.matcher(page);
        assertThat(block.find()).isTrue();
        Export.csv(run.path(), folder.resolve("run.csv"), NOBODY);

        List<String> printed =
                python(python, "-c", block.group(1).replace("widths.csv", "run.csv"))
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.matches("[0-3] .*"))
                        .toList();

        List<String> expected = new ArrayList<>();
        for (EpochRecord epoch : run.history()) {
            double[] distances =
                    Stream.of("hidden1.weight", "hidden2.weight", "output.weight")
                            .mapToDouble(
                                    name ->
                                            epoch.tensors().stream()
                                                    .filter(t -> t.name().equals(name))
                                                    .findFirst()
                                                    .orElseThrow()
                                                    .relativeDistance())
                            .toArray();
            expected.add(epoch.index() + " " + Arrays.toString(distances));
        }
        assertThat(printed).hasSameSizeAs(expected);
        for (int i = 0; i < printed.size(); i++) {
            double[] found = doubles(printed.get(i));
            double[] recorded = doubles(expected.get(i));
            // pandas prints six digits.
            assertThat(found).containsExactly(recorded, within(1e-6));
        }
    }

    private static double[] doubles(String line) {
        return Stream.of(line.replaceAll("[\\[\\],]", " ").trim().split(" +"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static String python(String python, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(python));
        command.addAll(List.of(arguments));
        Processes.Result result = Processes.run(folder, command);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out();
    }
}

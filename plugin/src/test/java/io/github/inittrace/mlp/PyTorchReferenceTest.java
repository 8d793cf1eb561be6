// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.data.DebianFashionMnist;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.lifecycle.BatchListener;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Evaluation;
import io.github.inittrace.lifecycle.Observation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/**
 * Trains what an independent PyTorch run trained, over five seeds, and compares losses, accuracies
 * and how far each matrix moved. The figures and the rule are in {@code pytorch-reference.json}.
 */
class PyTorchReferenceTest {
    private static final int SEEDS = 5;

    private String loadedName = "";
    private LoadedData loaded;

    @TestFactory
    Stream<DynamicTest> fiveEpochs_agreeWithPyTorch() throws IOException {
        JsonNode reference =
                new ObjectMapper()
                        .readTree(PyTorchReferenceTest.class.getResource("pytorch-reference.json"));
        return StreamSupport.stream(reference.get("runs").spliterator(), false)
                .map(
                        run -> {
                            String dataset = run.get("dataset").asText();
                            int width = run.get("width").asInt();
                            return DynamicTest.dynamicTest(
                                    dataset + ", width " + width, () -> compare(run));
                        });
    }

    private void compare(JsonNode run) throws IOException {
        LoadedData data = data(run.get("dataset").asText());
        Map<String, List<Double>> ours = new LinkedHashMap<>();
        try (PreparedData train = trainer(run, 0).prepare(data.train());
                PreparedData test = train.validation(data.test())) {
            for (int seed = 0; seed < SEEDS; seed++) {
                measure(train, test, trainer(run, seed), run.get("epochs").asInt(), ours);
            }
        }
        run.get("metrics")
                .fields()
                .forEachRemaining(
                        metric -> assertAgrees(metric.getKey(), metric.getValue(), run, ours));
    }

    /** Loaded once for the widths that follow each other. */
    private LoadedData data(String name) throws IOException {
        if (!name.equals(loadedName)) {
            loaded = name.equals("fashion") ? DebianFashionMnist.load() : RealImages.mnist();
            loadedName = name;
        }
        return loaded;
    }

    private static MLPClassificationTrainer trainer(JsonNode run, int seed) {
        int width = run.get("width").asInt();
        return MLPClassificationTrainer.builder()
                .hiddenLayers(width, width)
                .epochs(run.get("epochs").asInt())
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .seed(seed)
                .build();
    }

    private static void assertAgrees(
            String name, JsonNode reference, JsonNode run, Map<String, List<Double>> ours) {
        double mean = reference.get("mean").asDouble();
        double sd = reference.get("sd").asDouble();
        List<Double> values = ours.get(name);
        double m = mean(values);
        double s2 = values.stream().mapToDouble(v -> (v - m) * (v - m)).sum() / (values.size() - 1);
        double tolerance =
                3 * Math.sqrt(sd * sd / run.get("seeds").asInt() + s2 / values.size())
                        + 0.02 * Math.abs(mean);
        assertThat(Math.abs(m - mean))
                .as("%s: ours %s, PyTorch %s ± %s", name, m, mean, sd)
                .isLessThanOrEqualTo(tolerance);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }

    private static void measure(
            PreparedData train,
            Dataset<Label> test,
            MLPClassificationTrainer trainer,
            int passes,
            Map<String, List<Double>> into) {
        List<EpochEnd<Label>> epochs = new ArrayList<>();
        List<MLPClassificationModel> models = new ArrayList<>();
        Map<Integer, List<Double>> batches = new TreeMap<>();
        BatchListener<Label> steps =
                batch ->
                        batches.computeIfAbsent(batch.epoch(), epoch -> new ArrayList<>())
                                .add(batch.loss());
        Observation<Label> observation =
                new Observation<>(
                        List.of(
                                steps,
                                epoch -> {
                                    epochs.add(epoch);
                                    models.add((MLPClassificationModel) epoch.session().model());
                                }),
                        Map.of("test", test),
                        Observation.ALL,
                        passes); // the figures are of the start and the end
        trainer.train(train, Map.of(), 0, observation);
        EpochEnd<Label> last = epochs.get(epochs.size() - 1);
        Evaluation tested = last.validation().get(0);
        add(into, "train_loss", last.training().loss());
        add(into, "train_acc", last.training().accuracy());
        add(into, "run_loss_last_epoch", last.runningLoss());
        assertThat(batches).containsOnlyKeys(1, 2, 3, 4, 5);
        batches.forEach((epoch, losses) -> add(into, "run_loss_epoch_" + epoch, mean(losses)));
        add(into, "test_loss", tested.loss());
        add(into, "test_acc", tested.accuracy());
        String[] matrices = {"hidden1.weight", "hidden2.weight", "output.weight"};
        for (int l = 0; l < matrices.length; l++) {
            float[] w0 = models.get(0).tensor(matrices[l]).values();
            float[] w = models.get(models.size() - 1).tensor(matrices[l]).values();
            measure("L" + (l + 1) + "_", w0, w, into);
        }
    }

    private static void measure(
            String prefix, float[] w0, float[] w, Map<String, List<Double>> into) {
        int n = w.length;
        double mean0 = 0;
        double mean = 0;
        double abs = 0;
        double abs0 = 0;
        double d2 = 0;
        double norm = 0;
        double norm0 = 0;
        for (int i = 0; i < n; i++) {
            double d = (double) w[i] - w0[i];
            mean0 += w0[i] / (double) n;
            mean += w[i] / (double) n;
            abs += Math.abs(d) / n;
            abs0 += Math.abs((double) w0[i]) / n;
            d2 += d * d;
            norm += (double) w[i] * w[i];
            norm0 += (double) w0[i] * w0[i];
        }
        double cov = 0;
        double var0 = 0;
        double var = 0;
        for (int i = 0; i < n; i++) {
            cov += (w0[i] - mean0) * (w[i] - mean);
            var0 += (w0[i] - mean0) * (w0[i] - mean0);
            var += (w[i] - mean) * (w[i] - mean);
        }
        add(into, prefix + "rms", Math.sqrt(d2 / n));
        add(into, prefix + "mean_abs", abs);
        add(into, prefix + "mean_abs_init", abs0);
        add(into, prefix + "ratio", abs / abs0);
        add(into, prefix + "dist", Math.sqrt(d2));
        add(into, prefix + "norm", Math.sqrt(norm));
        add(into, prefix + "norm0", Math.sqrt(norm0));
        add(into, prefix + "corr", cov / Math.sqrt(var0 * var));
        add(into, prefix + "slope", cov / var0);
    }

    private static void add(Map<String, List<Double>> into, String name, double value) {
        into.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.kernels.AllKernels;
import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.WorkerTeam;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Twenty steps of each optimiser, with decay, clipping, schedules, frozen tensors and a clipped
 * loss, from the same weights on the same batches as PyTorch's. {@code
 * src/test/python/optimiser_steps.py} wrote what it did.
 */
class OptimiserStepsTest {
    private static final int BATCH = 8;
    private static final int STEPS = 20;

    @TestFactory
    Stream<DynamicTest> everyStep_agreesWithPyTorch() throws IOException {
        JsonNode fixture =
                new ObjectMapper()
                        .readTree(OptimiserStepsTest.class.getResource("pytorch-steps.json"));
        List<DynamicTest> tests = new ArrayList<>();
        for (MatrixKernels kernels : AllKernels.loaded()) {
            fixture.get("cases")
                    .fields()
                    .forEachRemaining(
                            entry ->
                                    tests.add(
                                            DynamicTest.dynamicTest(
                                                    entry.getKey() + ", " + kernels.name(),
                                                    () ->
                                                            compare(
                                                                    fixture,
                                                                    entry.getValue(),
                                                                    kernels))));
        }
        return tests.stream();
    }

    @Test
    void memories_gradientStaysZero_fadeAndNeverBecomeSubnormal() {
        for (Optimiser optimiser : List.of(new SGD(0.9), new Adam(0.9, 0.9, 1e-8))) {
            float[][] stateSlots = new float[optimiser.stateSlots()][3];
            float[] weights = {1f, -1f, 0.5f};
            optimiser.step(weights, new float[] {0.1f, -3f, 1e-20f}, stateSlots, 3, 0.1, 1);
            for (int step = 2; step < 2000; step++) {
                optimiser.step(weights, new float[3], stateSlots, 3, 0.1, step);
                for (float[] memory : stateSlots) {
                    for (float value : memory) {
                        assertThat(value == 0f || Math.abs(value) >= Float.MIN_NORMAL).isTrue();
                    }
                }
            }
            for (float[] memory : stateSlots) {
                for (float value : memory) {
                    assertThat(Math.abs(value)).isLessThan(1e-30f);
                }
            }
        }
    }

    private static void compare(JsonNode fixture, JsonNode expected, MatrixKernels kernels) {
        TrainingPlan plan = trainer(expected, kernels).plan();
        MutableDataset<Label> data = data(fixture);
        try (Arena arena = kernels.openArena();
                MatrixKernels.ThreadScope thread = kernels.enterThread();
                WorkerTeam team = new WorkerTeam(2, kernels)) {
            Network network = Network.of(arena, start(fixture), plan.network().activation());
            LaidOutExamples examples =
                    LaidOutExamples.of(
                            data,
                            IntStream.range(0, data.size()).toArray(),
                            "the fixture",
                            data.getFeatureIDMap(),
                            data.getOutputIDInfo(),
                            FeatureScaling.NONE,
                            false,
                            arena);
            GradientDescent descent =
                    new GradientDescent(
                            network,
                            team,
                            examples,
                            BATCH,
                            plan.step().loss(),
                            plan.step().update(network, team, false, false));
            for (int s = 0; s < STEPS; s++) {
                int[] order = IntStream.range(s * BATCH, (s + 1) * BATCH).toArray();
                JsonNode step = expected.get("steps").get(s);
                double rate = plan.course().rate(s + 1, List.of());
                assertThat(rate).isCloseTo(step.get("rate").asDouble(), within(1e-9));
                Descent.Pass pass = descent.pass(1, order, rate, () -> false, loss -> {});
                assertThat(pass.runningLoss())
                        .as("loss of step " + s)
                        .isCloseTo(step.get("loss").asDouble(), within(2e-6));
                assertWeights(network, step, "step " + s);
            }
        }
    }

    private static void assertWeights(Network network, JsonNode step, String when) {
        network.views()
                .forEach(
                        view -> {
                            double[] values = view.copy();
                            JsonNode expected = step.get(view.name());
                            assertThat(expected).hasSize(values.length);
                            for (int i = 0; i < values.length; i++) {
                                assertThat(values[i])
                                        .as(when + ", " + view.name() + "[" + i + "]")
                                        .isCloseTo(expected.get(i).asDouble(), within(2e-6));
                            }
                        });
    }

    private static MLPClassificationTrainer trainer(JsonNode c, MatrixKernels kernels) {
        List<String> frozen = new ArrayList<>();
        c.path("frozen").forEach(name -> frozen.add(name.asText()));
        return MLPClassificationTrainer.builder()
                .kernels(kernels)
                .hiddenLayers(3)
                .epochs(STEPS)
                .learningRate(c.get("rate").asDouble())
                .loss(
                        c.has("clip")
                                ? new ClippedCrossEntropy(c.get("clip").asDouble())
                                : new CrossEntropy())
                .activation(Activation.valueOf(c.path("activation").asText("RELU")))
                .weightDecay(c.path("decay").asDouble(0.0))
                .gradientClipping(c.path("clipping").asDouble(0.0))
                .frozen(frozen.toArray(String[]::new))
                .schedule(
                        switch (c.path("schedule").asText()) {
                            case "STEP" -> new StepRate(0.5, 6);
                            case "MULTI_STEP" -> new MultiStepRate(3.0, 4, 11);
                            case "POLYNOMIAL" -> new PolynomialRate(2.0);
                            case "COSINE" -> new CosineRate();
                            default -> new ConstantRate();
                        })
                .optimiser(
                        c.get("optimiser").asText().equals("ADAM")
                                ? new Adam(
                                        c.path("beta1").asDouble(0.9),
                                        c.path("beta2").asDouble(0.999),
                                        c.path("epsilon").asDouble(1e-8))
                                : new SGD(c.path("momentum").asDouble(0.0)))
                .build();
    }

    private static MutableDataset<Label> data(JsonNode fixture) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("fixture", factory), factory);
        String[] names = {"0", "1", "2", "3"};
        for (int i = 0; i < STEPS * BATCH; i++) {
            Label label = new Label(fixture.get("labels").get(i).asText());
            data.add(new ArrayExample<>(label, names, values(fixture.get("inputs").get(i))));
        }
        // The output columns are the labels in their order, as long as they are single digits.
        for (int id = 0; id < 3; id++) {
            assertThat(data.getOutputIDInfo().getOutput(id).getLabel()).isEqualTo("" + id);
        }
        return data;
    }

    private static List<DenseLayer> start(JsonNode fixture) {
        JsonNode start = fixture.get("start");
        return List.of(layer(start, "hidden1", 4, 3), layer(start, "output", 3, 3));
    }

    private static DenseLayer layer(JsonNode start, String name, int inputs, int outputs) {
        double[] flat = values(start.get(name + ".weight"));
        float[][] weights = new float[inputs][outputs];
        for (int k = 0; k < flat.length; k++) {
            weights[k / outputs][k % outputs] = (float) flat[k];
        }
        double[] bias = values(start.get(name + ".bias"));
        float[] biases = new float[bias.length];
        for (int j = 0; j < bias.length; j++) {
            biases[j] = (float) bias[j];
        }
        return new DenseLayer(name, weights, biases);
    }

    private static double[] values(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }
}

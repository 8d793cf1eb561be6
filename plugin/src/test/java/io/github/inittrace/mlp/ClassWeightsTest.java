// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.rebuild.Rebuilder;
import io.github.inittrace.rebuild.TrustedClasses;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Replay;
import io.github.inittrace.trace.Resume;
import io.github.inittrace.trace.Schedule;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Examples that count more by their label. GradientTest compares a gradient with differences. */
class ClassWeightsTest {
    private static final double[][] X = {
        {1, 0}, {0.5, -1}, {-1, 2}, {0, 1}, {2, 1}, {-0.5, -0.5}, {1.5, 0.25}, {-2, 1}
    };
    private static final String LABELS = "aaaaabbc";
    private static final ClassWeights NAMED =
            ClassWeights.of(Map.of("a", 0.5, "b", 2.0, "c", 1.25));

    @TempDir private Path temporary;

    /** The examples, with a weight of their own that depends on their label. */
    private static MutableDataset<Label> data(double a, double b, double c) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("eight", factory), factory);
        for (int i = 0; i < X.length; i++) {
            String label = LABELS.substring(i, i + 1);
            Example<Label> example =
                    new ArrayExample<>(new Label(label), new String[] {"f0", "f1"}, X[i]);
            example.setWeight((float) (label.equals("a") ? a : label.equals("b") ? b : c));
            data.add(example);
        }
        return data;
    }

    private static MLPClassificationTrainer.Builder linear(int steps) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers()
                .initialiser(Initialiser.ZERO)
                .fullBatch(true)
                .learningRate(0.5)
                .epochs(steps);
    }

    private static MLPClassificationTrainer.Builder network() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(7)
                .batchSize(3)
                .optimiser(new Adam())
                .epochs(4);
    }

    /** The values of a tensor, by label: those of a, then those of b, then those of c. */
    private static double[] byLabel(MLPClassificationModel model, String tensor, int rows) {
        float[] values = model.tensor(tensor).values();
        double[] sorted = new double[3 * rows];
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < 3; c++) {
                int id = model.getOutputIDInfo().getID(new Label("abc".substring(c, c + 1)));
                sorted[row * 3 + c] = values[row * 3 + id];
            }
        }
        return sorted;
    }

    /** The numbers are printed by class_weights.py. */
    @Test
    void train_withWeights_isPyTorchs() {
        compare(
                NAMED,
                0.7942579235311706,
                new double[] {
                    0.21966866842623278,
                    0.3178745556590404,
                    -0.5375432240852731,
                    0.22393693966288553,
                    -0.3286652011080273,
                    0.10472826144514179
                },
                -0.011905802699858099,
                0.3511914683199797,
                -0.33928566562012163);
        compare(
                ClassWeights.balanced(),
                0.7207849391733206,
                new double[] {
                    0.35409936281305243,
                    0.3413492002203867,
                    -0.6954485630334388,
                    0.17424030771445462,
                    -0.32654915442748805,
                    0.15230884671303344
                },
                0.05983087648524637,
                0.10204197078183343,
                -0.16187284726707984);
    }

    private static void compare(
            ClassWeights weights, double loss, double[] matrix, double... biases) {
        TracedRun<Label> run =
                InitTrace.of(linear(5).classWeights(weights).build()).run(data(1, 1, 1));
        MLPClassificationModel model = (MLPClassificationModel) run.model();
        assertThat(run.history().last().runningLoss()).isCloseTo(loss, within(1e-6));
        assertThat(byLabel(model, "output.weight", 2)).containsExactly(matrix, within(1e-6));
        assertThat(byLabel(model, "output.bias", 1)).containsExactly(biases, within(1e-6));
    }

    @Test
    void train_withWeightsOfLabels_isThatOfExamplesWithThem() {
        MLPClassificationModel byClass = network().classWeights(NAMED).build().train(data(2, 1, 4));
        MLPClassificationModel byExample = network().build().train(data(1, 2, 5));
        assertThat(byClass.tensor("hidden1.weight").values())
                .isEqualTo(byExample.tensor("hidden1.weight").values());
        // 15 of 10, 2 and 3: 15 / (3 * 10) = 0.5 for a, 2.5 for b, 15 / 9 for c.
        MLPClassificationModel balanced =
                network().classWeights(ClassWeights.balanced()).build().train(data(2, 1, 3));
        MLPClassificationModel weighed =
                network().build().train(data(1, 2.5, (float) (3 * (15 / 9.0))));
        assertThat(balanced.tensor("hidden1.weight").values())
                .isEqualTo(weighed.tensor("hidden1.weight").values());
    }

    @Test
    void evaluations_withWeights_countExamplesByTheirOwn() {
        TracedRun<Label> weighed =
                InitTrace.of(network().classWeights(NAMED).build()).run(data(1, 1, 1));
        TracedRun<Label> plain = InitTrace.of(network().build()).run(data(1, 1, 1));
        EpochRecord first = weighed.history().first();
        assertThat(first.epochEndLoss()).isEqualTo(plain.history().first().epochEndLoss());
        assertThat(weighed.history().last().runningLoss())
                .isNotEqualTo(plain.history().last().runningLoss());
    }

    @Test
    void stack_withWeights_hasThemToo() {
        MLPClassificationModel alone =
                network()
                        .optimiser(new SGD())
                        .classWeights(NAMED)
                        .seed(1)
                        .build()
                        .train(data(1, 1, 1));
        MLPClassificationModel stacked =
                network()
                        .optimiser(new SGD())
                        .classWeights(NAMED)
                        .seed(1)
                        .stack(2)
                        .build()
                        .train(data(1, 1, 1));
        float[] expected = alone.tensor("output.weight").values();
        float[] found = stacked.tensor("output.weight").values();
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @Test
    void run_withWeights_isReplayedAndResumed() throws IOException {
        MutableDataset<Label> data = data(1, 1, 1);
        TracedRun<Label> whole =
                InitTrace.of(network().classWeights(NAMED).epochs(6).build()).run(data);
        assertThat(Replay.of(whole.model()).on(data).run().isIdentical()).isTrue();
        Path folder = temporary.resolve("run");
        InitTrace<Label> first =
                InitTrace.of(network().classWeights(NAMED).build())
                        .recording(Recording.full().resumable(Schedule.every(2)))
                        .runFolder(folder);
        first.run(data);
        TracedRun<Label> resumed =
                Resume.of(
                                InitTrace.of(network().classWeights(NAMED).epochs(6).build())
                                        .runFolder(folder))
                        .run(data);
        assertThat(resumed.ending().weightsSha256()).isEqualTo(whole.ending().weightsSha256());
        assertThat(whole.record().configuration().toString()).contains("0.5", "1.25");
        assertThatThrownBy(
                        () ->
                                Resume.of(
                                                InitTrace.of(network().epochs(8).build())
                                                        .runFolder(folder))
                                        .run(data))
                .hasMessageContaining("the trainer is another one: classWeights");
    }

    @Test
    void settings_throughProvenance_areTheSame() throws IOException {
        for (ClassWeights weights : List.of(NAMED, ClassWeights.balanced())) {
            Object rebuilt =
                    new Rebuilder(TrustedClasses.BUILT_IN).rebuild(weights.getProvenance());
            assertThat(rebuilt).hasToString(weights.toString());
        }
        assertThat(ClassWeights.of(Map.of("a", 2.0))).hasToString("[a=2.0]");
        assertThat(network().classWeights(ClassWeights.balanced()).build().toString())
                .contains(",classWeights=balanced");
    }

    @Test
    void weights_thatCannotBe_areRefused() {
        assertThatThrownBy(() -> ClassWeights.of(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class weights are either balanced or those of labels, found neither");
        assertThatThrownBy(() -> ClassWeights.of(Map.of("a", 0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class weights must be positive numbers, found 0.0");
        ClassWeights unknown = ClassWeights.of(Map.of("d", 2.0));
        assertThatThrownBy(() -> network().classWeights(unknown).build().train(data(1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "class weights must be those of labels of the training data: expected one"
                                + " of a, b, c, found 'd'");
    }
}

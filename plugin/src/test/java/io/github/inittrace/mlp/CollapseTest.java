// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.data.DebianFashionMnist;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TensorView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/**
 * Trainings that fail, on the first 6000 images of Fashion-MNIST, 784-64-64-10: with the clipped
 * loss on a plateau of 16.118 times the share of wrong images and with frozen weights, with logits
 * at ln 10.
 */
class CollapseTest {

    private static Dataset<Label> images;

    @BeforeAll
    static void load() throws IOException {
        images = RealImages.first(6000, DebianFashionMnist.load().train());
    }

    /** The epochs of a training, with all weight matrices at the end of each. */
    private static final class Course {
        final List<EpochEnd<Label>> epochs = new ArrayList<>();
        final List<List<double[]>> matrices = new ArrayList<>();

        Course(MLPClassificationTrainer.Builder builder, Dataset<Label> data) {
            builder.build()
                    .train(
                            data,
                            Map.of(),
                            0,
                            new Observation<>(List.of(this::keep), Map.of(), Observation.ALL));
        }

        private void keep(EpochEnd<Label> epoch) {
            epochs.add(epoch);
            matrices.add(
                    epoch.session().weights().stream()
                            .filter(view -> view.shape().size() == 2)
                            .map(TensorView::copy)
                            .toList());
        }

        double distance(int matrix, int epoch) {
            double[] start = matrices.get(0).get(matrix);
            double[] now = matrices.get(epoch).get(matrix);
            double squares = 0.0;
            for (int i = 0; i < start.length; i++) {
                squares += (now[i] - start[i]) * (now[i] - start[i]);
            }
            return Math.sqrt(squares);
        }

        /** How much larger the step of the distance is than the median of the ten before. */
        double jump(int matrix, int epoch) {
            double[] before = new double[10];
            for (int i = 0; i < before.length; i++) {
                before[i] = step(matrix, epoch - 1 - i);
            }
            Arrays.sort(before);
            return step(matrix, epoch) / ((before[4] + before[5]) / 2);
        }

        private double step(int matrix, int epoch) {
            return Math.abs(distance(matrix, epoch) - distance(matrix, epoch - 1));
        }

        double lastLoss() {
            return epochs.get(epochs.size() - 1).training().loss();
        }

        void assertOnThePlateau(int from) {
            for (int e = from; e < epochs.size(); e++) {
                assertThat(matrices.get(e))
                        .usingRecursiveComparison()
                        .isEqualTo(matrices.get(from));
                EpochEnd<Label> epoch = epochs.get(e);
                assertThat(epoch.training()).isEqualTo(epochs.get(from).training());
                assertThat(epoch.training().loss())
                        .isBetween(14.3, 14.8)
                        .isCloseTo(-Math.log(1e-7) * epoch.training().deadFraction(), within(1e-3));
            }
        }
    }

    private static MLPClassificationTrainer.Builder small(Loss loss) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(64, 64)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .loss(loss);
    }

    private static Course rateJump(Loss loss, long seed) {
        return new Course(
                small(loss).epochs(25).schedule(new MultiStepRate(20, 12)).seed(seed), images);
    }

    @Test
    void keras_rateJumpsAtEpoch13_collapsesAndFreezes() {
        List<Double> losses = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        int plateaus = 0;
        for (long seed = 0; seed < 3; seed++) {
            Course course = rateJump(new ClippedCrossEntropy(), seed);
            losses.add(course.epochs.get(12).runningLoss());
            first.add(course.distance(0, 12));
            second.add(course.distance(1, 12) / 64); // of 64 x 64 weights
            assertThat(course.epochs.get(13).runningLoss())
                    .isGreaterThan(3 * course.epochs.get(12).runningLoss());
            assertThat(course.epochs.get(12).training().deadFraction()).isLessThan(0.01);
            for (int matrix = 0; matrix < 3; matrix++) {
                assertThat(course.jump(matrix, 13)).as("matrix " + matrix).isGreaterThan(8);
            }
            if (Math.abs(course.lastLoss() - Math.log(10)) > 0.03) {
                course.assertOnThePlateau(20);
                plateaus++;
            }
        }
        // PyTorch's, of the seeds 0 to 2, which all ended on the plateau.
        assertAgrees(losses, 0.421857, 0.457898, 0.435679);
        assertAgrees(first, 4.08776, 4.05337, 4.09088);
        assertAgrees(second, 0.0346983, 0.0351466, 0.0328631);
        assertThat(plateaus).isPositive();
    }

    /** Two means over three seeds, by the rule of {@code pytorch-reference.json}. */
    private static void assertAgrees(List<Double> ours, double... theirs) {
        double[] values = ours.stream().mapToDouble(value -> value).toArray();
        double mean = mean(theirs);
        assertThat(mean(values))
                .isCloseTo(
                        mean,
                        within(
                                3 * Math.sqrt((variance(theirs) + variance(values)) / 3)
                                        + 0.02 * mean));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    @Test
    void logits_rateJumpsAtEpoch13_endsAtChance() {
        Course course = rateJump(new CrossEntropy(), 0);
        assertThat(course.lastLoss()).isBetween(2.30, 2.32);
        assertThat(course.epochs.get(25).training().deadFraction()).isNull();
    }

    @Test
    void keras_whiteGround_collapsesInTheFirstEpoch() {
        Course course =
                new Course(
                        small(new ClippedCrossEntropy()).epochs(4).learningRate(0.5),
                        RealImages.inverted(images));
        course.assertOnThePlateau(1);
        assertThat(course.epochs.get(1).training().deadFraction()).isCloseTo(0.9, within(0.01));
    }
}

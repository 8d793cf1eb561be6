// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

/** Full batches, schedules, and which passes have an event. */
class TrainingCourseTest {

    /** Keeps the epochs; asks for a stop at a step of a later pass, which has no event. */
    private static final class Course implements TrainingListener<Label> {
        final List<EpochEnd<Label>> epochs = new ArrayList<>();
        final List<TrainingEnd<Label>> ends = new ArrayList<>();
        int stopAt = -1;

        @Override
        public void onEpoch(EpochEnd<Label> epoch) {
            epochs.add(epoch);
            if (epoch.index() == stopAt) {
                epoch.requestStop("enough");
            }
        }

        @Override
        public void onEnd(TrainingEnd<Label> end) {
            ends.add(end);
        }
    }

    private static MLPClassificationModel watch(
            MLPClassificationTrainer.Builder builder, int every, Course course) {
        return builder.build()
                .train(
                        Blobs.of(120, 10, 3, 5),
                        Map.of(),
                        0,
                        new Observation<>(List.of(course), Map.of(), 50, every));
    }

    @Test
    void recordEvery_leavesOutEventsAndNothingElse() {
        Course all = new Course();
        MLPClassificationModel model = watch(ReproducibilityTest.small().epochs(8), 1, all);
        Course some = new Course();
        MLPClassificationModel same = watch(ReproducibilityTest.small().epochs(8), 3, some);
        ReproducibilityTest.assertSameBits(same.tensors(), model.tensors());
        assertThat(some.epochs).extracting(EpochEnd::index).containsExactly(0, 3, 6, 8);
        for (EpochEnd<Label> epoch : some.epochs) {
            EpochEnd<Label> full = all.epochs.get(epoch.index());
            assertThat(epoch.runningLoss()).isEqualTo(full.runningLoss());
            assertThat(epoch.training()).isEqualTo(full.training());
            assertThat(epoch.evaluationSeconds()).isNotNull();
        }
        assertThat(some.ends.get(0).epochs()).isEqualTo(8);
    }

    @Test
    void recordEvery_divergingOrStopped_hasTheLastPass() {
        Course diverging = new Course();
        watch(ReproducibilityTest.small().epochs(90).learningRate(1e20), 50, diverging);
        assertThat(diverging.epochs).hasSize(2);
        assertThat(diverging.ends.get(0).reason()).isEqualTo(EndReason.DIVERGED);
        assertThat(diverging.epochs.get(1).index()).isEqualTo(diverging.ends.get(0).epochs());

        Course stopped = new Course();
        stopped.stopAt = 4;
        watch(ReproducibilityTest.small().epochs(90), 2, stopped);
        assertThat(stopped.epochs).extracting(EpochEnd::index).containsExactly(0, 2, 4);
        assertThat(stopped.ends.get(0).message()).isEqualTo("enough");
    }

    @Test
    void recordEvery_stoppedFromElsewhere_reportsTheLastPass() {
        Course course = new Course();
        TrainingListener<Label> later =
                new TrainingListener<>() {
                    @Override
                    public void onEpoch(EpochEnd<Label> epoch) {
                        if (epoch.index() == 0) {
                            Thread thread =
                                    new Thread(
                                            () -> {
                                                try {
                                                    Thread.sleep(50);
                                                } catch (InterruptedException e) {
                                                    throw new AssertionError(e);
                                                }
                                                epoch.requestStop("from elsewhere");
                                            });
                            thread.start();
                        }
                    }
                };
        MLPClassificationModel model =
                ReproducibilityTest.small()
                        .epochs(Integer.MAX_VALUE)
                        .build()
                        .train(
                                Blobs.of(120, 10, 3, 5),
                                Map.of(),
                                0,
                                new Observation<>(
                                        List.of(course, later), Map.of(), 50, 1_000_000_000));
        assertThat(course.epochs).hasSize(2);
        EpochEnd<Label> last = course.epochs.get(1);
        assertThat(last.index()).isEqualTo(course.ends.get(0).epochs()).isPositive();
        assertThat(model.weightsState()).isEqualTo("trained");
    }

    @Test
    void recordEvery_notPositive_isRefused() {
        assertThatThrownBy(() -> new Observation<Label>(List.of(), Map.of(), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a record must be taken every 1 or more epochs, found 0");
    }

    @Test
    void schedule_isTheRateOfEachEpoch() {
        Course course = new Course();
        watch(
                ReproducibilityTest.small()
                        .epochs(5)
                        .learningRate(0.8)
                        .schedule(new StepRate(0.5, 2)),
                1,
                course);
        assertThat(course.epochs)
                .extracting(EpochEnd::learningRate)
                .containsExactly(null, 0.8, 0.8, 0.4, 0.4, 0.2);
    }

    @Test
    void schedules_factors_followTheirFormulas() {
        assertThat(new ConstantRate().factor(7, 9)).isEqualTo(1.0);
        assertThat(new PolynomialRate(1.0).factor(1, 4)).isEqualTo(1.0);
        assertThat(new PolynomialRate(1.0).factor(4, 4)).isEqualTo(0.25);
        assertThat(new PolynomialRate(2.0).factor(3, 4)).isEqualTo(0.25);
        assertThat(new CosineRate().factor(1, 2)).isEqualTo(1.0);
        assertThat(new CosineRate().factor(2, 2)).isEqualTo(0.5);
        assertThat(new StepRate(0.1, 3).factor(3, 9)).isEqualTo(1.0);
        assertThat(new StepRate(0.1, 3).factor(4, 9)).isEqualTo(0.1);
        assertThat(new MultiStepRate(20, 12).factor(12, 25)).isEqualTo(1.0);
        assertThat(new MultiStepRate(20, 12).factor(13, 25)).isEqualTo(20.0);
        assertThat(new MultiStepRate(20, 12).factor(25, 25)).isEqualTo(20.0);
        assertThat(new MultiStepRate(0.5, 2, 3).factor(4, 9)).isEqualTo(0.25);
    }

    @Test
    void schedule_givesNoNumber_isNamed() {
        LearningRateSchedule odd =
                new LearningRateSchedule() {
                    @Override
                    public double factor(int epoch, int epochs) {
                        return epoch == 2 ? Double.NaN : 1.0;
                    }

                    @Override
                    public String toString() {
                        return "Odd";
                    }
                };
        assertThatThrownBy(() -> watch(ReproducibilityTest.small().schedule(odd), 1, new Course()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Odd must give factors that are numbers of at least 0, found NaN for epoch"
                                + " 2");
    }

    @Test
    void fullBatch_isOneStepOverEverything() {
        Course course = new Course();
        MLPClassificationModel full = watch(ReproducibilityTest.small().fullBatch(true), 1, course);
        assertThat(course.epochs).extracting(EpochEnd::index).containsExactly(0, 1, 2, 3);
        assertThat(course.ends.get(0).message()).isEqualTo("all 3 iterations done");
        // A batch of more examples than there are is the same thing.
        MLPClassificationModel large =
                watch(ReproducibilityTest.small().batchSize(5000).shuffle(false), 1, new Course());
        ReproducibilityTest.assertSameBits(full.tensors(), large.tensors());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.study.RunVerdict.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunVerdictTest {
    @Test
    void completedRun_withNoticesAtWorst_isHealthy() {
        Runs runs = Runs.of(2, 1).alarm(AlarmKind.DISTANCE_PLATEAU, "hidden1.weight");
        assertThat(health(runs))
                .isEqualTo(
                        new RunVerdict(
                                Status.HEALTHY,
                                "training completed, and no alarm was worse than a notice"));
    }

    @Test
    void runThatWatchedForNoAlarm_saysSo() {
        assertThat(health(Runs.of(2, 1).unwatched()).reason())
                .isEqualTo("training completed, not watched for alarms");
        assertThat(health(Runs.of(2, 1).watching()).reason())
                .isEqualTo("training completed, not watched for alarms");
    }

    @Test
    void runStoppedByItsUser_isHealthy() {
        assertThat(health(Runs.of(2, 1).ending(EndReason.STOPPED, "good enough")))
                .isEqualTo(
                        new RunVerdict(
                                Status.HEALTHY,
                                "training ended (stopped), and no alarm was worse than a notice"));
    }

    @Test
    void runStoppedByItsFigure_isHealthy() {
        assertThat(health(Runs.of(2, 1).stoppedEarly()))
                .isEqualTo(
                        new RunVerdict(
                                Status.HEALTHY,
                                "training stopped early, as asked, and no alarm was worse than a"
                                        + " notice"));
    }

    @Test
    void warning_isToBeWatched() {
        Runs runs =
                Runs.of(2, 1)
                        .alarm(AlarmKind.DISTANCE_JUMP, "hidden1.weight")
                        .alarm(AlarmKind.DISTANCE_JUMP, "hidden1.bias");
        assertThat(health(runs))
                .isEqualTo(
                        new RunVerdict(
                                Status.WATCH,
                                "warnings were raised, first distance_jump in 2 tensors at"
                                        + " epoch 1, "
                                        + AlarmKind.DISTANCE_JUMP.meaning()));
    }

    @Test
    void killedRun_isToBeWatched() {
        assertThat(health(Runs.of(2, 1).killed()))
                .isEqualTo(
                        new RunVerdict(
                                Status.WATCH,
                                "no end is recorded after epoch 1: the process was killed, or"
                                        + " training is still going on"));
    }

    @Test
    void runStoppedByANotice_isToBeWatched() {
        Runs runs =
                Runs.of(2, 1)
                        .alarm(AlarmKind.DISTANCE_PLATEAU, "hidden1.weight")
                        .stoppedByItsAlarm();
        assertThat(health(runs))
                .isEqualTo(
                        new RunVerdict(
                                Status.WATCH,
                                "an alarm stopped training: alarm distance_plateau in"
                                        + " hidden1.weight at epoch 1 (step 3.500)"));
    }

    @Test
    void failureAlarm_isBroken_alsoBesideWarnings() {
        Runs runs =
                Runs.of(2, 1)
                        .alarm(AlarmKind.DISTANCE_JUMP, "hidden1.weight")
                        .alarm(AlarmKind.DISTANCE_FROZEN, "hidden1.weight");
        assertThat(health(runs).status()).isEqualTo(Status.BROKEN);
        assertThat(health(runs).reason())
                .startsWith("a failure was raised: distance_frozen in hidden1.weight at epoch 1,");
    }

    @Test
    void failureAlarm_afterAWarning_saysWhatCameFirst() {
        List<Alarm> alarms =
                List.of(
                        alarm(AlarmKind.DISTANCE_JUMP, 37),
                        alarm(AlarmKind.NORM_JUMP_OUT_OF_RANGE, 38),
                        alarm(AlarmKind.DISTANCE_FROZEN, 49));
        Runs runs = Runs.of(2, 1).alarms(alarms);
        assertThat(health(runs).reason())
                .startsWith("a failure was raised: distance_frozen in hidden1.weight at epoch 49,")
                .endsWith("; before it, distance_jump in hidden1.weight at epoch 37");
    }

    private static Alarm alarm(AlarmKind kind, int epoch) {
        return new Alarm(
                kind,
                kind.severity(),
                epoch,
                "hidden1.weight",
                Map.of(),
                kind.meaning(),
                kind.advice());
    }

    @Test
    void layerOfDeadUnits_isBroken_howeverShortTheRun() {
        double[] losses = new double[9]; // whose last record has 8 of 8 units dead
        Arrays.fill(losses, 2.3);
        assertThat(health(Runs.of(losses)))
                .isEqualTo(
                        new RunVerdict(
                                Status.BROKEN,
                                "every unit of hidden1 is dead at epoch 8: what the network says no"
                                        + " longer depends on its input"));
    }

    @Test
    void failedAndDivergedRuns_areBroken() {
        assertThat(
                        health(
                                Runs.of(2, Double.NaN)
                                        .ending(EndReason.DIVERGED, "the loss is not finite")))
                .isEqualTo(
                        new RunVerdict(Status.BROKEN, "training diverged: the loss is not finite"));
        assertThat(health(Runs.of(2, 1).ending(EndReason.FAILED, "")))
                .isEqualTo(new RunVerdict(Status.BROKEN, "training failed"));
    }

    @Test
    void lossThatEndsNotFinite_isBroken_alsoWhereTheTrainerWentOn() {
        assertThat(health(Runs.of(2, 1, Double.NaN)))
                .isEqualTo(
                        new RunVerdict(
                                Status.BROKEN,
                                "the training loss is not finite at epoch 2, the last one"));
        assertThat(health(Runs.of(2, Double.NaN, 1)).status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void lossThatStaysFarAboveItsMinimum_isBroken() {
        double[] losses = new double[20];
        Arrays.fill(losses, 14.5);
        losses[0] = 2.3;
        losses[1] = 1;
        assertThat(health(Runs.of(losses)))
                .isEqualTo(
                        new RunVerdict(
                                Status.BROKEN,
                                "from epoch 2 on the training loss stays on a plateau, at three"
                                        + " times its minimum or more"));
    }

    private static RunVerdict health(Runs runs) {
        NamedRun run = runs.run();
        return RunVerdict.of(run.run(), run.history());
    }
}

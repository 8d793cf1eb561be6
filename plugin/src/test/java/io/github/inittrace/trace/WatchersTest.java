// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.alarms.AlarmThreshold;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.mlp.StepRate;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.WatchedAlarms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/** Alarms are recorded as they happen, and stop what can be stopped. */
class WatchersTest {
    private static final Dataset<Label> DIGITS = TrainedImages.digits(1000);

    private static InitTrace<Label> jumping() {
        return InitTrace.of(
                TrainedImages.trainer(32, 0.05, 14).schedule(new StepRate(100, 8)).build());
    }

    @Test
    void stopWhen_itsAlarmIsRaised_endsTrainingThere(@TempDir Path folder) throws IOException {
        List<EpochRecord> seen = new ArrayList<>();
        TracedRun<Label> run =
                jumping()
                        .stopWhen(Alarms.of(AlarmKind.DISTANCE_JUMP))
                        .runFolder(folder.resolve("run"))
                        .onRecord(seen::add)
                        .run(DIGITS);
        assertThat(run.ending().reason()).isEqualTo(EndReason.STOPPED);
        assertThat(run.ending().message()).startsWith("alarm distance_jump in hidden1.weight at ");
        assertThat(run.ending().epochs()).isEqualTo(9);
        assertThat(run.ending().alarm()).isEqualTo(run.history().alarms().get(0));
        assertThat(run.history().alarms()).extracting(Alarm::epoch).containsOnly(9);
        assertThat(seen.get(9).alarms()).isEqualTo(run.history().alarms());
        RunFolder read = RunFolder.open(folder.resolve("run"));
        assertThat(read.record().ending()).isEqualTo(run.ending());
        assertThat(read.history().alarms()).isEqualTo(run.history().alarms());
        assertThat(read.history().last().distributions())
                .isEqualTo(run.history().last().distributions())
                .extracting(fit -> fit.tensor())
                .contains("hidden1.weight");
    }

    @Test
    void stopWhen_otherAlarmsAreRaised_goesOn() {
        TracedRun<Label> run =
                jumping()
                        .stopWhen(Alarms.of(AlarmKind.DISTANCE_PLATEAU))
                        .stopWhen(alarm -> alarm.epoch() > 100)
                        .run(DIGITS);
        assertThat(run.ending().reason()).isNotEqualTo(EndReason.STOPPED);
        assertThat(run.ending().alarm()).isNull();
        assertThat(run.history().alarms()).isNotEmpty();
    }

    @Test
    void cause_ifSomebodyElseAskedFirst_isNotTheAlarm() {
        Alarm alarm = Alarm.of(AlarmKind.DISTANCE_JUMP, 9, "hidden1.weight", Map.of());
        String sentence = "alarm distance_jump in hidden1.weight at epoch 9";
        assertThat(Watchers.cause(alarm, end(EndReason.STOPPED, sentence))).isEqualTo(alarm);
        assertThat(Watchers.cause(null, end(EndReason.STOPPED, sentence))).isNull();
        assertThat(Watchers.cause(alarm, end(EndReason.STOPPED, "far enough"))).isNull();
        assertThat(Watchers.cause(alarm, end(EndReason.COMPLETED, "all epochs done"))).isNull();
    }

    private static TrainingEnd<Label> end(EndReason reason, String message) {
        return new TrainingEnd<>(null, reason, message, 9, 1);
    }

    @Test
    void alarms_none_recordsNone() {
        TracedRun<Label> run =
                jumping().alarms(AlarmSettings.none()).stopWhen(Alarms.any()).run(DIGITS);
        assertThat(run.history().alarms()).isEmpty();
        assertThat(run.history().last().alarms()).isEmpty();
        assertThat(run.record().alarms()).isEqualTo(WatchedAlarms.of(AlarmSettings.none()));
    }

    @Test
    void alarms_watchedFor_areRecordedWithTheirThresholds() {
        AlarmSettings settings =
                AlarmSettings.none()
                        .enable(AlarmKind.NORM_GROWTH_OUT_OF_RANGE, AlarmKind.NON_FINITE)
                        .threshold(AlarmThreshold.NORM_RANGE, 0.1);
        WatchedAlarms watched = jumping().alarms(settings).run(DIGITS).record().alarms();
        assertThat(watched).isNotNull();
        assertThat(watched.kinds()).containsExactly("non_finite", "norm_growth_out_of_range");
        assertThat(watched.thresholds())
                .hasSize(AlarmThreshold.values().length)
                .containsEntry("NORM_RANGE", 0.1)
                .containsEntry("RECENT", 20.0);
    }

    @Test
    void untrainable_isWhatNoLongerLearns() {
        assertThat(Alarms.untrainable()).accepts(alarm(AlarmKind.DISTANCE_FROZEN));
        assertThat(Alarms.untrainable()).accepts(alarm(AlarmKind.NON_FINITE));
        assertThat(Alarms.untrainable()).rejects(alarm(AlarmKind.DISTANCE_JUMP));
        assertThat(Alarms.any()).accepts(alarm(AlarmKind.DISTANCE_PLATEAU));
    }

    @Test
    void stopWhen_trainerThatCannotBeStopped_saysSoAndGoesOn() {
        FakeTrainer trainer = new FakeTrainer();
        trainer.stoppable = false;
        try (Logs logs = Logs.of(Watchers.class)) {
            TracedRun<Label> run = InitTrace.of(trainer).stopWhen(Alarms.any()).run(FakeData.of(4));
            assertThat(run.ending().reason()).isEqualTo(EndReason.COMPLETED);
            assertThat(logs.messages())
                    .containsExactly(
                            FakeTrainer.class.getName()
                                    + " cannot be stopped: alarms are recorded, and training goes"
                                    + " on");
        }
    }

    private static Alarm alarm(AlarmKind kind) {
        return new Alarm(kind, kind.severity(), 1, "w", Map.of(), kind.meaning(), kind.advice());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.Severity;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEventsTest {
    @TempDir Path folder;

    @Test
    void notices_areToldOnceAKind_warningsAtEveryEpoch() {
        ReportInput run =
                with(
                        FakeRuns.healthy(8, 16, 4, 3),
                        e ->
                                switch (e.index()) {
                                    case 3 -> alarms(e, "distance_plateau", "a", "b");
                                    case 4 -> alarms(e, "distance_plateau", "c");
                                    case 5 -> alarms(e, "distance_jump", "a");
                                    case 6 -> alarms(e, "distance_jump", "b", "c");
                                    default -> e;
                                });
        assertThat(RunEvents.of(run))
                .containsExactly(
                        new RunEvents.Event(
                                3,
                                Severity.NOTICE,
                                List.of("distance_plateau in 2 tensors, and 1 more later")),
                        new RunEvents.Event(5, Severity.WARNING, List.of("distance_jump in a")),
                        new RunEvents.Event(
                                6, Severity.WARNING, List.of("distance_jump in 2 tensors")));
    }

    @Test
    void divergedRun_hasItsEpochAsAFailure() {
        assertThat(RunEvents.of(FakeRuns.diverged(20, 3, 16, 4, 3)))
                .contains(
                        new RunEvents.Event(
                                3,
                                Severity.FAILURE,
                                List.of("diverged: a number is not finite any more")));
    }

    @Test
    void infiniteLossInBetween_isAWarning() {
        ReportInput run =
                with(
                        FakeRuns.healthy(8, 16, 4, 3),
                        e -> e.index() == 2 ? changed(e, null, 0.1, e.alarms()) : e);
        assertThat(RunEvents.of(run))
                .containsExactly(
                        new RunEvents.Event(
                                2, Severity.WARNING, List.of("the training loss is not finite")));
    }

    @Test
    void lossThatComesBack_divergedAndIsUntrainable() {
        ReportInput run =
                with(
                        FakeRuns.healthy(60, 16, 4, 3),
                        e -> changed(e, e.index() < 20 ? 0.1 : 2.3, 0.1, null));
        RunEvents.Event diverged = RunEvents.of(run).get(1);
        assertThat(diverged.epoch()).as("20 losses behind the minimum").isEqualTo(20);
        assertThat(diverged.severity()).isEqualTo(Severity.FAILURE);
        assertThat(diverged.text())
                .startsWith("the training loss diverged: from here on it stays within 2 %")
                .contains(
                        "untrainable: since its lowest, the training loss is at least twice as high in"
                                + " the mean");
    }

    @Test
    void steppedRate_isTold_andNumberedInTheChart() throws Exception {
        ReportInput run =
                with(
                        FakeRuns.healthy(8, 16, 4, 3),
                        e -> changed(e, e.epochEndLoss(), e.index() < 5 ? 0.1 : 6, null));
        ParsedPage page = ParsedPage.write(run, folder);
        assertThat(page.all("//ol[@class='events']/li"))
                .containsExactly("Epoch 5: the learning rate goes from 0.1 to 6.");
        assertThat(page.all("//svg//text[@class='badge']")).containsExactly("1");
    }

    private static ReportInput with(ReportInput run, UnaryOperator<EpochRecord> change) {
        List<EpochRecord> epochs = new ArrayList<>();
        run.history().forEach(epoch -> epochs.add(change.apply(epoch)));
        return new ReportInput(
                run.run(), new TrainingHistory(epochs), run.initialWeights(), List.of());
    }

    private static EpochRecord alarms(EpochRecord epoch, String kind, String... tensors) {
        AlarmKind found =
                List.of(AlarmKind.values()).stream()
                        .filter(k -> k.id().equals(kind))
                        .findFirst()
                        .orElseThrow();
        List<Alarm> alarms = new ArrayList<>();
        for (String tensor : tensors) {
            alarms.add(
                    new Alarm(
                            found,
                            found.severity(),
                            epoch.index(),
                            tensor,
                            Map.of(),
                            "it is",
                            "go"));
        }
        return changed(epoch, epoch.epochEndLoss(), 0.1, alarms);
    }

    private static EpochRecord changed(
            EpochRecord e, @Nullable Double loss, double rate, @Nullable List<Alarm> alarms) {
        return new EpochRecord(
                e.index(),
                e.complete(),
                e.runningLoss(),
                e.index() == 0 ? null : Double.valueOf(rate),
                loss,
                e.epochEndAccuracy(),
                e.epochEndExamples(),
                e.deadFraction(),
                e.validation(),
                e.tensors(),
                e.total(),
                e.seconds(),
                e.evaluationSeconds(),
                e.measureSeconds(),
                e.deadUnits(),
                e.distributions(),
                alarms,
                e.marks());
    }
}

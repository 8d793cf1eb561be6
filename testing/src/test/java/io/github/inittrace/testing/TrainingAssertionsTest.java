// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import static io.github.inittrace.testing.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.trace.EarlyStopping;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;

class TrainingAssertionsTest {
    /** Learns until epoch 2, then worsens; has moved by 0.5 at most. */
    private static final TrainingHistory GOOD =
            Histories.startingAt(1)
                    .epoch(0, 2.0, 0.5)
                    .epoch(0.25, 0.5, 0.75)
                    .epoch(0.5, 0.25, 0.875)
                    .epoch(0.375, 0.75, 0.625)
                    .history();

    private static final TrainingHistory DIVERGED =
            Histories.startingAt(1).epoch(0, 2.0, 0.5).epoch(Double.NaN, null, null).history();

    private static final TrainingHistory FROM_ZERO =
            Histories.startingAt(0).epoch(0, 2.0, 0.5).history();

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(message);
    }

    @Test
    void history_withAnAlarm_quotesIt() {
        TrainingHistory alarming =
                Histories.startingAt(1).epoch(0, 2.0, 0.5).epoch(0.5, 1.0, 0.5).alarm().history();
        fails(
                () -> assertThat(alarming).hasNoAlarms(),
                "expected no alarm, found distance_jump in output.weight at epoch 1 (step 3.500)");
    }

    @Test
    void history_thatKeepsEverything_passes() {
        assertThat(GOOD)
                .staysNearInit()
                .staysNearInit(0.51)
                .reachesAccuracy("test", 0.875)
                .reachesAccuracy("training", 0.8)
                .reachesLoss("training", 0.25)
                .reachesLoss("test", 0.5)
                .hasNoAlarms()
                .lossFalls()
                .lossFalls("test");
    }

    @Test
    void staysNearInit_ofWeightsFarAway_showsWhereAndWhich() {
        fails(
                () -> assertThat(GOOD).staysNearInit(0.5),
                "expected all parameters to stay within 0.5 of their initial norm, found 0.5 at"
                        + " epoch 2, the furthest of epochs 0 to 3, where 'output.weight' moved"
                        + " 0.5");
    }

    @Test
    void staysNearInit_byDefault_allowsLessThanTheInitialNorm() {
        TrainingHistory far =
                Histories.startingAt(1).epoch(0, 1.0, 0.5).epoch(1, 1.0, 0.5).history();
        fails(
                () -> assertThat(far).staysNearInit(),
                "expected all parameters to stay within 1.0 of their initial norm, found 1.0 at"
                        + " epoch 1, the furthest of epochs 0 to 1, where 'output.weight' moved"
                        + " 1.0");
    }

    @Test
    void staysNearInit_whereUndefined_saysWhy() {
        fails(
                () -> assertThat(DIVERGED).staysNearInit(),
                "expected all parameters to stay within 1.0 of their initial norm, found an"
                        + " undefined distance at epoch 1: they ceased to be finite");
        fails(
                () -> assertThat(FROM_ZERO).staysNearInit(),
                "expected all parameters to stay within 1.0 of their initial norm, found an"
                        + " undefined distance at epoch 0: all of them start at 0");
    }

    @Test
    void reachesAccuracy_ofALowerOne_showsTheBestAndTheLast() {
        fails(
                () -> assertThat(GOOD).as("digits").reachesAccuracy("test", 0.9),
                "[digits] expected test accuracy to reach 0.9, found 0.875 at epoch 2 as the best"
                        + " of epochs 0 to 3, and 0.625 at the end");
        fails(
                () -> assertThat(DIVERGED).reachesAccuracy("test", 0.9),
                "expected test accuracy to reach 0.9, found 0.5 at epoch 0 as the best of epochs"
                        + " 0 to 1, and undefined (not finite) at the end");
    }

    @Test
    void reachesLoss_ofAHigherOne_showsTheBestAndTheLast() {
        fails(
                () -> assertThat(GOOD).reachesLoss("test", 0.2),
                "expected test loss to reach 0.2, found 0.5 at epoch 2 as the best of epochs 0 to"
                        + " 3, and 1.5 at the end");
    }

    @Test
    void reaches_ofWhatWasNeverEvaluated_saysSo() {
        TrainingHistory regression = Histories.startingAt(1).epoch(0, null, null).history();
        fails(
                () -> assertThat(regression).reachesAccuracy("training", 0.9),
                "expected training accuracy to reach 0.9, found none in epoch 0: it was not"
                        + " evaluated, or is not finite");
    }

    @Test
    void reaches_ofAnUnknownSet_namesTheKnownOnes() {
        fails(
                () -> assertThat(GOOD).reachesLoss("tset", 0.2),
                "expected 'training' or the name of a validation set, found 'tset'; the run has"
                        + " [test]");
    }

    @Test
    void lossFalls_whereItRises_showsBothEndsAndTheLowest() {
        TrainingHistory rising =
                Histories.startingAt(1)
                        .epoch(0, 1.0, 0.5)
                        .epoch(0, 0.5, 0.5)
                        .epoch(0, 1.0, 0.5)
                        .history();
        fails(
                () -> assertThat(rising).lossFalls(),
                "expected training loss to fall, found 1.0 at epoch 0 and 1.0 at epoch 2; the"
                        + " lowest was 0.5 at epoch 1");
        fails(
                () -> assertThat(DIVERGED).lossFalls("test"),
                "expected test loss to fall, found 4.0 at epoch 0 and undefined (not finite) at"
                        + " epoch 1; the lowest was 4.0 at epoch 0");
    }

    @Test
    void bounds_outOfRange_areRefused() {
        refuses(
                () -> assertThat(GOOD).staysNearInit(0),
                "a bound must be a positive number, found 0.0");
        refuses(
                () -> assertThat(GOOD).staysNearInit(Double.NaN),
                "a bound must be a positive number, found undefined (not finite)");
        refuses(
                () -> assertThat(GOOD).reachesAccuracy("test", 95),
                "an accuracy lies above 0 and up to 1, found 95.0; write 0.95 for 95 %");
        refuses(
                () -> assertThat(GOOD).reachesLoss("test", Double.NaN),
                "a loss to reach must be a finite number, found undefined (not finite)");
    }

    private static void refuses(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void ended_forAnotherReason_showsTheReasonAndTheFolder(@TempDir Path temp) throws IOException {
        Path folder = temp.resolve("run");
        TracedRun<Label> stopped =
                InitTrace.of(new ToyTrainer(Fault.NONE, true))
                        .listener(epoch -> epoch.requestStop("that will do"))
                        .runFolder(folder)
                        .run(Points.of(6, 1));
        assertThat(stopped).endedBecause(EndReason.STOPPED);
        String message =
                "expected training to have ended as completed, found stopped after epoch 0: that"
                        + " will do; the run is in "
                        + folder;
        fails(() -> assertThat(stopped).completed(), message);
        RunFolder opened = RunFolder.open(folder);
        assertThat(opened).endedBecause(EndReason.STOPPED).staysNearInit();
        fails(() -> assertThat(opened).completed(), message);
    }

    @Test
    void completed_ofARunThatStoppedEarly_passes() {
        TracedRun<Label> early =
                InitTrace.of(new ToyTrainer(Fault.NONE, true))
                        .earlyStopping(EarlyStopping.on("epochEndLoss").patience(1).minChange(1e9))
                        .run(Points.of(6, 1));
        assertThat(early).endedBecause(EndReason.STOPPED).completed();
    }

    @Test
    void ended_ofARunThatWasKilled_saysSo(@TempDir Path temp) throws IOException {
        Path folder = temp.resolve("run");
        InitTrace.of(new ToyTrainer(Fault.NONE, true)).runFolder(folder).run(Points.of(6, 1));
        Path record = folder.resolve(RunFolder.RECORD);
        Files.writeString(
                record,
                Files.readString(record)
                        .replaceFirst("(?s)\"ending\"\\s*:\\s*\\{[^}]*}", "\"ending\": null"));
        RunFolder killed = RunFolder.open(folder);
        fails(
                () -> assertThat(killed).completed(),
                "expected training to have ended as completed, found no end: it goes on, or its"
                        + " process was killed; the run is in "
                        + folder);
    }
}

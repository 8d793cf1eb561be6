// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.DeadUnitsRecord;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.run.WatchedAlarms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs that never took place: one matrix {@code hidden1.weight} that starts at (3, 4), a bias that
 * starts at 0, and a validation set {@code test} whose loss is twice the training loss.
 */
public final class Runs {
    private final List<EpochRecord> epochs = new ArrayList<>();
    private @Nullable Ending ending;
    private String name = "mine";
    private @Nullable String set = "test";
    private boolean watched = true;
    private @Nullable WatchedAlarms alarms;
    private Map<String, String> configuration = Map.of();
    private String data = "digits";
    private String bias = "hidden1.bias";
    private double moved = 1;
    private boolean fromZero;
    private int examples = 10;

    /** A completed run with these training losses from epoch 0 on; NaN becomes null. */
    public static Runs of(double... losses) {
        Runs runs = new Runs();
        for (double loss : losses) {
            runs.epoch(Double.isNaN(loss) ? null : loss, 0.9, List.of());
        }
        return runs.ending(EndReason.COMPLETED, "all epochs done");
    }

    public Runs named(String other) {
        name = other;
        return this;
    }

    /** Another name for the validation set. */
    public Runs set(String other) {
        set = other;
        return rebuilt(0.9);
    }

    public Runs withoutSets() {
        set = null;
        return rebuilt(0.9);
    }

    public Runs accuracy(@Nullable Double accuracy) {
        return rebuilt(accuracy);
    }

    public Runs unwatched() {
        watched = false;
        return rebuilt(0.9);
    }

    /** Of a release that records which alarms it watches for. */
    public Runs watching(AlarmKind... kinds) {
        alarms = WatchedAlarms.of(AlarmSettings.none().enable(kinds));
        return this;
    }

    /** A setting of the trainer. */
    public Runs with(String setting, String value) {
        configuration = Map.of(setting, value);
        return this;
    }

    /** Of another tool, of which it is not known how many examples a loss is of. */
    public Runs imported() {
        data = DataRecord.UNKNOWN;
        examples = 0;
        return rebuilt(0.9);
    }

    public Runs trainedOn(String other) {
        data = other;
        return this;
    }

    /** Another name for the bias. */
    public Runs tensor(String other) {
        bias = other;
        return rebuilt(0.9);
    }

    /** Weights that are this many times those of other runs. */
    public Runs movedTo(double factor) {
        moved = factor;
        return rebuilt(null);
    }

    /** Weights that start at zero and go as far as those of other runs. */
    public Runs fromZero() {
        fromZero = true;
        return rebuilt(0.9);
    }

    /** A copy with records of even epochs alone. */
    public Runs everyOther() {
        Runs half = Runs.of(epochs.stream().mapToDouble(EpochRecord::epochEndLoss).toArray());
        half.epochs.removeIf(epoch -> epoch.index() % 2 == 1);
        return half;
    }

    public Runs ending(EndReason reason, String message) {
        ending = new Ending(reason, message, epochs.size() - 1, 12.5, null, null, null);
        return this;
    }

    /** Stopped by the alarm that was raised last. */
    public Runs stoppedByItsAlarm() {
        List<Alarm> alarms = epochs.get(epochs.size() - 1).alarms();
        Alarm alarm = alarms.get(alarms.size() - 1);
        String message = "alarm " + alarm.summary();
        ending = new Ending(EndReason.STOPPED, message, epochs.size() - 1, 12.5, null, alarm, null);
        return this;
    }

    /** Stopped as a figure got no better. */
    public Runs stoppedEarly() {
        String message = "epochEndLoss has not become better than its 1 of epoch 1 for 5 epochs";
        ending =
                new Ending(
                        EndReason.STOPPED,
                        message,
                        epochs.size() - 1,
                        12.5,
                        null,
                        null,
                        "epochEndLoss");
        return this;
    }

    public Runs killed() {
        ending = null;
        return this;
    }

    /** An alarm at the last epoch. */
    public Runs alarm(AlarmKind kind, String tensor) {
        EpochRecord last = epochs.remove(epochs.size() - 1);
        List<Alarm> alarms = new ArrayList<>(last.alarms());
        alarms.add(
                new Alarm(
                        kind,
                        kind.severity(),
                        last.index(),
                        tensor,
                        Map.of("step", 3.5),
                        kind.meaning(),
                        kind.advice()));
        epoch(last.epochEndLoss(), last.validation().get(0).accuracy(), alarms);
        return this;
    }

    /** Raised by the last epoch, whenever they say that they were. */
    public Runs alarms(List<Alarm> alarms) {
        EpochRecord last = epochs.remove(epochs.size() - 1);
        epoch(last.epochEndLoss(), last.validation().get(0).accuracy(), alarms);
        return this;
    }

    public NamedRun run() {
        RunRecord record =
                new RunRecord(
                        1,
                        "id",
                        "2026-08-21T14:03:27Z",
                        "Trainer",
                        configuration,
                        epochs.size() - 1,
                        1,
                        2,
                        List.of(),
                        null,
                        new DataRecord("training", 10, Map.of("hash", data)),
                        set == null ? List.of() : List.of(new DataRecord(set, 5, Map.of())),
                        alarms,
                        Map.of(),
                        JsonNodeFactory.instance.objectNode(),
                        ending);
        return new NamedRun(name, record, new TrainingHistory(epochs));
    }

    private Runs rebuilt(@Nullable Double accuracy) {
        List<EpochRecord> before = new ArrayList<>(epochs);
        epochs.clear();
        before.forEach(e -> epoch(e.epochEndLoss(), accuracy, List.of()));
        return this;
    }

    private void epoch(@Nullable Double loss, @Nullable Double accuracy, List<Alarm> alarms) {
        int index = epochs.size();
        double start = fromZero ? 0 : 1;
        double now = index == 0 ? start : moved * (1 + 0.1 * index) + start - 1;
        Deviation deviation =
                Deviation.of(
                        List.of(
                                new TensorValues(
                                        "hidden1.weight",
                                        List.of(1, 2),
                                        new double[] {3 * start, 4 * start},
                                        null,
                                        new double[] {3 * now, 4 * now}),
                                new TensorValues(
                                        bias, List.of(1), new double[1], null, new double[1])));
        epochs.add(
                new EpochRecord(
                        index,
                        true,
                        index == 0 ? null : loss,
                        0.1,
                        loss,
                        accuracy,
                        examples,
                        null,
                        set == null
                                ? List.of()
                                : List.of(
                                        new ValidationRecord(
                                                set,
                                                5,
                                                loss == null ? null : 2 * loss,
                                                accuracy,
                                                null,
                                                0)),
                        deviation.tensors(),
                        deviation.total(),
                        0.1,
                        null,
                        null,
                        List.of(new DeadUnitsRecord("hidden1", 8, index)),
                        null,
                        watched ? alarms : null,
                        null));
    }
}

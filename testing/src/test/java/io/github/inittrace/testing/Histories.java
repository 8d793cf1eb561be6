// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.ValidationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Histories made of figures. */
final class Histories {
    private final List<EpochRecord> epochs = new ArrayList<>();
    private final double start;

    private Histories(double start) {
        this.start = start;
    }

    /** Of a network with one matrix [1, 2] of (3 start, 4 start) and a bias of 0. */
    static Histories startingAt(double start) {
        return new Histories(start);
    }

    /** One more epoch, with the matrix grown by this share of its start. */
    Histories epoch(double moved, @Nullable Double loss, @Nullable Double testAccuracy) {
        double[] initial = {3 * start, 4 * start};
        double[] now = {initial[0] * (1 + moved), initial[1] * (1 + moved)};
        double[] zero = {0};
        Deviation deviation =
                Deviation.of(
                        List.of(
                                new TensorValues(
                                        "output.weight", List.of(1, 2), initial, null, now),
                                new TensorValues("output.bias", List.of(1), zero, null, zero)));
        int index = epochs.size();
        Double testLoss = loss == null ? null : loss * 2;
        epochs.add(
                new EpochRecord(
                        index,
                        true,
                        index == 0 ? null : loss,
                        null,
                        loss,
                        testAccuracy,
                        10,
                        null,
                        List.of(new ValidationRecord("test", 5, testLoss, testAccuracy, null, 0)),
                        deviation.tensors(),
                        deviation.total(),
                        0.1,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        return this;
    }

    /** An alarm at the last epoch. */
    Histories alarm() {
        EpochRecord last = epochs.remove(epochs.size() - 1);
        AlarmKind kind = AlarmKind.DISTANCE_JUMP;
        Alarm alarm =
                new Alarm(
                        kind,
                        kind.severity(),
                        last.index(),
                        "output.weight",
                        Map.of("step", 3.5),
                        kind.meaning(),
                        kind.advice());
        epochs.add(
                new EpochRecord(
                        last.index(),
                        last.complete(),
                        last.runningLoss(),
                        last.learningRate(),
                        last.epochEndLoss(),
                        last.epochEndAccuracy(),
                        last.epochEndExamples(),
                        last.deadFraction(),
                        last.validation(),
                        last.tensors(),
                        last.total(),
                        last.seconds(),
                        last.evaluationSeconds(),
                        last.measureSeconds(),
                        last.deadUnits(),
                        last.distributions(),
                        List.of(alarm),
                        last.marks()));
        return this;
    }

    TrainingHistory history() {
        return new TrainingHistory(epochs);
    }
}

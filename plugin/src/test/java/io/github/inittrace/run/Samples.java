// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.alarms.AlarmThreshold;
import io.github.inittrace.alarms.Severity;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.DistributionFit;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.measure.NormalFit;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.measure.UniformFit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small records to write and read. */
final class Samples {
    static final Ending COMPLETED =
            new Ending(EndReason.COMPLETED, "all 2 epochs done", 2, 1.5, "ab12", null, null);

    private Samples() {}

    static RunRecord record(@Nullable Ending ending) {
        return new RunRecord(
                RunFolder.SCHEMA,
                "0b0f",
                "2026-11-22T10:00:00+01:00",
                "org.example.Trainer",
                Map.of("seed", "1"),
                2,
                3,
                2,
                List.of(
                        new TensorShape("w", List.of(3, 2), Precision.FLOAT32),
                        new TensorShape("b", List.of(2), Precision.FLOAT32)),
                List.of(1, 3),
                new DataRecord("training", 7, Map.of("class-name", "x", "hash", "ö\"\n")),
                List.of(new DataRecord("test", 2, Map.of())),
                WatchedAlarms.of(
                        AlarmSettings.defaults().threshold(AlarmThreshold.NORM_RANGE, 0.1)),
                Map.of("java.version", "17"),
                JsonNodeFactory.instance.objectNode().put("p", 1),
                ending);
    }

    static EpochRecord epoch(int index) {
        double[] w = {0.1, 0.2, 0.3, 0.4, 0.5, -0.6};
        double[] moved = w.clone();
        moved[0] += 1e-3 * index;
        Deviation d =
                Deviation.of(
                        List.of(
                                new TensorValues(
                                        "w", List.of(3, 2), w, index == 0 ? null : w, moved)));
        return new EpochRecord(
                index,
                true,
                index == 0 ? null : 0.7 / index,
                index == 0 ? null : 0.1,
                index == 2 ? null : 0.123456789012345678,
                0.5,
                7,
                0.5,
                List.of(new ValidationRecord("test", 2, 1.0 / 3, null, 0.25, 1)),
                d.tensors(),
                d.total(),
                0.25,
                0.125,
                0.0625,
                List.of(new DeadUnitsRecord("hidden1", 3, index)),
                List.of(
                        new DistributionFit(
                                "w", 6, 0.5, new UniformFit(0.6, 5, 3.5, 0.25, 0.125, 0), null),
                        new DistributionFit(
                                "v", 6, 1.5, null, new NormalFit(0.5, 0.25, 0.125, 0.1, -1, 2))),
                List.of(
                        new Alarm(
                                AlarmKind.DISTANCE_JUMP,
                                Severity.WARNING,
                                index,
                                "w",
                                Map.of("step", 1.5),
                                "it jumped",
                                "try less")),
                List.of(new MarkMeasures("w", 2, 0.75, null)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.lifecycle.DeadUnits;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Evaluation;
import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.DistributionFit;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.run.DeadUnitsRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.ValidationRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/** Makes the record of an epoch. */
final class EpochRecords {
    private EpochRecords() {}

    static <T extends Output<T>> EpochRecord of(
            EpochEnd<T> epoch,
            Deviation deviation,
            List<DistributionFit> distributions,
            List<Alarm> alarms,
            @Nullable List<MarkMeasures> marks,
            double measureSeconds) {
        Evaluation onTraining = epoch.training();
        List<ValidationRecord> validation =
                epoch.validation().stream()
                        .map(
                                e ->
                                        new ValidationRecord(
                                                e.name(),
                                                e.examples(),
                                                finite(e.loss()),
                                                finite(e.accuracy()),
                                                finite(e.deadFraction()),
                                                e.leftOut()))
                        .toList();
        return new EpochRecord(
                epoch.index(),
                epoch.complete(),
                finite(epoch.runningLoss()),
                epoch.learningRate(),
                finite(onTraining.loss()),
                finite(onTraining.accuracy()),
                onTraining.examples(),
                onTraining.deadFraction(),
                validation,
                deviation.tensors(),
                deviation.total(),
                epoch.seconds(),
                epoch.evaluationSeconds(),
                measureSeconds,
                deadUnits(epoch.deadUnits()),
                distributions,
                alarms,
                marks);
    }

    private static @Nullable List<DeadUnitsRecord> deadUnits(@Nullable List<DeadUnits> layers) {
        return layers == null
                ? null
                : layers.stream()
                        .map(l -> new DeadUnitsRecord(l.layer(), l.units(), l.dead()))
                        .toList();
    }

    private static @Nullable Double finite(@Nullable Double value) {
        return value != null && Double.isFinite(value) ? value : null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.run.WatchedAlarms;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Output;

/** Makes the record of a run that starts. */
final class RunRecords {
    private RunRecords() {}

    static <T extends Output<T>> RunRecord of(
            TrainingStart<T> start,
            InitTrace<T> trace,
            Dataset<T> training,
            List<TensorShape> architecture,
            @Nullable List<Integer> inputShape) {
        return new RunRecord(
                RunFolder.SCHEMA,
                start.session().id(),
                OffsetDateTime.now(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.MILLIS)
                        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                start.provenance().getClassName(),
                Provenances.flatten(start.provenance().getConfiguredParameters()),
                start.plannedEpochs(),
                start.features(),
                start.outputs(),
                architecture,
                inputShape,
                data("training", training),
                trace.validation().byName().entrySet().stream()
                        .map(set -> data(set.getKey(), set.getValue()))
                        .toList(),
                WatchedAlarms.of(trace.watchers().alarms()),
                Environment.describe(facts(start, trace.earlyStopping())),
                Provenances.json(start.provenance()),
                null);
    }

    private static Map<String, String> facts(
            TrainingStart<?> start, @Nullable EarlyStopping stopping) {
        Map<String, String> facts = new HashMap<>(start.facts());
        if (stopping != null) {
            facts.put(EarlyStopping.FACT, stopping.toString());
        }
        return facts;
    }

    private static DataRecord data(String name, Dataset<?> dataset) {
        return new DataRecord(name, dataset.size(), Provenances.flatten(dataset.getProvenance()));
    }
}

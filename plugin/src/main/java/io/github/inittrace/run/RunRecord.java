// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code run.json}: what was trained, on what, by what, and how it ended.
 *
 * @param schema the version of the run folder's format, {@link RunFolder#SCHEMA}
 * @param runId the session's identifier
 * @param startedAt when training started, ISO 8601 with offset
 * @param trainer the trainer's class name
 * @param configuration every configured parameter of the trainer (seed, layers, initialiser,
 *     learning rate, ...) as text
 * @param plannedEpochs how many passes were configured
 * @param features how many input features the model has
 * @param outputs how many outputs the model has
 * @param architecture every tensor, in the model's order
 * @param inputShape how the features of one example are arranged, such as {@code [28, 28]}; null
 *     if they have no arrangement
 * @param training the training data
 * @param validation the validation sets
 * @param alarms which alarms were watched for
 * @param environment versions, machine, matrix kernels
 * @param provenance Tribuo's provenance of the trainer, as OLCUT's JSON
 * @param ending how it ended; null while training goes on, and for ever if the process was killed
 */
public record RunRecord(
        int schema,
        String runId,
        String startedAt,
        String trainer,
        Map<String, String> configuration,
        int plannedEpochs,
        int features,
        int outputs,
        List<TensorShape> architecture,
        @Nullable List<Integer> inputShape,
        DataRecord training,
        List<DataRecord> validation,
        @Nullable WatchedAlarms alarms,
        Map<String, String> environment,
        JsonNode provenance,
        @Nullable Ending ending) {
    public RunRecord {
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        architecture = List.copyOf(architecture);
        inputShape = inputShape == null ? null : List.copyOf(inputShape);
        validation = List.copyOf(validation);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /**
     * This record of a training that goes on as that of the run which it continues.
     *
     * @param run the record of the run
     * @return a new record, which has the run's identifier and start
     */
    public RunRecord continuing(RunRecord run) {
        return new RunRecord(
                schema,
                run.runId,
                run.startedAt,
                trainer,
                configuration,
                plannedEpochs,
                features,
                outputs,
                architecture,
                inputShape,
                training,
                validation,
                alarms,
                environment,
                provenance,
                ending);
    }

    /**
     * This record with an ending.
     *
     * @param how how training ended
     * @return a new record
     */
    public RunRecord endedBy(Ending how) {
        return new RunRecord(
                schema,
                runId,
                startedAt,
                trainer,
                configuration,
                plannedEpochs,
                features,
                outputs,
                architecture,
                inputShape,
                training,
                validation,
                alarms,
                environment,
                provenance,
                how);
    }
}

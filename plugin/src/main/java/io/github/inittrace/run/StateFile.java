// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.lifecycle.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link TrainingState} as a safetensors file, whose metadata has its numbers and its run. */
final class StateFile {
    private static final String RUN = "inittrace.run";
    private static final String PLANNED = "inittrace.planned-epochs";
    private static final String EPOCH = "inittrace.epoch";
    private static final String STEPS = "inittrace.steps";

    private StateFile() {}

    static byte[] bytes(TrainingState state, String runId) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(RUN, runId);
        metadata.put(PLANNED, Integer.toString(state.plannedEpochs()));
        metadata.put(EPOCH, Integer.toString(state.epoch()));
        metadata.put(STEPS, Long.toString(state.steps()));
        return new Safetensors(metadata, state.tensors()).bytes();
    }

    /**
     * Reads a state.
     *
     * @param runId the run that it must be of
     * @param epoch the epoch that it must be of
     * @throws IOException if it cannot be read, is damaged or another's; the message is one sentence
     *     that names it
     */
    static TrainingState read(Path file, String runId, int epoch) throws IOException {
        Safetensors read = Safetensors.read(file);
        if (!runId.equals(read.metadata().get(RUN))) {
            throw new MalformedRecordException(
                    file + " is of another run: expected " + RUN + " " + runId, null);
        }
        long found = number(file, read, EPOCH);
        if (found != epoch) {
            throw new MalformedRecordException(
                    file + " is of another epoch than its name says, found " + found, null);
        }
        try {
            return new TrainingState(
                    Math.toIntExact(number(file, read, PLANNED)),
                    epoch,
                    number(file, read, STEPS),
                    read.tensors());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedRecordException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static long number(Path file, Safetensors read, String key) throws IOException {
        try {
            return Long.parseLong(String.valueOf(read.metadata().get(key)));
        } catch (NumberFormatException e) {
            throw new MalformedRecordException(
                    file + " is damaged: expected a number for " + key + " in its metadata", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.lifecycle.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@link ResumePoint} as a safetensors file, whose metadata has its numbers and its run. */
final class StateFile {
    private static final String RUN = "inittrace.run";
    private static final String PLANNED = "inittrace.planned-epochs";
    private static final String EPOCH = "inittrace.epoch";
    private static final String STEPS = "inittrace.steps";
    private static final String BATCHES = "inittrace.batches";
    private static final String BATCH_LOSSES = "inittrace.batch-losses";
    private static final String OPEN_LEVELS = "inittrace.open-loss-levels";

    private StateFile() {}

    static byte[] bytes(ResumePoint point, String runId) throws IOException {
        TrainingState state = point.training();
        BatchLosses losses = point.losses();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(RUN, runId);
        metadata.put(PLANNED, Integer.toString(state.plannedEpochs()));
        metadata.put(EPOCH, Integer.toString(state.epoch()));
        metadata.put(STEPS, Long.toString(state.steps()));
        if (losses != null) {
            metadata.put(BATCHES, Long.toString(losses.steps()));
            metadata.put(BATCH_LOSSES, text(losses.last()));
            metadata.put(OPEN_LEVELS, text(losses.open()));
        }
        return new Safetensors(metadata, state.tensors()).bytes();
    }

    /**
     * Reads a resume point.
     *
     * @param runId the run that it must be of
     * @param epoch the epoch that it must be of
     * @throws IOException if it cannot be read, is damaged or another's; the message is one sentence
     *     that names it
     */
    static ResumePoint read(Path file, String runId, int epoch) throws IOException {
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
            return new ResumePoint(
                    new TrainingState(
                            Math.toIntExact(number(file, read, PLANNED)),
                            epoch,
                            number(file, read, STEPS),
                            read.tensors()),
                    read.metadata().containsKey(BATCHES) ? losses(file, read) : null);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedRecordException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static BatchLosses losses(Path file, Safetensors read) throws IOException {
        return new BatchLosses(
                number(file, read, BATCHES),
                numbers(file, read, BATCH_LOSSES),
                numbers(file, read, OPEN_LEVELS));
    }

    /** The shortest decimals that give the same doubles again. */
    private static String text(List<Double> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static List<Double> numbers(Path file, Safetensors read, String key)
            throws IOException {
        String text = String.valueOf(read.metadata().get(key));
        try {
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new MalformedRecordException(
                    file + " is damaged: expected numbers for " + key + " in its metadata", e);
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

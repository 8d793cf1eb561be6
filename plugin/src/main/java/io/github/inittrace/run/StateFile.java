// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.lifecycle.TrainingState;
import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.safetensors.MalformedSafetensorsException;
import io.github.inittrace.safetensors.Safetensors;
import io.github.inittrace.safetensors.StoredTensor;
import io.github.inittrace.text.DecimalNumber;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ResumePoint} as a safetensors file, whose metadata has its numbers, its run, the SHA-256
 * of the values, and that of all else in the header, so that damage is found.
 */
final class StateFile {
    private static final String RUN = "inittrace.run";
    private static final String PLANNED = "inittrace.planned-epochs";
    private static final String EPOCH = "inittrace.epoch";
    private static final String STEPS = "inittrace.steps";
    private static final String EPOCH_LOSSES = "inittrace.epoch-losses";
    private static final String BATCHES = "inittrace.batches";
    private static final String BATCH_LOSSES = "inittrace.batch-losses";
    private static final String OPEN_LEVELS = "inittrace.open-loss-levels";
    private static final String DIGEST = "sha256";
    private static final String HEADER_DIGEST = "inittrace.header-sha256";

    private StateFile() {}

    /**
     * The file.
     *
     * @throws IOException if it would be larger than 2 GiB, without a path
     */
    static byte[] bytes(ResumePoint point, String runId) throws IOException {
        TrainingState state = point.training();
        BatchLosses losses = point.losses();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(RUN, runId);
        metadata.put(PLANNED, Integer.toString(state.plannedEpochs()));
        metadata.put(EPOCH, Integer.toString(state.epoch()));
        metadata.put(STEPS, Long.toString(state.steps()));
        if (!state.losses().isEmpty()) {
            metadata.put(EPOCH_LOSSES, text(state.losses()));
        }
        if (losses != null) {
            metadata.put(BATCHES, Long.toString(losses.steps()));
            metadata.put(BATCH_LOSSES, text(losses.last()));
            metadata.put(OPEN_LEVELS, text(losses.open()));
        }
        long size = state.tensors().stream().mapToLong(t -> 4L * t.values().length).sum();
        if (size > Safetensors.MOST_BYTES) {
            throw new IOException(
                    "the state of training takes "
                            + (size >> 20)
                            + " MiB, expected at most 2 GiB; do without resume points");
        }
        List<StoredTensor> tensors =
                state.tensors().stream()
                        .map(t -> StoredTensor.of(t.name(), t.shape(), t.values()))
                        .toList();
        metadata.put(DIGEST, sha256(tensors));
        metadata.put(HEADER_DIGEST, headerSha256(metadata, tensors));
        return new Safetensors(metadata, tensors).bytes();
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
        Safetensors read = readWhole(file);
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
                            read.metadata().containsKey(EPOCH_LOSSES)
                                    ? numbers(file, read, EPOCH_LOSSES)
                                    : List.of(),
                            weights(file, read)),
                    read.metadata().containsKey(BATCHES) ? losses(file, read) : null);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedRecordException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static Safetensors readWhole(Path file) throws IOException {
        Safetensors read;
        try {
            read = Safetensors.read(file);
        } catch (MalformedSafetensorsException e) {
            throw damaged(file, String.valueOf(e.getMessage()), e);
        }
        if (!sha256(read.tensors()).equals(read.metadata().get(DIGEST))) {
            throw damaged(file, "the SHA-256 of its values is not the one in its metadata", null);
        }
        String header = read.metadata().get(HEADER_DIGEST); // earlier releases wrote none
        if (header != null && !header.equals(headerSha256(read.metadata(), read.tensors()))) {
            throw damaged(file, "the SHA-256 of its header is not the one in its metadata", null);
        }
        return read;
    }

    private static List<WeightTensor> weights(Path file, Safetensors read) throws IOException {
        List<WeightTensor> weights = new ArrayList<>();
        for (StoredTensor tensor : read.tensors()) {
            if (!tensor.dtype().equals("F32")) {
                throw damaged(file, "expected tensors of dtype F32, found " + tensor.dtype(), null);
            }
            ByteBuffer bytes = tensor.bytes();
            float[] values = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(values);
            weights.add(new WeightTensor(tensor.name(), tensor.shape(), values));
        }
        return weights;
    }

    private static IOException damaged(Path file, String how, @Nullable Exception cause) {
        return new MalformedRecordException(
                file
                        + " is damaged: "
                        + how
                        + "; remove it to go on from the resume point before, if there is one",
                cause);
    }

    /** Of all values, one tensor after the other. */
    private static String sha256(List<StoredTensor> tensors) {
        MessageDigest digest = Manifest.sha256();
        tensors.forEach(tensor -> digest.update(tensor.bytes()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of the metadata but for this digest itself, and of names, types and shapes of the tensors. */
    private static String headerSha256(Map<String, String> metadata, List<StoredTensor> tensors) {
        Map<String, String> sorted = new TreeMap<>(metadata);
        sorted.remove(HEADER_DIGEST);
        MessageDigest digest = Manifest.sha256();
        sorted.forEach((key, value) -> update(digest, key, value));
        tensors.forEach(
                tensor -> update(digest, tensor.name(), tensor.dtype(), tensor.shape().toString()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Each text with an end, so that none can go over into the next. */
    private static void update(MessageDigest digest, String... texts) {
        for (String text : texts) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
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

    /** All are finite: a training whose loss is not has diverged, and leaves no resume point. */
    private static List<Double> numbers(Path file, Safetensors read, String key)
            throws IOException {
        String text = String.valueOf(read.metadata().get(key));
        List<Double> numbers = new ArrayList<>();
        for (String number : text.isEmpty() ? new String[0] : text.split(" ")) {
            double value = DecimalNumber.of(number);
            if (Double.isNaN(value)) {
                throw new MalformedRecordException(
                        file
                                + " is damaged: expected finite numbers for "
                                + key
                                + " in its metadata, found '"
                                + SafeText.of(number)
                                + "'",
                        null);
            }
            numbers.add(value);
        }
        return numbers;
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

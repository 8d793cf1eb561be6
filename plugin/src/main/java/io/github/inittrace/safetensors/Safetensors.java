// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.inittrace.files.FileFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of the format <a href="https://github.com/huggingface/safetensors">safetensors</a>: the
 * length of the header as eight little-endian bytes, the header as JSON, and the values of the
 * tensors, which cover the rest of the file without gaps. Files over 2 GiB are not read.
 *
 * @param metadata text by key
 * @param tensors the tensors in the order of their values
 */
public record Safetensors(Map<String, String> metadata, List<StoredTensor> tensors) {
    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** More than the names and shapes of any network take. */
    private static final long LONGEST_HEADER = 16 << 20;

    /** The most bytes that the values of a file that is written may have together, some 2 GiB. */
    public static final long MOST_BYTES = Integer.MAX_VALUE - 2 * LONGEST_HEADER;

    /** Copies map and list. */
    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = List.copyOf(tensors);
    }

    /**
     * The file.
     *
     * @throws IllegalArgumentException if the values have more than {@link #MOST_BYTES}
     */
    public byte[] bytes() throws JsonProcessingException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put(SafetensorsHeader.METADATA, metadata);
        long end = 0;
        for (StoredTensor tensor : tensors) {
            Map<String, Object> said = new LinkedHashMap<>();
            said.put(SafetensorsHeader.DTYPE, tensor.dtype());
            said.put(SafetensorsHeader.SHAPE, tensor.shape());
            long begin = end;
            end += tensor.bytes().remaining();
            said.put(SafetensorsHeader.OFFSETS, List.of(begin, end));
            header.put(tensor.name(), said);
        }
        if (end > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "expected tensors of at most 2 GiB, found " + (end >> 20) + " MiB");
        }
        byte[] json = MAPPER.writeValueAsBytes(header);
        int padded = (json.length + 7) / 8 * 8; // the values lie at a multiple of 8, as usual
        ByteBuffer file = ByteBuffer.allocate(8 + padded + (int) end);
        file.order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
        while (file.position() < 8 + padded) {
            file.put((byte) ' ');
        }
        tensors.forEach(tensor -> file.put(tensor.bytes()));
        return file.array();
    }

    /**
     * Reads a file whole.
     *
     * @throws MalformedSafetensorsException if it is not of the format
     * @throws IOException if it cannot be read; one sentence that names it
     */
    public static Safetensors read(Path file) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException | OutOfMemoryError e) {
            throw FileFailure.cannotRead(
                    file, e instanceof IOException io ? io : new IOException("it is too large"));
        }
        return parse(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static Safetensors parse(ByteBuffer file) throws MalformedSafetensorsException {
        if (file.remaining() < 8) {
            throw new MalformedSafetensorsException(
                    "expected at least the 8 bytes that say how long its header is, found "
                            + file.remaining(),
                    null);
        }
        int length = headerLength(file.getLong(), file.remaining());
        byte[] json = new byte[length];
        file.get(json);
        return SafetensorsHeader.parse(json).of(file);
    }

    /**
     * The length of the header that a file begins with.
     *
     * @param said what the file says
     * @param left how many bytes it has behind that
     */
    static int headerLength(long said, long left) throws MalformedSafetensorsException {
        long most = Math.min(LONGEST_HEADER, left);
        if (said < 2 || said > most) {
            throw new MalformedSafetensorsException(
                    "expected a header of at most "
                            + most
                            + " bytes, found one of "
                            + Long.toUnsignedString(said),
                    null);
        }
        return (int) said;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.lifecycle.WeightTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Float32 tensors in a file of the format <a
 * href="https://github.com/huggingface/safetensors">safetensors</a>: the length of the header as
 * eight little-endian bytes, the header as JSON, and the values, little-endian. The metadata has the
 * SHA-256 of the values besides what is asked for, so that damage is found.
 *
 * @param metadata text by key
 * @param tensors the tensors in the order of their values
 */
record Safetensors(Map<String, String> metadata, List<WeightTensor> tensors) {
    private static final String METADATA = "__metadata__";
    private static final String DIGEST = "sha256";

    /** More than the names and shapes of any perceptron take. */
    private static final long LONGEST_HEADER = 16 << 20;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = List.copyOf(tensors);
    }

    /**
     * The file.
     *
     * @throws IOException if it would be larger than 2 GiB, without a path
     */
    byte[] bytes() throws IOException {
        long size = tensors.stream().mapToLong(t -> 4L * t.values().length).sum();
        if (size > Integer.MAX_VALUE - 2 * LONGEST_HEADER) {
            throw new IOException(
                    "the state of training takes "
                            + (size >> 20)
                            + " MiB, expected at most 2 GiB; do without resume points");
        }
        ByteBuffer data = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Object> header = new LinkedHashMap<>();
        Map<String, String> said = new LinkedHashMap<>(metadata);
        header.put(METADATA, said);
        for (WeightTensor tensor : tensors) {
            int begin = data.position();
            data.asFloatBuffer().put(tensor.values());
            data.position(begin + 4 * tensor.values().length);
            header.put(
                    tensor.name(),
                    Map.of(
                            "dtype",
                            "F32",
                            "shape",
                            tensor.shape(),
                            "data_offsets",
                            List.of(begin, data.position())));
        }
        said.put(DIGEST, sha256(data.array(), 0));
        byte[] json = MAPPER.writeValueAsBytes(header);
        int padded = (json.length + 7) / 8 * 8; // the values lie at a multiple of 8, as usual
        ByteBuffer file = ByteBuffer.allocate(8 + padded + data.capacity());
        file.order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
        while (file.position() < 8 + padded) {
            file.put((byte) ' ');
        }
        return file.put(data.array()).array();
    }

    /**
     * Reads a file that {@link #bytes} filled, and no other kind.
     *
     * @throws IOException if it cannot be read, or is anything else; the message is one sentence
     *     that names it
     */
    static Safetensors read(Path file) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException | OutOfMemoryError e) {
            throw FileFailure.cannotRead(
                    file, e instanceof IOException io ? io : new IOException("it is too large"));
        }
        try {
            return parse(content);
        } catch (JsonProcessingException e) {
            throw damaged(file, "its header is no JSON", e);
        } catch (IOException e) {
            throw damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static IOException damaged(Path file, String how, IOException cause) {
        return new MalformedRecordException(
                file
                        + " is damaged: "
                        + how
                        + "; remove it to go on from the resume point before, if there is one",
                cause);
    }

    private static Safetensors parse(byte[] content) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        long length = content.length < 8 ? -1 : file.getLong();
        if (length < 2 || length > LONGEST_HEADER || length > file.remaining()) {
            throw new IOException(
                    "expected a header of at most "
                            + Math.max(0, Math.min(LONGEST_HEADER, content.length - 8L))
                            + " bytes, found one of "
                            + (content.length < 8 ? "no length" : Long.toUnsignedString(length)));
        }
        JsonNode header =
                MAPPER.readTree(new String(content, 8, (int) length, StandardCharsets.UTF_8));
        if (header == null || !header.isObject()) {
            throw new IOException("its header is no JSON object");
        }
        file.position(8 + (int) length);
        Map<String, String> metadata = new LinkedHashMap<>();
        List<WeightTensor> tensors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (entry.getKey().equals(METADATA)) {
                for (Map.Entry<String, JsonNode> said : entry.getValue().properties()) {
                    metadata.put(said.getKey(), said.getValue().asText());
                }
            } else {
                tensors.add(tensor(entry.getKey(), entry.getValue(), file, 8 + (int) length));
            }
        }
        if (file.hasRemaining()) {
            throw new IOException(file.remaining() + " bytes are no tensor's");
        }
        String digest = sha256(content, 8 + (int) length);
        if (!digest.equals(metadata.remove(DIGEST))) {
            throw new IOException("the SHA-256 of its values is not the one in its metadata");
        }
        return new Safetensors(metadata, tensors);
    }

    /** The next tensor: each begins where the one before ends, so that none can overlap. */
    private static WeightTensor tensor(String name, JsonNode said, ByteBuffer file, int start)
            throws IOException {
        JsonNode offsets = said.path("data_offsets");
        long begin = file.position() - (long) start;
        long size = 4;
        List<Integer> shape = new ArrayList<>();
        for (JsonNode dimension : said.path("shape")) {
            if (!dimension.isInt() || dimension.intValue() < 1) {
                throw new IOException("expected positive whole numbers as the shape of a tensor");
            }
            shape.add(dimension.intValue());
            size = Math.min(Integer.MAX_VALUE, size * dimension.intValue());
        }
        boolean isNext =
                said.path("dtype").asText().equals("F32")
                        && said.path("shape").isArray()
                        && offsets.size() == 2
                        && offsets.path(0).isIntegralNumber()
                        && offsets.path(0).canConvertToLong()
                        && offsets.path(0).longValue() == begin
                        && offsets.path(1).isIntegralNumber()
                        && offsets.path(1).canConvertToLong()
                        && offsets.path(1).longValue() == begin + size;
        if (!isNext || size > file.remaining()) {
            throw new IOException(
                    "expected tensors of dtype F32 that follow each other to the end of the file,"
                            + " found another one after byte "
                            + begin
                            + " of the values");
        }
        float[] values = new float[(int) (size / 4)];
        file.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        file.position(file.position() + (int) size);
        return new WeightTensor(name, shape, values);
    }

    private static String sha256(byte[] content, int from) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content, from, content.length - from);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.inittrace.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the header of a file says, which anybody may have written. */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
    static final String METADATA = "__metadata__";
    static final String DTYPE = "dtype";
    static final String SHAPE = "shape";
    static final String OFFSETS = "data_offsets";

    /** Bytes of a value of types that are no floating-point numbers to be read. */
    private static final Map<String, Integer> OTHER_WIDTHS =
            Map.ofEntries(
                    Map.entry("I64", 8),
                    Map.entry("U64", 8),
                    Map.entry("I32", 4),
                    Map.entry("U32", 4),
                    Map.entry("I16", 2),
                    Map.entry("U16", 2),
                    Map.entry("I8", 1),
                    Map.entry("U8", 1),
                    Map.entry("BOOL", 1),
                    Map.entry("F8_E4M3", 1),
                    Map.entry("F8_E5M2", 1));

    /** A tensor whose values are from one byte behind the header to another. */
    record Entry(String name, String dtype, List<Integer> shape, long begin, long end) {}

    static SafetensorsHeader parse(byte[] json) throws MalformedSafetensorsException {
        JsonNode header;
        try {
            header = Safetensors.MAPPER.readTree(text(json));
        } catch (JsonProcessingException e) {
            String complaint = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new MalformedSafetensorsException(
                    complaint.startsWith("Duplicate field")
                            ? "expected every name once in its header, found "
                                    + SafeText.of(complaint.replace("Duplicate field", "another"))
                            : "its header is no JSON",
                    e);
        }
        if (!header.isObject()) {
            throw malformed("expected a JSON object as its header, found none");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            JsonNode said = entry.getValue();
            if (!entry.getKey().equals(METADATA)) {
                entries.add(entry(entry.getKey(), said));
                continue;
            }
            for (Map.Entry<String, JsonNode> text : said.properties()) {
                metadata.put(text.getKey(), text.getValue().asText());
            }
            if (!said.isObject()
                    || !said.properties().stream().allMatch(t -> t.getValue().isTextual())) {
                throw malformed("expected text by key as " + METADATA + ", found something else");
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        return new SafetensorsHeader(metadata, entries);
    }

    /** Other bytes would all become the same character, and different names one. */
    private static String text(byte[] json) throws MalformedSafetensorsException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedSafetensorsException("its header is no text in UTF-8", e);
        }
    }

    private static Entry entry(String name, JsonNode said) throws MalformedSafetensorsException {
        String of = " of " + quoted(name);
        if (!said.path(DTYPE).isTextual()) {
            throw malformed("expected text as " + DTYPE + of + ", found something else");
        }
        List<Integer> shape = new ArrayList<>();
        for (JsonNode length : said.path(SHAPE)) {
            shape.add(length.isInt() ? length.intValue() : -1);
        }
        if (!said.path(SHAPE).isArray() || shape.stream().anyMatch(length -> length < 0)) {
            throw malformed(
                    "expected whole numbers from 0 on as " + SHAPE + of + ", found something else");
        }
        Long begin = offset(said.path(OFFSETS).path(0));
        Long end = offset(said.path(OFFSETS).path(1));
        if (said.path(OFFSETS).size() != 2 || begin == null || end == null || end < begin) {
            throw malformed(
                    "expected where values begin and end as "
                            + OFFSETS
                            + of
                            + ", found "
                            + SafeText.of(said.path(OFFSETS).toString()));
        }
        return new Entry(name, said.path(DTYPE).textValue(), shape, begin, end);
    }

    private static @Nullable Long offset(JsonNode said) {
        return said.isIntegralNumber() && said.canConvertToLong() ? said.longValue() : null;
    }

    /** The file whose values these are. */
    Safetensors of(ByteBuffer values) throws MalformedSafetensorsException {
        requireCovering(values.remaining());
        int start = values.position();
        List<StoredTensor> tensors = new ArrayList<>();
        for (Entry entry : entries) {
            int begin = (int) entry.begin();
            ByteBuffer bytes = values.slice(start + begin, (int) entry.end() - begin);
            tensors.add(new StoredTensor(entry.name(), entry.dtype(), entry.shape(), bytes));
        }
        return new Safetensors(metadata, tensors);
    }

    /**
     * Refuses what is not as the format demands: each tensor begins where the one before ends, and
     * the last ends where the file does.
     *
     * @param size how many bytes the file has behind the header
     */
    void requireCovering(long size) throws MalformedSafetensorsException {
        long at = 0;
        for (Entry entry : entries) {
            if (entry.begin() != at) {
                throw malformed(
                        "expected the values of "
                                + quoted(entry.name())
                                + " to begin at byte "
                                + at
                                + ", where those before end, found byte "
                                + entry.begin());
            }
            if (entry.end() > size) {
                throw malformed(
                        "expected the values of "
                                + quoted(entry.name())
                                + " to end by byte "
                                + size
                                + ", where the file does, found byte "
                                + entry.end());
            }
            requireRoom(entry);
            at = entry.end();
        }
        if (at != size) {
            throw malformed(
                    "expected the values to end at byte "
                            + at
                            + ", found "
                            + (size - at)
                            + " more");
        }
    }

    /** Refuses a tensor that takes other room than its shape asks for, if its type is one we know. */
    private static void requireRoom(Entry entry) throws MalformedSafetensorsException {
        Integer width =
                FloatType.of(entry.dtype())
                        .map(FloatType::width)
                        .orElse(OTHER_WIDTHS.get(entry.dtype()));
        if (width == null) {
            return;
        }
        long expected = width;
        for (int length : entry.shape()) {
            boolean isMore = length > 0 && expected > Long.MAX_VALUE / length;
            expected = isMore ? Long.MAX_VALUE : expected * length; // odd, so nobody's size
        }
        if (entry.end() - entry.begin() != expected) {
            throw malformed(
                    "expected "
                            + width
                            + (width == 1 ? " byte" : " bytes")
                            + " for each value of "
                            + quoted(entry.name())
                            + " "
                            + SafeText.of(entry.shape().toString())
                            + ", found "
                            + (entry.end() - entry.begin())
                            + " for all");
        }
    }

    private static String quoted(String name) {
        return "'" + SafeText.of(name) + "'";
    }

    private static MalformedSafetensorsException malformed(String message) {
        return new MalformedSafetensorsException(message, null);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where in its file the values of one tensor lie. */
final class Payload {
    /** About what one takes in memory. */
    static final int MEMORY = 128;

    /** More pieces than any writer makes; each takes memory. */
    private static final int MOST_SPANS = 10_000;

    private static final int FLOAT_DATA = 4;
    private static final int INT32_DATA = 5;
    private static final int STRING_DATA = 6;
    private static final int INT64_DATA = 7;
    private static final int RAW_DATA = 9;
    private static final int DOUBLE_DATA = 10;
    private static final int UINT64_DATA = 11;

    private final List<Span> spans = new ArrayList<>(1);

    /**
     * Neighbouring bytes of one field.
     *
     * @param field its number in TensorProto
     * @param offset where they start in the file
     * @param length how many there are
     * @param packed whether the bytes are values alone, else a tag stands before each value
     */
    record Span(int field, long offset, long length, boolean packed) {}

    /** Whether a field of TensorProto holds values. */
    boolean takes(int field) {
        return switch (field) {
            case FLOAT_DATA,
                    INT32_DATA,
                    STRING_DATA,
                    INT64_DATA,
                    RAW_DATA,
                    DOUBLE_DATA,
                    UINT64_DATA ->
                    true;
            default -> false;
        };
    }

    /** Notes and skips the field whose tag has just been read; it started at a place in the file. */
    void add(CodedInputStream in, int tag, int start) throws IOException {
        int field = WireFormat.getTagFieldNumber(tag);
        boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        if (packed) {
            int length = in.readRawVarint32();
            if (length < 0 || length > in.getBytesUntilLimit()) {
                throw new InvalidProtocolBufferException("it ends within the values of a tensor.");
            }
            if (field == RAW_DATA) {
                spans.removeIf(span -> span.field == RAW_DATA); // protobuf: the last one counts
            }
            add(new Span(field, in.getTotalBytesRead(), length, true));
            in.skipRawBytes(length);
        } else {
            if (!in.skipField(tag)) {
                throw new InvalidProtocolBufferException("it ends a group that it did not start.");
            }
            addUnpacked(field, start, in.getTotalBytesRead());
        }
    }

    private void addUnpacked(int field, long from, long to) throws IOException {
        Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null
                && !last.packed
                && last.field == field
                && last.offset + last.length == from) {
            spans.set(spans.size() - 1, new Span(field, last.offset, to - last.offset, false));
        } else {
            add(new Span(field, from, to - from, false));
        }
    }

    private void add(Span span) throws IOException {
        if (spans.size() == MOST_SPANS) {
            throw new InvalidProtocolBufferException(
                    "the values of a tensor are cut into more than " + MOST_SPANS + " pieces.");
        }
        if (span.length > 0) {
            spans.add(span);
        }
    }

    List<Span> spans() {
        return spans;
    }

    static boolean isRaw(Span span) {
        return span.field == RAW_DATA;
    }

    /** The number of the field in which values of a type lie. */
    static int number(ElementType.Field field) {
        return switch (field) {
            case FLOAT -> FLOAT_DATA;
            case INT32 -> INT32_DATA;
            case INT64 -> INT64_DATA;
            case DOUBLE -> DOUBLE_DATA;
            case UINT64 -> UINT64_DATA;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in its file the values of one tensor lie. */
final class Payload {
    /** What one takes of the room for the structure. */
    static final int ROOM = 16;

    /** What each piece but the first takes: more than its memory, as reading it takes time. */
    private static final int ROOM_OF_PIECE = 64;

    /** More pieces than any writer makes. */
    private static final int MOST_SPANS = 10_000;

    private static final int FLOAT_DATA = 4;
    private static final int INT32_DATA = 5;
    private static final int STRING_DATA = 6;
    private static final int INT64_DATA = 7;
    private static final int RAW_DATA = 9;
    private static final int DOUBLE_DATA = 10;
    private static final int UINT64_DATA = 11;

    private final List<Span> spans = new ArrayList<>(1);
    private @Nullable Span raw;

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
    static boolean takes(int field) {
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

    /**
     * Notes and skips the field whose tag has just been read.
     *
     * @param start where in the file it started
     * @return how much room it takes
     */
    int add(CodedInputStream in, int tag, int start) throws IOException {
        int field = WireFormat.getTagFieldNumber(tag);
        int before = spans.size();
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            int length = in.readRawVarint32();
            if (length < 0 || length > in.getBytesUntilLimit()) {
                throw new InvalidProtocolBufferException("it ends within the values of a tensor.");
            }
            Span span = new Span(field, in.getTotalBytesRead(), length, true);
            if (field == RAW_DATA) {
                raw = span; // protobuf: the last one counts
            } else {
                add(span);
            }
            in.skipRawBytes(length);
        } else {
            in.skipField(tag);
            addUnpacked(field, start, in.getTotalBytesRead());
        }
        return before > 0 && spans.size() > before ? ROOM_OF_PIECE : 0;
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
        if (span.length == 0) {
            return;
        }
        if (spans.size() == MOST_SPANS) {
            throw new InvalidProtocolBufferException(
                    "the values of a tensor are cut into more than " + MOST_SPANS + " pieces.");
        }
        spans.add(span);
    }

    /** The pieces in order, raw_data last. */
    List<Span> spans() {
        if (raw == null || raw.length == 0) {
            return spans;
        }
        List<Span> all = new ArrayList<>(spans);
        all.add(raw);
        return all;
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

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model's structure and leaves its weights where they are. Going once through the file, it
 * copies every field but the values of tensors, of which it notes where in the file they lie. What
 * it copied is a model again, whose tensors each carry the number of their values' place in a field
 * that ONNX does not have. So memory is a matter of the structure, not of the weights, and no
 * length that the file claims is believed before the bytes have been seen.
 */
final class StructureScan {
    /** Carries the number of a tensor's payload. ONNX numbers its fields from 1 to below 100. */
    static final int PAYLOAD = 10_000;

    /** Deeper nesting of graphs in graphs is an attack on the stack; protobuf allows as much. */
    private static final int DEEPEST = 100;

    private final CodedInputStream in;
    private final List<Payload> payloads = new ArrayList<>();
    private long room;

    private StructureScan(CodedInputStream in, long room) {
        this.in = in;
        this.room = room;
    }

    /** A structure: the bytes of a ModelProto without weights, and where those lie. */
    record Structure(byte[] model, List<Payload> payloads) {}

    /** The structure would take more memory than there is for it. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Scans a file.
     *
     * @param file the file's bytes; skipping in it must not go beyond its end
     * @param size how many bytes it has
     * @param room how many bytes the structure may take
     * @throws InvalidProtocolBufferException if it is no ModelProto
     * @throws TooLargeException if it has more structure
     */
    static Structure of(InputStream file, int size, long room) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(file);
        in.pushLimit(size);
        StructureScan scan = new StructureScan(in, room);
        return new Structure(scan.copy(Message.MODEL, 0), List.copyOf(scan.payloads));
    }

    /** Copies the message up to the current limit. */
    private byte[] copy(Message message, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new InvalidProtocolBufferException("it nests messages too deeply.");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        Payload payload = new Payload();
        int start = in.getTotalBytesRead();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            int wire = WireFormat.getTagWireType(tag);
            @Nullable Message child = message.child(field);
            if (message == Message.TENSOR && payload.takes(field)) {
                payload.add(in, tag, start);
            } else if (child != null && wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                int limit = in.pushLimit(in.readRawVarint32());
                byte[] body = copy(child, depth + 1);
                in.popLimit(limit);
                out.writeByteArray(field, body);
                take(Long.BYTES);
            } else if (field == PAYLOAD || !copy(tag, wire, out)) {
                throw new InvalidProtocolBufferException("it has a field that ONNX does not have.");
            }
            start = in.getTotalBytesRead();
        }
        if (message == Message.TENSOR) {
            out.writeUInt32(PAYLOAD, payloads.size());
            payloads.add(payload);
            take(Payload.MEMORY);
        }
        out.flush();
        return bytes.toByteArray();
    }

    private boolean copy(int tag, int wire, CodedOutputStream out) throws IOException {
        take(Long.BYTES);
        switch (wire) {
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                int length = in.readRawVarint32();
                if (length > in.getBytesUntilLimit()) {
                    throw new InvalidProtocolBufferException("it ends within a field.");
                }
                take(length);
                out.writeUInt32NoTag(tag);
                out.writeUInt32NoTag(length);
                out.writeRawBytes(in.readRawBytes(length));
            }
            case WireFormat.WIRETYPE_VARINT,
                    WireFormat.WIRETYPE_FIXED32,
                    WireFormat.WIRETYPE_FIXED64 ->
                    in.skipField(tag, out);
            default -> {
                return false; // groups
            }
        }
        return true;
    }

    private void take(long bytes) throws IOException {
        room -= bytes;
        if (room < 0) {
            throw new TooLargeException();
        }
    }

    /** The messages of ONNX in which tensors are found, and in which of their fields. */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR,
        SPARSE_TENSOR,
        TRAINING_INFO,
        FUNCTION;

        @Nullable Message child(int field) {
            return switch (this) {
                case MODEL ->
                        switch (field) {
                            case 7 -> GRAPH;
                            case 20 -> TRAINING_INFO;
                            case 25 -> FUNCTION;
                            default -> null;
                        };
                case GRAPH ->
                        switch (field) {
                            case 1 -> NODE;
                            case 5 -> TENSOR;
                            case 15 -> SPARSE_TENSOR;
                            default -> null;
                        };
                case NODE -> field == 5 ? ATTRIBUTE : null;
                case ATTRIBUTE ->
                        switch (field) {
                            case 5, 10 -> TENSOR;
                            case 6, 11 -> GRAPH;
                            case 22, 23 -> SPARSE_TENSOR;
                            default -> null;
                        };
                case SPARSE_TENSOR -> field == 1 || field == 2 ? TENSOR : null;
                case TRAINING_INFO -> field == 1 || field == 2 ? GRAPH : null;
                case FUNCTION -> field == 7 ? NODE : null;
                case TENSOR -> null;
            };
        }
    }
}

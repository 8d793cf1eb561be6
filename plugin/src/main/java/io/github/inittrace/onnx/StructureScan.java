// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a model's structure and leaves its weights where they are. Going once through the file, it
 * copies every field that ONNX has but the values of tensors, of which it notes where in the file
 * they lie. What it copied is a model again, whose tensors each carry the number of their values'
 * place in a field that ONNX does not have. So memory is a matter of the structure, not of the
 * weights, and no length that the file claims is believed before the bytes have been seen.
 *
 * <p>What becomes an object in memory is counted by what that object takes, not by its bytes in the
 * file: two bytes are enough for an empty node.
 */
final class StructureScan {
    /** Carries the number of a tensor's payload. ONNX numbers its fields from 1 to below 100. */
    static final int PAYLOAD = 10_000;

    /** Deeper nesting of graphs in graphs is an attack on the stack; protobuf allows as much. */
    private static final int DEEPEST = 100;

    /** What a message takes of the room beside its content; a number or text takes half. */
    private static final int MESSAGE = 16;

    private static final int SCALAR = 8;

    /** A number of one byte takes eight in memory, and twenty while its list grows. */
    private static final int PACKED = 2;

    /** Most messages are small, and there may be a million. */
    private static final int SMALLEST_BUFFER = 64;

    private static final int LARGEST_BUFFER = 4096;

    private static final Descriptor TENSOR = OnnxMl.TensorProto.getDescriptor();

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
        return new Structure(
                scan.copy(OnnxMl.ModelProto.getDescriptor(), 0), List.copyOf(scan.payloads));
    }

    /** Copies the message up to the current limit. */
    private byte[] copy(Descriptor message, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new InvalidProtocolBufferException("it nests messages too deeply.");
        }
        take(MESSAGE);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int buffer = Math.min(LARGEST_BUFFER, in.getBytesUntilLimit() + SMALLEST_BUFFER);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, buffer);
        Payload payload = new Payload();
        int start = in.getTotalBytesRead();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(tag);
            int wire = WireFormat.getTagWireType(tag);
            FieldDescriptor field = message.findFieldByNumber(number);
            if (wire == WireFormat.WIRETYPE_START_GROUP || wire == WireFormat.WIRETYPE_END_GROUP) {
                throw new InvalidProtocolBufferException("it has a group, which ONNX does not.");
            } else if (message == TENSOR && Payload.takes(number)) {
                take(payload.add(in, tag, start));
            } else if (field == null || !isOfWireType(field, wire)) {
                skip(tag, wire); // As any reader does with what a newer version has added.
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                int limit = in.pushLimit(length());
                byte[] body = copy(field.getMessageType(), depth + 1);
                in.popLimit(limit);
                out.writeByteArray(number, body);
            } else {
                copyScalar(tag, wire, field, out);
            }
            start = in.getTotalBytesRead();
        }
        if (message == TENSOR) {
            out.writeUInt32(PAYLOAD, payloads.size());
            payloads.add(payload);
            take(Payload.ROOM);
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static boolean isOfWireType(FieldDescriptor field, int wire) {
        return wire == field.getLiteType().getWireType()
                || (field.isPackable() && wire == WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    private void skip(int tag, int wire) throws IOException {
        if (wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            in.skipRawBytes(length());
        } else {
            in.skipField(tag);
        }
    }

    /** Reads a length. Protobuf itself takes one near 2^31 for true, as its sum overflows. */
    private int length() throws IOException {
        int length = in.readRawVarint32();
        if (length < 0 || length > in.getBytesUntilLimit()) {
            throw new InvalidProtocolBufferException("it ends within a field.");
        }
        return length;
    }

    private void copyScalar(int tag, int wire, FieldDescriptor field, CodedOutputStream out)
            throws IOException {
        take(SCALAR);
        if (wire != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            in.skipField(tag, out);
            return;
        }
        int length = length();
        take(field.isPackable() ? (long) length * PACKED : length);
        out.writeUInt32NoTag(tag);
        out.writeUInt32NoTag(length);
        out.writeRawBytes(in.readRawBytes(length));
    }

    private void take(long bytes) throws IOException {
        room -= bytes;
        if (room < 0) {
            throw new TooLargeException();
        }
    }
}

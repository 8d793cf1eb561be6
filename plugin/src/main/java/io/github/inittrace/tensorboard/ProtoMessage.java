// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A protobuf message under construction. TensorBoard's messages are few and their fields fewer, so
 * that their numbers stand where they are used, and no classes are generated. For one thread.
 */
final class ProtoMessage {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    private interface Field {
        void write() throws IOException;
    }

    /** Adds a {@code double}. */
    ProtoMessage number(int field, double value) {
        return add(() -> out.writeDouble(field, value));
    }

    /** Adds a {@code float}. */
    ProtoMessage single(int field, float value) {
        return add(() -> out.writeFloat(field, value));
    }

    /** Adds an {@code int32}, an {@code int64} or an {@code enum}. */
    ProtoMessage whole(int field, long value) {
        return add(() -> out.writeInt64(field, value));
    }

    /** Adds a {@code bool}. */
    ProtoMessage truth(int field, boolean value) {
        return add(() -> out.writeBool(field, value));
    }

    /** Adds a {@code string}, or {@code bytes} that are UTF-8. */
    ProtoMessage text(int field, String value) {
        return add(() -> out.writeString(field, value));
    }

    /** Adds a message, or {@code bytes} that are one. */
    ProtoMessage message(int field, ProtoMessage value) {
        return add(() -> out.writeByteArray(field, value.bytes()));
    }

    /** Adds a packed {@code repeated double}. */
    ProtoMessage numbers(int field, double[] values) {
        return add(
                () -> {
                    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                    out.writeUInt32NoTag(values.length * Double.BYTES);
                    for (double value : values) {
                        out.writeDoubleNoTag(value);
                    }
                });
    }

    byte[] bytes() {
        add(out::flush);
        return bytes.toByteArray();
    }

    private ProtoMessage add(Field field) {
        try {
            field.write();
        } catch (IOException e) {
            throw new UncheckedIOException("an array can always be written", e);
        }
        return this;
    }
}

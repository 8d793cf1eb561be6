// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Protobuf written field by field, so that it need not make sense. */
final class Wire {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    private interface Action {
        void run() throws IOException;
    }

    private Wire write(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Wire number(int field, long value) {
        return write(() -> out.writeInt64(field, value));
    }

    Wire text(int field, String value) {
        return write(() -> out.writeString(field, value));
    }

    Wire bytes(int field, byte... value) {
        return write(() -> out.writeByteArray(field, value));
    }

    Wire message(int field, Wire value) {
        return bytes(field, value.toBytes());
    }

    /** Bytes as they are, without tag or length. */
    Wire raw(byte... value) {
        return write(() -> out.writeRawBytes(value));
    }

    /** A tag and a length that need not be true. */
    Wire claim(int field, long length) {
        return write(
                () -> {
                    out.writeTag(field, 2);
                    out.writeUInt64NoTag(length);
                });
    }

    byte[] toBytes() {
        write(out::flush);
        return bytes.toByteArray();
    }

    /** A model of one graph. */
    static Wire model(Wire graph) {
        return new Wire().number(1, 8).message(7, graph);
    }

    /** A float32 tensor [length], without its values. */
    static Wire tensor(String name, long length) {
        return new Wire().number(1, length).number(2, 1).text(8, name);
    }

    /** A graph with one tensor, as initialiser. */
    static Wire graph(Wire tensor) {
        return new Wire().text(2, "g").message(5, tensor);
    }
}

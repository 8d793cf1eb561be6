// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Values that are protobuf numbers: {@code int32_data} and its kin, of any length each, packed one
 * after another or with a tag before each.
 */
final class FieldReader implements TensorReader {
    private final Path file;
    private final FileChannel channel;
    private final List<Payload.Span> spans;
    private final ElementType type;
    private final ByteBuffer value = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private CodedInputStream in = CodedInputStream.newInstance(InputStream.nullInputStream());
    private int next;
    private long position;

    FieldReader(Path file, FileChannel channel, List<Payload.Span> spans, ElementType type) {
        this.file = file;
        this.channel = channel;
        this.spans = spans;
        this.type = type;
    }

    @Override
    public void read(long from, double[] into, int length) throws IOException {
        if (from < position) {
            next = 0;
            position = 0;
            in = CodedInputStream.newInstance(InputStream.nullInputStream());
        }
        try {
            while (position < from) {
                number();
            }
            for (int i = 0; i < length; i++) {
                number();
                type.decode(value.rewind(), into, i, 1);
            }
        } catch (MalformedTensorException | InvalidProtocolBufferException e) {
            // They were counted before.
            throw new IOException(file + " has changed while it was read; try again", e);
        }
    }

    /** How many values there are. */
    long count() throws IOException {
        long count = 0;
        while (hasNext()) {
            number();
            count++;
        }
        return count;
    }

    private boolean hasNext() throws IOException {
        while (in.isAtEnd()) {
            if (next == spans.size()) {
                return false;
            }
            Payload.Span span = spans.get(next++);
            InputStream bytes = Channels.newInputStream(channel.position(span.offset()));
            in = CodedInputStream.newInstance(bytes);
            in.pushLimit((int) span.length());
        }
        return true;
    }

    /** Puts the bytes of the next number into the value. */
    private void number() throws IOException {
        if (!hasNext()) {
            throw new MalformedTensorException("has fewer values than its shape says");
        }
        if (!spans.get(next - 1).packed()) {
            int wire = WireFormat.getTagWireType(in.readTag());
            if (wire != wireType()) {
                throw new MalformedTensorException("has values of another kind than its type's");
            }
        }
        position++;
        value.clear();
        switch (type.field()) {
            case FLOAT -> value.putInt(in.readFixed32());
            case DOUBLE -> value.putLong(in.readFixed64());
            case INT32, INT64, UINT64 -> value.putLong(in.readRawVarint64());
        }
    }

    private int wireType() {
        return switch (type.field()) {
            case FLOAT -> WireFormat.WIRETYPE_FIXED32;
            case DOUBLE -> WireFormat.WIRETYPE_FIXED64;
            case INT32, INT64, UINT64 -> WireFormat.WIRETYPE_VARINT;
        };
    }

    @Override
    public boolean isRandomAccess() {
        return false;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

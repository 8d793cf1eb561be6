// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Values of one width, one after another in a file, little-endian. */
public final class RawReader implements TensorReader {
    private final Path file;
    private final FileChannel channel;
    private final long offset;
    private final ElementType type;

    /**
     * A reader of some of a file.
     *
     * @param file the file, for messages
     * @param channel the file; closed with the reader
     * @param offset where in it the first value begins, in bytes
     * @param type what the values are
     */
    public RawReader(Path file, FileChannel channel, long offset, ElementType type) {
        this.file = file;
        this.channel = channel;
        this.offset = offset;
        this.type = type;
    }

    @Override
    public void read(long from, double[] into, int length) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(length * type.width()).order(ByteOrder.LITTLE_ENDIAN);
        long position = offset + from * type.width();
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, position + bytes.position());
            if (read < 0) {
                throw new IOException(file + " has become shorter while it was read; try again");
            }
        }
        type.decode(bytes.flip(), into, 0, length);
    }

    @Override
    public boolean isRandomAccess() {
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

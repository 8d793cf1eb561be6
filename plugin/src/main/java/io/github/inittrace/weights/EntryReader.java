// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.weights;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.numpy.NpyHeader;
import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.TensorReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The values of an array in an archive, which may be compressed and so are read from the front. */
final class EntryReader implements TensorReader {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final ZipFile archive;
    private final ZipEntry entry;
    private final NpyHeader header;
    private final ElementType type;
    private final CRC32 checksum = new CRC32();
    private InputStream in;

    /** The index of the value that comes next. */
    private long at;

    EntryReader(Path file, String name, NpyHeader header, ElementType type) throws IOException {
        this.file = file;
        this.header = header;
        this.type = type;
        archive = new ZipFile(file.toFile());
        try {
            ZipEntry found = archive.getEntry(name);
            if (found == null) {
                throw new IOException("it was changed meanwhile; try again");
            }
            entry = found;
            in = start();
        } catch (IOException e) {
            archive.close();
            throw e;
        }
    }

    private InputStream start() throws IOException {
        checksum.reset();
        InputStream checked = new CheckedInputStream(archive.getInputStream(entry), checksum);
        InputStream start = new BufferedInputStream(checked, BUFFER);
        start.skipNBytes(header.length());
        return start;
    }

    @Override
    public void read(long from, double[] into, int length) throws IOException {
        try {
            if (from < at) {
                in.close();
                in = start();
                at = 0;
            }
            in.skipNBytes((from - at) * type.width());
            byte[] bytes = new byte[Math.multiplyExact(length, type.width())];
            if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
                throw new EOFException();
            }
            type.decode(ByteBuffer.wrap(bytes).order(header.order()), into, 0, length);
            at = from + length;
            boolean isEnd = at == header.count() && in.read() < 0;
            if (isEnd && checksum.getValue() != entry.getCrc()) {
                throw new ZipException("expected the checksum of the archive");
            }
        } catch (EOFException | ZipException e) {
            throw new IOException(
                    file + " cannot be used: an array in it is damaged; save it again", e);
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
    }

    @Override
    public boolean isRandomAccess() {
        return false;
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}

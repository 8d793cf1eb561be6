// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads one IDX file of unsigned bytes, gzipped or plain, from front to back, item by item.
 *
 * <p>The header is a claim, not a fact: arrays grow with the bytes that really arrive, so a file
 * that promises more than it holds costs no memory.
 */
final class IDXReader implements Closeable {

    /** What a file may hold. The number of dimensions is the last byte of the magic number. */
    enum Kind {
        LABELS("labels", 1),
        IMAGES("images", 3);

        final String text;
        final int dimensions;

        Kind(String text, int dimensions) {
            this.text = text;
            this.dimensions = dimensions;
        }

        int magic() {
            return UNSIGNED_BYTES << 8 | dimensions;
        }
    }

    /** A header that lies about the size of an image must not make us build that many names. */
    static final int MOST_PIXELS = 1 << 20;

    private static final int UNSIGNED_BYTES = 0x08;
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final Kind kind;
    private final DigestInputStream raw;
    private final InputStream in;
    private final int[] shape;
    private long itemsRead;

    IDXReader(Path path, Kind kind) throws IOException {
        this.path = path;
        this.kind = kind;
        this.raw = new DigestInputStream(open(path, kind), sha256Digest());
        try {
            this.in = decoded();
            this.shape = header();
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** How many items the header claims. */
    int count() {
        return shape[0];
    }

    /** The height of an image; 1 for labels. */
    int rows() {
        return kind == Kind.IMAGES ? shape[1] : 1;
    }

    /** The width of an image; 1 for labels. */
    int columns() {
        return kind == Kind.IMAGES ? shape[2] : 1;
    }

    /** The bytes of the next item. */
    byte[] next() throws IOException {
        int length = rows() * columns();
        byte[] item = read(length);
        if (item.length < length) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected %s in %s, found only %d; the file is cut off: get it again",
                            contents(),
                            path,
                            itemsRead));
        }
        itemsRead++;
        return item;
    }

    /** Reads up to the file's end, where nothing more may come. */
    void finish() throws IOException {
        if (read(1).length > 0) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected %s in %s and nothing after them, found more "
                                    + "bytes; the header and the content disagree: get the file "
                                    + "again",
                            contents(),
                            path));
        }
        raw.transferTo(OutputStream.nullOutputStream());
    }

    /** The SHA-256 of the file as it lies on disk, once {@link #finish()} has returned. */
    String sha256() {
        return HexFormat.of().withUpperCase().formatHex(raw.getMessageDigest().digest());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static InputStream open(Path path, Kind kind) throws IOException {
        if (Files.isDirectory(path)) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected an IDX file of %s at %s, found a folder; name the file in it",
                            kind.text,
                            path));
        }
        if (!Files.exists(path)) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected an IDX file of %s at %s, found no file there; check the path",
                            kind.text,
                            path));
        }
        try {
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected an IDX file of %s at %s, found one that cannot "
                                    + "be opened; check its permissions",
                            kind.text,
                            path),
                    e);
        }
    }

    /** Looks at the first bytes, not at the name, to see whether the file is gzipped. */
    private InputStream decoded() throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
        buffered.mark(2);
        byte[] start = buffered.readNBytes(2);
        buffered.reset();
        if (start.length == 0) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected an IDX file of %s at %s, found an empty file; get it again",
                            kind.text,
                            path));
        }
        boolean gzipped = start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
        try {
            return gzipped
                    ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER)
                    : buffered;
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    private int[] header() throws IOException {
        byte[] magic = read(4);
        if (magic.length == 4) {
            checkMagic(ByteBuffer.wrap(magic).getInt());
        }
        byte[] sizes = magic.length == 4 ? read(4 * kind.dimensions) : new byte[0];
        if (sizes.length < 4 * kind.dimensions) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected an IDX header of %d bytes in %s, found only %d; "
                                    + "the file is cut off: get it again",
                            4 + 4 * kind.dimensions,
                            path,
                            magic.length + sizes.length));
        }
        int[] lengths = new int[kind.dimensions];
        ByteBuffer.wrap(sizes).asIntBuffer().get(lengths);
        checkShape(lengths);
        return lengths;
    }

    private void checkMagic(int magic) throws IOException {
        if (magic == kind.magic()) {
            return;
        }
        int type = magic >>> 8;
        String advice;
        if (magic == Kind.LABELS.magic() || magic == Kind.IMAGES.magic()) {
            advice = "are the two paths swapped?";
        } else if (type > UNSIGNED_BYTES && type <= 0x0e && (magic & 0xff) == kind.dimensions) {
            advice = "its elements are not unsigned bytes: convert them";
        } else {
            advice = "this is no IDX file of " + kind.text + ": check the path";
        }
        throw new DataFileException(
                String.format(
                        Locale.ROOT,
                        "expected the number 0x%08x (IDX, %s) at the start of %s, found 0x%08x; %s",
                        kind.magic(),
                        kind.text,
                        path,
                        magic,
                        advice));
    }

    private void checkShape(int[] lengths) throws IOException {
        if (lengths[0] < 1) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected 1 to %d %s in %s, found a header that says %d; get the file again",
                            Integer.MAX_VALUE,
                            kind.text,
                            path,
                            Integer.toUnsignedLong(lengths[0])));
        }
        if (kind == Kind.IMAGES) {
            long rows = Integer.toUnsignedLong(lengths[1]);
            long columns = Integer.toUnsignedLong(lengths[2]);
            boolean fits = rows > 0 && columns > 0 && rows <= MOST_PIXELS / columns;
            if (!fits) {
                throw new DataFileException(
                        String.format(
                                Locale.ROOT,
                                "expected images of 1 to %d pixels in %s, found a "
                                        + "header that says %d x %d; get the file again",
                                MOST_PIXELS,
                                path,
                                rows,
                                columns));
            }
        }
    }

    private String contents() {
        return kind == Kind.IMAGES
                ? String.format(
                        Locale.ROOT, "%d images of %d x %d pixels", count(), rows(), columns())
                : String.format(Locale.ROOT, "%d labels", count());
    }

    private byte[] read(int length) throws IOException {
        try {
            return in.readNBytes(length);
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        } catch (IOException e) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected to read %s to its end, found an input error (%s); get the file again",
                            path,
                            e.getMessage()),
                    e);
        }
    }

    private DataFileException damaged(IOException cause) {
        return new DataFileException(
                String.format(
                        Locale.ROOT,
                        "expected whole gzip data in %s, found it damaged or cut off; get the file again",
                        path),
                cause);
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import io.github.inittrace.text.SafeText;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A text file, gzipped or plain, in an encoding that somebody named, that its byte order mark
 * shows, or in UTF-8. Its first bytes say what it is, not its name.
 */
final class TextFile implements Closeable {
    /** More than text is packed by: gzip reaches 1032 where all bytes are equal. */
    private static final long MOST_UNPACKED_PER_BYTE = 500;

    private static final long ALWAYS_UNPACKED = 1 << 26;
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_MARK = 3;

    private final Path path;
    private final DigestInputStream raw;
    private final Charset charset;
    private final TextReader reader;
    private boolean gzipped;

    /**
     * Opens a file.
     *
     * @param path the file
     * @param kind what it should be, for messages
     * @param encoding the name of its encoding; empty if it is to be found out
     * @throws IllegalArgumentException if there is no such encoding
     * @throws DataFileException if there is no text in such a file
     */
    TextFile(Path path, String kind, String encoding) throws IOException {
        checkFile(path, kind);
        Charset named = encoding.isEmpty() ? null : charset(encoding);
        this.path = path;
        try {
            raw = new DigestInputStream(Files.newInputStream(path), sha256Digest());
        } catch (IOException e) {
            throw DiskSentence.cannotRead(path, e);
        }
        try {
            InputStream in = unpacked(new BufferedInputStream(raw, BUFFER));
            Charset marked = marked(in);
            charset = named != null ? named : marked;
            reader =
                    new TextReader(
                            in,
                            charset,
                            path.toString(),
                            "convert it, or name its encoding by encoding(...)");
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** Refuses what is no file or an empty one. */
    private static void checkFile(Path file, String kind) throws IOException {
        String found = null;
        if (!Files.exists(file)) {
            found = "nothing; check the path";
        } else if (Files.isDirectory(file)) {
            found = "a folder; name the file in it";
        } else if (!Files.isRegularFile(file)) {
            found = "a pipe or a device, which cannot be read twice; save it as a file";
        } else if (Files.size(file) == 0) {
            found = "an empty file; check the path";
        }
        if (found != null) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT, "expected a %s file at %s, found %s", kind, file, found));
        }
    }

    /** The encoding of a name. */
    static Charset charset(String encoding) {
        try {
            return Charset.forName(encoding);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the encoding must be one that Java knows, such as UTF-8 or"
                                    + " windows-1251, found '%s'",
                            SafeText.of(encoding)),
                    e);
        }
    }

    private InputStream unpacked(InputStream in) throws IOException {
        byte[] start = start(in, 4);
        if (startsWith(start, 'P', 'K', 3, 4)) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected text in %s, found a ZIP archive, as spreadsheets are; unpack it, or"
                                    + " save the sheet as CSV",
                            path));
        }
        gzipped = startsWith(start, 0x1f, 0x8b);
        if (!gzipped) {
            return in;
        }
        try {
            return new BufferedInputStream(new Unpacked(new GZIPInputStream(in, BUFFER)), BUFFER);
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    private static Charset marked(InputStream in) throws IOException {
        byte[] start = start(in, LONGEST_MARK);
        if (startsWith(start, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        return startsWith(start, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private static byte[] start(InputStream in, int length) throws IOException {
        in.mark(length);
        byte[] start = in.readNBytes(length);
        in.reset();
        return start;
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    TextReader reader() {
        return reader;
    }

    Charset charset() {
        return charset;
    }

    /**
     * How the file is not what most are, as far as it was found out.
     *
     * @param encoding the encoding that was named; empty if none was
     */
    List<String> manner(String encoding) {
        List<String> manner = new ArrayList<>();
        if (gzipped) {
            manner.add("gzipped");
        }
        if (encoding.isEmpty() && !charset.equals(StandardCharsets.UTF_8)) {
            manner.add(charset.name());
        }
        return manner;
    }

    /** The SHA-256 of the file as it lies on disk, which is read to its end for that. */
    String sha256() throws IOException {
        raw.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().withUpperCase().formatHex(raw.getMessageDigest().digest());
    }

    @Override
    public void close() throws IOException {
        reader.close();
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

    /** What gzip unpacks, as long as it can be text. */
    private final class Unpacked extends FilterInputStream {
        private final long most;
        private long count;

        Unpacked(GZIPInputStream in) throws IOException {
            super(in);
            most = Math.max(ALWAYS_UNPACKED, MOST_UNPACKED_PER_BYTE * Files.size(path));
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                int read = super.read(target, offset, length);
                count += Math.max(read, 0);
                if (count > most) {
                    throw new DataFileException(
                            String.format(
                                    Locale.ROOT,
                                    "expected gzipped text in %s, found it to unpack to more than %d times"
                                            + " its size; unpack it if it is to be trusted",
                                    path,
                                    MOST_UNPACKED_PER_BYTE));
                }
                return read;
            } catch (ZipException | EOFException e) {
                throw damaged(e);
            }
        }
    }
}

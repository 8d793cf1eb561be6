// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads one PNG file (ISO/IEC 15948) as a grey picture, without AWT: every colour type and bit
 * depth, but no interlacing.
 *
 * <p>Colours become grey by the luma weights of BT.601, so that equal red, green and blue keep
 * their value; 16 bits are rounded to 8; what is transparent shows white paper. Strict: a wrong
 * checksum, a chunk out of place or a row too many is refused. Nothing is allocated by the header's
 * word before it has been checked against a bound of the caller's.
 */
final class PngReader {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int HEADER_LENGTH = 13;

    private final ByteBuffer file;
    private final String where;
    private final int mostPixels;
    private final CRC32 crc = new CRC32();
    private final ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    private byte[] palette = {};
    private byte[] transparency = {};

    private PngReader(byte[] file, String where, int mostPixels) {
        this.file = ByteBuffer.wrap(file);
        this.where = where;
        this.mostPixels = mostPixels;
    }

    /**
     * Reads a picture.
     *
     * @param file the content of the file
     * @param where what to call the file in messages
     * @param mostPixels a header that claims more is refused
     */
    static GreyImage read(byte[] file, String where, int mostPixels) throws IOException {
        return new PngReader(file, where, mostPixels).read();
    }

    private GreyImage read() throws IOException {
        if (file.remaining() == 0) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected a PNG file at %s, found an empty file; get it again",
                            where));
        }
        byte[] start = new byte[Math.min(SIGNATURE.length, file.remaining())];
        file.get(start);
        if (!Arrays.equals(start, SIGNATURE)) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected a PNG file at %s, found other content; convert it to PNG",
                            where));
        }
        Chunk first = chunk();
        if (!first.type.equals("IHDR") || first.data.length != HEADER_LENGTH) {
            throw damaged("it does not begin with a header of 13 bytes");
        }
        PngFormat format = format(ByteBuffer.wrap(first.data));
        collect(format);
        return format.grey(inflate(format), palette, transparency);
    }

    private PngFormat format(ByteBuffer header) throws IOException {
        long width = Integer.toUnsignedLong(header.getInt());
        long height = Integer.toUnsignedLong(header.getInt());
        if (width < 1 || height < 1 || height > mostPixels / width) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected an image of 1 to %d pixels in %s, found a header that says %d x %d;"
                                    + " get the file again",
                            mostPixels,
                            where,
                            height,
                            width));
        }
        int depth = header.get();
        int type = header.get();
        if (!PngFormat.isKnown(type, depth)) {
            throw damaged("no PNG has colour type " + type + " with " + depth + " bits");
        }
        int compression = header.get();
        int filtering = header.get();
        if (compression != 0 || filtering != 0) {
            throw damaged("its compression or filter method is unknown");
        }
        int interlacing = header.get();
        if (interlacing == 1) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected a PNG file without interlacing at %s, found one with it; save it anew",
                            where));
        }
        if (interlacing != 0) {
            throw damaged("its interlacing method is unknown");
        }
        return new PngFormat((int) height, (int) width, depth, type);
    }

    /** Reads all chunks up to the end, which must be the file's. */
    private void collect(PngFormat format) throws IOException {
        boolean ended = false;
        boolean closed = false; // something else came after the compressed pixels
        while (!ended) {
            Chunk chunk = chunk();
            boolean pixels = chunk.type.equals("IDAT");
            boolean begun = deflated.size() > 0;
            if (pixels && closed) {
                throw damaged("its pixels are not in one piece");
            }
            closed |= begun && !pixels;
            switch (chunk.type) {
                case "IDAT" -> deflated.write(chunk.data);
                case "IEND" -> ended = true;
                case "PLTE" -> {
                    if (begun || palette.length > 0) {
                        throw damaged("its palette is out of place");
                    }
                    palette = checkedPalette(chunk.data);
                }
                case "tRNS" -> {
                    if (begun || !format.allowsTransparency(chunk.data, palette)) {
                        throw damaged("its transparency does not fit its colours");
                    }
                    transparency = chunk.data;
                }
                default -> {
                    if (Character.isUpperCase(chunk.type.charAt(0))) {
                        throw damaged("it has the unknown critical chunk '" + chunk.type + "'");
                    }
                }
            }
        }
        if (file.hasRemaining()) {
            throw damaged("more bytes follow its end");
        }
        if (format.isIndexed() && palette.length == 0) {
            throw damaged("it has no palette");
        }
    }

    private byte[] checkedPalette(byte[] data) throws IOException {
        if (data.length == 0 || data.length % 3 != 0 || data.length > 3 * 256) {
            throw damaged("its palette has " + data.length + " bytes");
        }
        return data;
    }

    private record Chunk(String type, byte[] data) {}

    private Chunk chunk() throws IOException {
        if (file.remaining() < 12) {
            throw cutOff();
        }
        long length = Integer.toUnsignedLong(file.getInt());
        if (length > file.remaining() - 8) {
            throw cutOff();
        }
        byte[] type = new byte[4];
        file.get(type);
        for (byte letter : type) {
            if (!((letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z'))) {
                throw damaged("it has a chunk without a name");
            }
        }
        byte[] data = new byte[(int) length];
        file.get(data);
        crc.reset();
        crc.update(type);
        crc.update(data);
        String name = new String(type, StandardCharsets.US_ASCII);
        if ((int) crc.getValue() != file.getInt()) {
            throw damaged("the checksum of its chunk '" + name + "' is wrong");
        }
        return new Chunk(name, data);
    }

    /** The unfiltered rows: exactly as many bytes as the format asks for. */
    private byte[] inflate(PngFormat format) throws IOException {
        byte[] rows = new byte[format.height() * (format.rowBytes() + 1)];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated.toByteArray());
            int length = inflater.inflate(rows);
            if (length < rows.length) {
                throw damaged("it has fewer pixels than its header says");
            }
            // The checksum is only looked at when the end is reached.
            if (inflater.inflate(new byte[1]) > 0) {
                throw damaged("it has more pixels than its header says");
            }
            if (!inflater.finished() || inflater.getRemaining() > 0) {
                throw damaged("its compressed pixels have no proper end");
            }
        } catch (DataFormatException e) {
            throw damaged("its pixels cannot be decompressed");
        } finally {
            inflater.end();
        }
        if (!PngFilters.undo(rows, format.height(), format.rowBytes(), format.pixelBytes())) {
            throw damaged("it has a row with an unknown filter");
        }
        return rows;
    }

    private DataFileException cutOff() {
        return damaged("it is cut off");
    }

    private DataFileException damaged(String finding) {
        return new DataFileException(
                String.format(
                        Locale.ROOT,
                        "expected a whole PNG file at %s, found a damaged one: %s; get it again",
                        where,
                        finding));
    }
}

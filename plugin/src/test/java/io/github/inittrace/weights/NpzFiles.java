// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.weights;

import io.github.inittrace.numpy.NpyArrayTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives as {@code numpy.savez_compressed} writes them. */
public final class NpzFiles {
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** Adds a float32 array. */
    public NpzFiles with(String name, String shape, double... values) {
        return withBytes(name + ".npy", NpyArrayTest.npy(1, "<f4", shape, values));
    }

    /** Adds an array of another type. */
    public NpzFiles withType(String name, String type, String shape, double... values) {
        return withBytes(name + ".npy", NpyArrayTest.npy(1, type, shape, values));
    }

    /** Adds an array in Fortran's order. */
    NpzFiles columnMajor(String name, String shape, double... values) {
        String text =
                new String(NpyArrayTest.npy(1, "<f8", shape, values), StandardCharsets.ISO_8859_1);
        byte[] turned =
                text.replace("'fortran_order': False", "'fortran_order': True ")
                        .getBytes(StandardCharsets.ISO_8859_1);
        return withBytes(name + ".npy", turned);
    }

    NpzFiles withBytes(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** The archive. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes the archive. */
    public Path to(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    /** Writes an archive of few bytes that has an array of many zeros. */
    public static Path zeros(Path file, long count) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("zeros.npy"));
            out.write(NpyArrayTest.npy(1, "<f4", "(" + count + ",)"));
            byte[] piece = new byte[1 << 20];
            for (long left = 4 * count; left > 0; left -= piece.length) {
                out.write(piece, 0, (int) Math.min(piece.length, left));
            }
            out.closeEntry();
        }
        return file;
    }
}

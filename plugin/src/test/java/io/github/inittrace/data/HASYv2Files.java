// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Writes data sets in HASYv2's layout for tests: two images to train on, one held out. */
final class HASYv2Files {
    static final String TRAIN = "classification-task/fold-1/train.csv";
    static final String TEST = "classification-task/fold-1/test.csv";
    static final String HEAD = "path,symbol_id,latex,user_id\n";

    private HASYv2Files() {}

    /** The files by their paths from the root, the lists first. */
    static Map<String, byte[]> small() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                TRAIN,
                text(
                        HEAD
                                + "../../hasy-data/v2-00000.png,31,\\alpha,1\n"
                                + "../../hasy-data/v2-00001.png,32,'\\frac{''a,b}',1\n"));
        files.put(TEST, text(HEAD + "../../hasy-data/v2-00002.png,31,\\alpha,2\n"));
        for (int i = 0; i < 3; i++) {
            byte[] pixels = pixels(i);
            byte[] png =
                    i == 1 ? PngFiles.greyAsRgb(32, 32, pixels) : PngFiles.grey(32, 32, pixels);
            files.put("hasy-data/v2-0000" + i + ".png", png);
        }
        return files;
    }

    /** White paper with three pixels of ink. */
    static byte[] pixels(int image) {
        byte[] pixels = new byte[32 * 32];
        Arrays.fill(pixels, (byte) 255);
        pixels[image] = 0;
        pixels[100 + image] = 10;
        pixels[1023] = (byte) image;
        return pixels;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Path folder(Path to, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = to.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return to;
    }

    static Path archive(Path to, Map<String, byte[]> files) throws IOException {
        return Files.write(to, bzip2(tar("HASYv2/", files)));
    }

    /** The same files in the opposite order. */
    static Map<String, byte[]> reversed(Map<String, byte[]> files) {
        List<String> names = new ArrayList<>(files.keySet());
        Collections.reverse(names);
        Map<String, byte[]> reversed = new LinkedHashMap<>();
        names.forEach(name -> reversed.put(name, files.get(name)));
        return reversed;
    }

    static byte[] tar(String root, Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.putArchiveEntry(new TarArchiveEntry(root.isEmpty() ? "x/" : root));
            tar.closeArchiveEntry();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(root + file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    static byte[] bzip2(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}

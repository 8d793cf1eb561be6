// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers on files that were damaged at random, by seed: they succeed or refuse with a sentence.
 * Anything else, a lack of memory included, fails the test. The time is bounded, not the count.
 */
@Timeout(60)
class FuzzedReadersTest {
    private static final long NANOS = 2_000_000_000L;

    @TempDir Path folder;

    /** Reads one damaged file. */
    interface Reading {
        void of(byte[] content) throws IOException;
    }

    private static void fuzz(byte[] good, Reading reading) throws IOException {
        reading.of(good);
        Random random = new Random(7);
        long end = System.nanoTime() + NANOS;
        int refused = 0;
        int tries = 0;
        for (; tries < 50 || System.nanoTime() < end; tries++) {
            byte[] bad = mutate(good, random);
            try {
                reading.of(bad);
            } catch (DataFileException e) {
                refused++;
                assertThat(e.getMessage()).matches("(?s)expected .*, found .*[;?].*|cannot .*; .*");
            } catch (RuntimeException | IOException | OutOfMemoryError e) {
                throw new AssertionError("try " + tries + " of seed 7 was not refused", e);
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] mutate(byte[] good, Random random) {
        byte[] bad = good.clone();
        int kind = random.nextInt(5);
        if (kind == 0) {
            return Arrays.copyOf(bad, random.nextInt(bad.length));
        }
        if (kind == 1) {
            byte[] more = new byte[random.nextInt(40)];
            random.nextBytes(more);
            return PngFiles.join(bad, more);
        }
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            // Headers come first, so half of the damage goes there.
            int reach = random.nextBoolean() ? Math.min(bad.length, 64) : bad.length;
            int at = random.nextInt(reach);
            bad[at] =
                    switch (kind) {
                        case 2 -> (byte) random.nextInt();
                        case 3 -> (byte) (bad[at] ^ 1 << random.nextInt(8));
                        default -> (byte) (random.nextBoolean() ? 0xff : 0);
                    };
        }
        return bad;
    }

    @Test
    void idx_damaged_isReadOrRefused() throws IOException {
        Path labels = IDXFiles.write(folder, "labels", IDXFiles.labels(1, 2, 3, 4));
        Path images = folder.resolve("images");
        Reading reading =
                content -> {
                    Files.write(images, content);
                    new IDXImageDataSource(images, labels);
                };
        fuzz(IDXFiles.images(4, 5, 6), reading);
        fuzz(IDXFiles.gzip(IDXFiles.images(4, 5, 6)), reading);
    }

    @Test
    void png_damaged_isReadOrRefused() throws IOException {
        Reading reading = content -> PngReader.read(content, "x.png", 1 << 20);
        fuzz(PngFiles.random(9, 7, 4, 3, new Random(1)), reading);
        fuzz(PngFiles.grey(8, 8, 1), reading);
    }

    /** Checksums stop most damage at the gate; here they are right and the content is not. */
    @Test
    void png_damagedBehindItsChecksums_isReadOrRefused() throws IOException {
        byte[] rows = new byte[3 * (2 * 4 + 1)];
        fuzz(
                PngFiles.deflate(rows),
                body ->
                        PngReader.read(
                                PngFiles.join(
                                        PngFiles.signature(),
                                        PngFiles.header(3, 2, 8, 6, 0),
                                        PngFiles.chunk("IDAT", body),
                                        PngFiles.chunk("IEND")),
                                "x.png",
                                100));
        fuzz(
                new byte[] {0, 0, 0, 2, 0, 0, 0, 3, 8, 6, 0, 0, 0},
                head ->
                        PngReader.read(
                                PngFiles.join(
                                        PngFiles.signature(),
                                        PngFiles.chunk("IHDR", head),
                                        PngFiles.chunk("IDAT", PngFiles.deflate(rows)),
                                        PngFiles.chunk("IEND")),
                                "x.png",
                                1 << 20));
    }

    @Test
    void list_damaged_isReadOrRefused() throws IOException {
        byte[] good = HASYv2Files.small().get(HASYv2Files.TRAIN);
        fuzz(
                good,
                content ->
                        HASYv2List.read(
                                new ByteArrayInputStream(content), HASYv2Files.TRAIN, "x.csv"));
    }

    @Test
    void tarBz2_damaged_isReadOrRefused() throws IOException {
        Path file = folder.resolve("x.tar.bz2");
        Reading reading =
                content -> {
                    Files.write(file, content);
                    HASYv2DataSource.fold(file, 1, false);
                };
        Map<String, byte[]> files = HASYv2Files.small();
        fuzz(HASYv2Files.bzip2(HASYv2Files.tar("HASYv2/", files)), reading);
        byte[] tar = HASYv2Files.tar("a/".repeat(80), files);
        fuzz(tar, content -> reading.of(HASYv2Files.bzip2(content)));
    }

    @Test
    void tables_damaged_areReadOrRefused() throws IOException {
        Path file = folder.resolve("table");
        fuzz(
                ("a,b,y\n" + "1,2,\"x\"\n3.5,-4e3,z\n".repeat(9)).getBytes(),
                content -> {
                    Files.write(file, content);
                    DatasetLoader.of("csv").path(file).response("y").load();
                });
    }

    @Test
    void libsvm_damaged_isReadOrRefused() throws IOException {
        Path file = folder.resolve("table");
        fuzz(
                "1 1:0.5 3:2\n-1 2:1e3\n".repeat(9).getBytes(),
                content -> {
                    Files.write(file, content);
                    DatasetLoader.of("libsvm").path(file).load();
                });
    }

    @Test
    void tarBz2_bomb_isRefusedInBoundedMemory() throws IOException {
        Path file = folder.resolve("bomb.tar.bz2");
        byte[] zeros = new byte[40_000_000];
        for (String name : List.of("hasy-data/v2-00000.png", HASYv2Files.TRAIN)) {
            HASYv2Files.archive(file, Map.of(name, zeros));
            assertThat(Files.size(file)).isLessThan(10_000);
            try {
                HASYv2DataSource.fold(file, 1, false);
            } catch (DataFileException e) {
                assertThat(e).hasMessageStartingWith("expected ");
                continue;
            }
            throw new AssertionError("the bomb " + name + " was read");
        }
    }
}

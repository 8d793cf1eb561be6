// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Run folders damaged at random, by seed: they open, or are refused in one sentence. */
@Timeout(60)
class FuzzedRunsTest {
    private static final long NANOS = 2_500_000_000L;
    private static final int LEAST = 200;
    private static final List<String> WORDS =
            List.of(
                    "null",
                    "NaN",
                    "-1",
                    "0",
                    "1e999",
                    "-1e308",
                    "2147483648",
                    "[]",
                    "{}",
                    "\"\"",
                    "true",
                    "[[",
                    "}}",
                    ",",
                    ":",
                    "\n",
                    "\"",
                    "99999999999999999999999");

    @TempDir Path folder;

    @Test
    void open_damagedFiles_areReadOrRefusedInOneSentence() throws IOException {
        Path run = folder.resolve("run");
        try (RunFolderWriter writer = RunFolderWriter.create(run, false)) {
            writer.writeRecord(Samples.record(Samples.COMPLETED));
            for (int i = 0; i <= 2; i++) {
                writer.append(Samples.epoch(i));
            }
            writer.finish();
        }
        Random random = new Random(11);
        long end = System.nanoTime() + NANOS;
        int refused = 0;
        int read = 0;
        for (int i = 0; i < LEAST || System.nanoTime() < end; i++) {
            String name =
                    List.of(RunFolder.RECORD, RunFolder.EPOCHS, RunFolder.MANIFEST)
                            .get(random.nextInt(3));
            byte[] good = Files.readAllBytes(run.resolve(name));
            Files.write(run.resolve(name), damaged(good, random));
            try {
                RunFolder opened = RunFolder.open(run);
                opened.manifest();
                assertThat(opened.history().epochs()).isNotEmpty();
                read++;
            } catch (IOException e) {
                refused++;
                assertThat(e.getMessage())
                        .as("damage %d of seed 11", i)
                        .contains(run.toString())
                        .doesNotContain("\n", "Exception", "because \"");
            }
            Files.write(run.resolve(name), good);
        }
        assertThat(refused).isPositive();
        assertThat(read).isPositive();
    }

    /** A word or a byte put somewhere, a piece lost, doubled or the end cut off. */
    private static byte[] damaged(byte[] good, Random random) {
        int at = random.nextInt(good.length);
        int to = Math.min(good.length, at + random.nextInt(60));
        String before = new String(good, 0, at, StandardCharsets.ISO_8859_1);
        String piece = new String(good, at, to - at, StandardCharsets.ISO_8859_1);
        String after = new String(good, to, good.length - to, StandardCharsets.ISO_8859_1);
        String middle =
                switch (random.nextInt(5)) {
                    case 0 -> WORDS.get(random.nextInt(WORDS.size()));
                    case 1 -> "" + (char) random.nextInt(256) + piece;
                    case 2 -> "";
                    case 3 -> piece.repeat(2 + random.nextInt(50));
                    default -> number(piece, random);
                };
        boolean cut = random.nextInt(10) == 0;
        return (before + middle + (cut ? "" : after)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same piece with other values, which leaves the document whole. */
    private static String number(String piece, Random random) {
        String other = List.of("null", "-7", "0", "1e308", "4e-324").get(random.nextInt(5));
        return piece.replaceFirst("(?<=[:\\[, ])-?[0-9][0-9.eE+-]*(?=[,\\]} ])", other);
    }
}

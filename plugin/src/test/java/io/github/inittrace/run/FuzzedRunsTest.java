// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
            Files.write(
                    run.resolve(name),
                    random.nextBoolean()
                            ? Damage.ofBytes(good, random)
                            : Damage.ofValues(good, name.equals(RunFolder.EPOCHS), random));
            try {
                RunFolder opened = RunFolder.open(run);
                opened.manifest();
                assertThat(opened.history().epochs()).isNotEmpty();
                read++;
            } catch (IOException e) {
                refused++;
                assertSentence(e, i);
            }
            try {
                assertThat(RunCurves.read(run).epochs()).isNotEmpty();
            } catch (IOException e) {
                assertSentence(e, i);
            }
            Files.write(run.resolve(name), good);
        }
        assertThat(refused).isPositive();
        assertThat(read).isPositive();
    }

    private void assertSentence(IOException e, int damage) {
        assertThat(e.getMessage())
                .as("damage %d of seed 11", damage)
                .contains(folder.toString())
                .doesNotContain("\n", "Exception", "because \"");
    }
}

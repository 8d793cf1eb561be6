// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;
import org.tribuo.classification.example.LabelledDataGenerator;

/** A run of so many records that they fill the memory says that it was them. */
class FullHistoryTest {
    @TempDir private Path temp;

    /** Trains until its records or what a listener keeps fill the memory. */
    static final class Endless {
        public static void main(String[] args) {
            try {
                InitTrace.of(
                                MLPClassificationTrainer.builder()
                                        .hiddenLayers(
                                                4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4)
                                        .epochs(10_000_000)
                                        .learningRate(0.001)
                                        .workers(1)
                                        .build())
                        .runFolder(Path.of(args[0]))
                        .listener(new Hoarder(Integer.parseInt(args[1])))
                        .run(LabelledDataGenerator.denseTrainTest().getA());
            } catch (FullHistoryException | OutOfMemoryError e) {
                System.out.print(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }

    /** Keeps some bytes at each epoch. */
    private static final class Hoarder implements TrainingListener<Label> {
        private final List<byte[]> kept = new ArrayList<>();
        private final int bytes;

        Hoarder(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public void onEpoch(EpochEnd<Label> epoch) {
            kept.add(new byte[bytes]);
        }
    }

    @Test
    @Timeout(120)
    void memory_filledByRecords_isNotBlamedOnTheData() throws Exception {
        Path folder = temp.resolve("run");

        String said = run(folder, 0);

        assertThat(said)
                .matches(
                        "FullHistoryException: memory ran out: the [0-9,]+ records of this run fill"
                                + " [0-9]+ of the [0-9]+ MiB that Java may use; take fewer with"
                                + " Recording.records, or give Java more with -Xmx");
        Ending ending = Objects.requireNonNull(RunFolder.open(folder).record().ending());
        assertThat(ending.reason()).isEqualTo(EndReason.FAILED);
        assertThat(RunFolder.open(folder).trainedModel()).isEmpty();
    }

    @Test
    @Timeout(120)
    void memory_filledByAListener_isBlamedOnNobody() throws Exception {
        assertThat(run(temp.resolve("run"), 1 << 20))
                .isEqualTo("OutOfMemoryError: Java heap space");
    }

    private static String run(Path folder, int bytes) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx24m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Endless.class.getName(),
                                folder.toString(),
                                Integer.toString(bytes))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}

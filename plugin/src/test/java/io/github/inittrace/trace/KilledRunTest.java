// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.run.MatrixSeries;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunFolderWriter;
import io.github.inittrace.verify.Verification;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it trains leaves a folder that can be read and overwritten. */
class KilledRunTest {
    @TempDir Path temporary;

    /** Trains for ever, saying so at every epoch. */
    static final class Endless {
        public static void main(String[] args) {
            InitTrace.of(new FakeTrainer(Integer.MAX_VALUE))
                    .recording(
                            Recording.full()
                                    .matrices(Schedule.every(1))
                                    .invariants(Schedule.every(1)))
                    .runFolder(Path.of(args[0]))
                    .listener(epoch -> System.out.println(epoch.index()))
                    .run(FakeData.of(4));
        }
    }

    @Test
    @Timeout(60)
    void killed_process_leavesEveryEpochItReported() throws Exception {
        Path folder = temporary.resolve("run");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Endless.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        int reported = -1;
        try (BufferedReader out = process.inputReader()) {
            while (reported < 20) {
                reported = Integer.parseInt(out.readLine());
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        RunFolder run = RunFolder.open(folder);
        assertThat(run.history().last().index()).isGreaterThanOrEqualTo(reported);
        assertThat(run.record().ending()).isNull();
        assertThat(run.initialModel()).isPresent();
        assertThat(run.trainedModel()).isEmpty();
        assertThat(run.manifest()).isEmpty();
        MatrixSeries matrices = run.matrices().orElseThrow();
        int last = matrices.epochs().size() - 1;
        assertThat(last).isGreaterThanOrEqualTo(reported);
        assertThat(matrices.read(matrices.matrices().get(0), last)).isNotEmpty();
        assertThat(run.invariants()).hasSizeGreaterThan(reported);
        assertThat(Verification.of(folder).differences()).isEmpty();
        RunFolderWriter.check(folder, true);
    }
}

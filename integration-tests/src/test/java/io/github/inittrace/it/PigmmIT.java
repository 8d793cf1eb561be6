// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ensemble of networks, by the command. */
class PigmmIT {
    @TempDir private Path folder;

    private Processes.Result pigmm(String words) throws IOException {
        return InProcess.run(folder, words.split(" "));
    }

    @Test
    void pigmm_ofDigits_trainsInPartsAnalysesAndAgainTheSame() throws IOException {
        String command =
                "pigmm --dataset digits --hidden 5,5 --networks 6 --epochs 2 --workers 1 --out mine";
        Processes.Result part = pigmm(command + " --shard 1/2");
        assertThat(part.exit()).as(part.err()).isZero();
        assertThat(folder.resolve("mine/pigmm")).doesNotExist();

        Processes.Result all = Cli.here().run(folder, command.split(" "));
        assertThat(all.exit()).as(all.err()).isZero();
        assertThat(all.out())
                .contains("3 of 6 runs are finished already", "6 finished, 0 failed")
                .contains("hidden2.weight: 13 parameters describe it ")
                .endsWith("mine/pigmm/index.html\n");
        Path run = folder.resolve("mine/runs/seed=4");
        assertThat(Files.readAllLines(run.resolve("invariants.jsonl"))).hasSize(3);
        Schemas.assertSweep(folder.resolve("mine"));
        Schemas.assertDocument(
                "matrix-models", Files.readString(folder.resolve("mine/pigmm/analysis.json")));
        Processes.Result verified = pigmm("verify mine/runs/seed=4");
        assertThat(verified.exit()).as(verified.out()).isZero();
        assertThat(verified.out()).contains("invariants.jsonl");

        Processes.Result collected = pigmm("pigmm collect mine/runs --out mine.jsonl.gz");
        assertThat(collected.exit()).as(collected.err()).isZero();
        assertThat(collected.out()).isEqualTo("mine.jsonl.gz\n");
        Processes.Result again = pigmm("pigmm analyse mine.jsonl.gz --out again -q");
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.out()).isEqualTo("again/index.html\n");
        for (String file : new String[] {"analysis.json", "invariants.csv", "tests.csv"}) {
            assertThat(folder.resolve("again").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("mine/pigmm").resolve(file));
        }

        Processes.Result one = pigmm("pigmm analyse mine/runs/seed=1");
        assertThat(one.exit()).isEqualTo(2);
        assertThat(one.errLines())
                .containsExactly(
                        "inittrace: expected at least 2 networks, found 1: models of an ensemble"
                                + " need many");
    }
}

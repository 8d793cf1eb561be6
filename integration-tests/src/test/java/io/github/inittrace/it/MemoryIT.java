// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that runs out of memory says what filled it, as far as it knows, and what to do. */
class MemoryIT {
    @TempDir private Path folder;

    @Test
    void run_ofMoreRecordsThanFit_namesTheOptionThatTakesFewer() throws IOException {
        StringBuilder rows = new StringBuilder("x,y,label\n");
        for (int i = 0; i < 20; i++) {
            rows.append(i).append(',').append(-i).append(i < 10 ? ",a\n" : ",b\n");
        }
        Files.writeString(folder.resolve("two.csv"), rows);

        Processes.Result result =
                Cli.here()
                        .with("-Xmx28m")
                        .run(
                                folder,
                                "run",
                                "--quiet",
                                "--dataset=csv",
                                "--data-dir=two.csv",
                                "--response=label",
                                "--hidden=2",
                                "--epochs=10000000",
                                "--out=run");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines().stream().filter(line -> line.startsWith("inittrace: ")))
                .singleElement()
                .asString()
                .matches(
                        "inittrace: memory ran out: the [0-9,]+ records of this run fill [0-9]+ of"
                                + " the [0-9]+ MiB that Java may use; take fewer with --record-every,"
                                + " or give Java more with -Xmx");
    }

    @Test
    void run_ofMoreDataThanFits_saysHowMuchItTakes() throws IOException {
        Processes.Result result =
                Cli.here().with("-Xmx24m").run(folder, "run", "--quiet", "--out=run");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("inittrace: ", "MiB", "-Xmx").doesNotContain("\tat ");
    }
}

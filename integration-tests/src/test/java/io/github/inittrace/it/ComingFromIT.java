// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for those who come from other tools, taken from their page. */
class ComingFromIT {
    @Test
    void commands_keepStopAndExport(@TempDir Path folder) throws IOException {
        String shell = Pages.sample("coming-from.sh").replace("\\\n", " ");
        for (String line : shell.lines().toList()) {
            String[] words = line.replace("--epochs 20", "--epochs 2").trim().split(" +");
            assertThat(words[0]).isEqualTo("inittrace");
            String[] arguments = Arrays.copyOfRange(words, 1, words.length);
            Processes.Result result = InProcess.run(folder, arguments);
            assertThat(result.exit()).as(line + result.err()).isZero();
        }
        RunFolder run = RunFolder.open(folder.resolve("RUN"));
        assertThat(run.history().last().index()).isEqualTo(2);
        assertThat(run.path().resolve("best.onnx")).isRegularFile();
        assertThat(folder.resolve("logs/RUN")).isNotEmptyDirectory();
        assertThat(folder.resolve("history.csv")).content().contains("validation.test.loss");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged command on every JDK of this machine, without a display. */
class OtherJavaIT {
    /** The drawn digits, training and held out, on every JVM there is. */
    private static final List<String> DIGITS =
            List.of(
                    "9DA6E5D4520F7029F5B31106C0F4DBEDB54283730223FA32C760A4A1920EB4A9",
                    "60F9B52B4D27515485CFAB6E25D823FD5551F969AACAFF3ED803A8E57A63F87F");

    @TempDir private Path folder;

    static Stream<Path> homes() throws IOException {
        return Tools.javaHomes().stream();
    }

    /** Skipped where the other test can say nothing of other JVMs. */
    @Test
    void machine_hasAnotherJava() throws IOException {
        List<Path> homes = Tools.javaHomes();
        assumeTrue(
                homes.size() > 1,
                () ->
                        "there is no JDK beside "
                                + homes.get(0)
                                + "; install another, of 17 or later");
        assertThat(homes).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("homes")
    void jar_onEveryJava_drawsTheSameDigitsAndRuns(Path home) throws IOException {
        Processes.Result result =
                Cli.on(home)
                        .with("-Djava.awt.headless=true")
                        .run(folder, "run", "--hidden", "8", "--epochs", "1", "-o", "mine");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        RunRecord record = RunFolder.open(folder.resolve("mine")).record();
        assertThat(record.environment().get("java.version"))
                .startsWith(Integer.toString(Tools.version(home)));
        assertThat(
                        Stream.of(record.training(), record.validation().get(0))
                                .map(data -> data.provenance().get("datasource.content-hash")))
                .isEqualTo(DIGITS);
    }
}

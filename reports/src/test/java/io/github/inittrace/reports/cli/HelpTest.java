// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {
    /** Help is a format string to picocli, which complains on standard error about a lone '%'. */
    @Test
    void help_ofEveryCommand_isPrintedWithoutComplaint() {
        for (Map.Entry<String, CommandLine> command : Main.command().getSubcommands().entrySet()) {
            ByteArrayOutputStream complaints = new ByteArrayOutputStream();
            PrintStream before = System.err;
            System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
            String help;
            try {
                help = command.getValue().getUsageMessage();
            } finally {
                System.setErr(before);
            }
            assertThat(complaints.toString(StandardCharsets.UTF_8)).as(command.getKey()).isEmpty();
            assertThat(help).contains("Usage: inittrace " + command.getKey()).doesNotContain("%%");
        }
    }

    /** Commands that no word names are not looked into, which no reader may notice. */
    @Test
    void help_ofAll_isThatOfCommandsWithAllTheirOptions() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        assertThat(Main.execute(said, "--help")).isZero();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualTo(Main.command().getUsageMessage());
    }

    @Test
    void help_ofOneCommand_hasItsOptionsWhereverItIsNamed() {
        String help = Main.command().getSubcommands().get("check").getUsageMessage();

        for (String[] words : new String[][] {{"check", "--help"}, {"help", "check"}}) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            assertThat(Main.execute(said, words)).isZero();
            assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo(help);
        }
    }

    @Test
    void help_ofACommandOfACommand_isItsOwn() {
        for (String command : List.of("sweep collect", "pigmm analyse", "pigmm collect")) {
            Said asked = Said.line("help " + command);
            assertThat(asked.out())
                    .startsWith("Usage: inittrace " + command + " ")
                    .isEqualTo(Said.line(command + " --help").out());
        }
        assertThat(Said.by("help", "sweep", "nope").err())
                .containsExactly(
                        "inittrace: expected a command of inittrace sweep, found 'nope'; see"
                                + " inittrace sweep --help");
        assertThat(Said.by("help").out()).isEqualTo(Said.by("--help").out());
    }
}

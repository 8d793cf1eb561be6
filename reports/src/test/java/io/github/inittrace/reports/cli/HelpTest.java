// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
}

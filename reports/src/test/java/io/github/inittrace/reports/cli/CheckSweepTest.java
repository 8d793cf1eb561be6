// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code inittrace check} on what {@code inittrace sweep} left. */
class CheckSweepTest {
    @TempDir private static Path temp;
    private static final StringWriter OUT = new StringWriter();

    @BeforeAll
    static void train() throws IOException {
        Path data = TwoClasses.in(temp);
        Path plan =
                Files.writeString(
                        temp.resolve("plan.yaml"),
                        "run: {dataset: csv, response: label, epochs: 1, data-dir: '"
                                + data
                                + "'}\nvary: {hidden: [3, 4]}\n");
        assertThat(execute("sweep", plan.toString(), "--out", at("sweep"), "-q")).isZero();
    }

    private static String at(String name) {
        return temp.resolve(name).toString();
    }

    private static int execute(String... arguments) {
        OUT.getBuffer().setLength(0);
        return Main.command().setOut(new PrintWriter(OUT, true)).execute(arguments);
    }

    @Test
    void exitCode_isThatOfRunsToo() throws IOException {
        assertThat(execute("check", at("sweep"))).isZero();
        assertThat(OUT.toString()).endsWith("passed: all 4 rules obeyed in 2 groups\n");

        Path rules = Files.writeString(temp.resolve("rules.yaml"), "- ending: stopped\n");
        assertThat(
                        execute(
                                "check",
                                at("sweep"),
                                "--rules",
                                rules.toString(),
                                "--junit",
                                at("c.xml")))
                .isEqualTo(Main.FAILED);
        assertThat(OUT.toString())
                .contains("FAIL  ending: stopped, in every run [3]; found completed");
        assertThat(Path.of(at("c.xml"))).content().contains("classname=\"inittrace.sweep\"");

        Files.writeString(rules, "- {ending: stopped, where: {hiden: 3}}\n");
        assertThat(execute("check", at("sweep"), "--rules", rules.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void runAndSweep_areNotCompared() {
        String run = at("sweep/runs/hidden=3");
        assertThat(complaint(at("sweep"), run))
                .isEqualTo(
                        "expected the folder of a sweep to compare with, as "
                                + at("sweep")
                                + " is one, found none in "
                                + run
                                + "; name a folder that inittrace sweep has made");
        assertThat(complaint(run, at("sweep")))
                .isEqualTo(
                        "expected a run to compare with, as "
                                + run
                                + " is one, found the sweep "
                                + at("sweep")
                                + "; name one of its runs");
    }

    private static String complaint(String run, String baseline) {
        CommandLine command = Main.command();
        String[] sentence = new String[1];
        command.setExecutionExceptionHandler(
                (e, line, parsed) -> {
                    sentence[0] = e.getMessage();
                    return CommandLine.ExitCode.USAGE;
                });
        assertThat(command.execute("check", run, "--baseline", baseline))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        return String.valueOf(sentence[0]);
    }
}

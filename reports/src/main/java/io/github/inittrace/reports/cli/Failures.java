// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.reports.check.PlainText;
import io.github.inittrace.trace.FullHistoryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Turns what went wrong into one sentence and an exit code. */
final class Failures {
    private Failures() {}

    static int handle(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof UsageException
                || e instanceof IOException
                || e instanceof UncheckedIOException) {
            say(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (e instanceof FullHistoryException full) {
            say(full.sentence("--record-every"));
            return CommandLine.ExitCode.USAGE;
        }
        say("this is a bug in inittrace, please report it with the lines below");
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        trace.toString().lines().map(PlainText::oneLine).forEach(System.err::println);
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Memory ran out: that is a matter of sizes, and no bug. What filled it, nobody knows here. */
    static int handle(OutOfMemoryError e) {
        say(
                "the memory does not suffice ("
                        + e.getMessage()
                        + "): Java may use "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB; give it more with -Xmx");
        return CommandLine.ExitCode.USAGE;
    }

    /** One line on standard error, whatever names of files it quotes. */
    static void say(@Nullable String sentence) {
        String plain = PlainText.oneLine(String.valueOf(sentence));
        System.err.println("inittrace: " + OptionNames.in(plain));
    }
}

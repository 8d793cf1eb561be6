// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;

/** Turns what went wrong into one sentence and an exit code. */
final class Failures {
    private Failures() {}

    static int handle(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof UserException
                || e instanceof IOException
                || e instanceof UncheckedIOException) {
            say(String.valueOf(e.getMessage()));
            return CommandLine.ExitCode.USAGE;
        }
        say("this is a bug in inittrace, please report it with the lines below");
        e.printStackTrace();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** One line on standard error. */
    static void say(String sentence) {
        System.err.println("inittrace: " + sentence);
    }
}

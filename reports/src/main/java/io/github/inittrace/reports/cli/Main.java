// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The {@code inittrace} command. Exit codes: 0 done, 2 wrong use or unusable input, 3 a check
 * or a verification failed, 130 stopped by Ctrl-C, 1 a bug. Standard output is the result, standard error the talk.
 */
@Command(
        name = "inittrace",
        description = "Trains a network and traces how far its weights move from where they start.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            ReplayCommand.class,
            DiffCommand.class,
            VerifyCommand.class,
            DeltaCommand.class,
            CheckCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:wrong use, input that cannot be used, or output that cannot be written",
            "3:a check or a verification failed",
            "130:stopped by Ctrl-C; what was recorded until then is kept",
            "1:a bug in inittrace"
        },
        footer = {"", "Start here: inittrace run"})
public final class Main {
    /** A check or a verification failed. */
    static final int FAILED = 3;

    private Main() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Runs the command and returns its exit code. */
    static int execute(String... args) {
        Logging.toOneLine();
        try {
            CommandLine command = command();
            int code = command.execute(args);
            boolean isResult = code == CommandLine.ExitCode.OK || code == FAILED;
            // Print streams keep to themselves what goes wrong, such as a full disk.
            if (isResult && command.getOut().checkError()) {
                Failures.say("cannot write to standard output");
                return CommandLine.ExitCode.USAGE;
            }
            return code;
        } catch (OutOfMemoryError e) {
            return Failures.handle(e);
        }
    }

    /** The command with its subcommands. */
    static CommandLine command() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .registerConverter(Path.class, Main::path)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(Main::wrongUse)
                .setExecutionExceptionHandler(Failures::handle);
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new CommandLine.TypeConversionException("expected a path, found a blank one");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(
                    "expected a path, found '" + text + "': " + e.getReason());
        }
    }

    private static int wrongUse(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String message = String.valueOf(e.getMessage()).replaceAll("\\.+$", "");
        List<String> likely = suggestions(e);
        if (!likely.isEmpty()) {
            message += "; did you mean " + String.join(" or ", likely) + "?";
        }
        Failures.say(message + "; see " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static List<String> suggestions(CommandLine.ParameterException e) {
        return e instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
    }
}

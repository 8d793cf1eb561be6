// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.data.FileNames;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The {@code inittrace} command. Exit codes: 0 done, 2 wrong use or unusable input, 3 a check
 * or a verification failed, 130 stopped by Ctrl-C, 141 nobody reads standard output any more, 1 a
 * bug. Standard output is the result, standard error the talk; both are UTF-8 in every locale.
 */
@Command(
        name = "inittrace",
        description = "Trains a network and traces how far its weights move from where they start.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            SweepCommand.class,
            ReproduceCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            PigmmCommand.class,
            ReplayCommand.class,
            ResumeCommand.class,
            DiffCommand.class,
            VerifyCommand.class,
            DeltaCommand.class,
            CheckCommand.class,
            ExportCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:wrong use, input that cannot be used, or output that cannot be written",
            "3:a check or a verification failed",
            "130:stopped by Ctrl-C; what was recorded until then is kept",
            "141:done, but standard output was closed before all was printed",
            "1:a bug in inittrace"
        },
        footer = {"", "Start here: inittrace run"})
public final class Main {
    /** A check or a verification failed. */
    static final int FAILED = 3;

    /** Nobody reads standard output any more: what a shell reports of a program that SIGPIPE ended. */
    private static final int CLOSED_PIPE = 128 + 13;

    private Main() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        // Before anything is loaded that keeps a locale or a stream: what libraries print, too,
        // is the same everywhere.
        Locale.setDefault(Locale.ROOT);
        System.setErr(
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.exit(execute(new FileOutputStream(FileDescriptor.out), args));
    }

    /** Runs the command, which writes its result to a stream, and returns its exit code. */
    static int execute(OutputStream result, String... args) {
        Logging.toOneLine();
        String unreadable = unreadable(args);
        if (unreadable != null) {
            Failures.say(unreadable);
            return CommandLine.ExitCode.USAGE;
        }
        try {
            StandardOutput out = new StandardOutput(result);
            int code = command().setOut(out).execute(args);
            if (out.isClosedPipe()) {
                return code == CommandLine.ExitCode.OK ? CLOSED_PIPE : code;
            }
            boolean isResult = code == CommandLine.ExitCode.OK || code == FAILED;
            // Print writers keep to themselves what goes wrong, such as a full disk.
            if (isResult && out.checkError()) {
                Failures.say("cannot write to standard output");
                return CommandLine.ExitCode.USAGE;
            }
            return code;
        } catch (OutOfMemoryError e) {
            return Failures.handle(e);
        }
    }

    /** What of the names the command would work with was lost in decoding; null if nothing was. */
    private static @Nullable String unreadable(String... args) {
        if (!FileNames.isReadable(System.getProperty("user.dir"))) {
            return FileNames.complaint("the name of the current folder");
        }
        for (String arg : args) {
            if (!FileNames.isReadable(arg)) {
                return FileNames.complaint("the argument '" + arg + "'");
            }
        }
        return null;
    }

    /** The command with its subcommands. */
    static CommandLine command() {
        return configured(new CommandLine(new Main()));
    }

    /** A command that takes values, and says what is wrong with them, as all of ours do. */
    static CommandLine configured(CommandLine command) {
        Map<String, CommandLine.IHelpSectionRenderer> help =
                new LinkedHashMap<>(command.getHelpSectionMap());
        help.put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST, HeadedOptions::list);
        return command.setHelpSectionMap(help)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .registerConverter(Path.class, Main::path)
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
        String message = complaint(e);
        List<String> likely = suggestions(e);
        if (!likely.isEmpty()) {
            message += "; did you mean " + String.join(" or ", likely) + "?";
        }
        Failures.say(message + "; see " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** What picocli says, without full stops. */
    static String complaint(CommandLine.ParameterException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\.+$", "");
    }

    /** What may have been meant by an argument that is none. */
    static List<String> suggestions(CommandLine.ParameterException e) {
        return e instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
    }
}

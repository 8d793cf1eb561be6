// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.files.PathText;
import io.github.inittrace.text.SafeText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:wrong use, input that cannot be used, or output that cannot be written",
            "3:a check, a verification or a replay failed",
            "130:stopped by Ctrl-C; what was recorded until then is kept",
            "141:done, but standard output was closed before all was printed",
            "1:a bug in inittrace"
        },
        footer = {"", "Start here: inittrace run"})
public final class Main {
    /** A check, a verification or a replay failed. */
    static final int FAILED = 3;

    /** The start of a URI, whose scheme has more letters than the drive of a path may have. */
    private static final Pattern URI_SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/");

    /** Nobody reads standard output any more: what a shell reports of a program that SIGPIPE ended. */
    private static final int CLOSED_PIPE = 128 + 13;

    private final @Nullable Workplace workplace;

    private Main(@Nullable Workplace workplace) {
        this.workplace = workplace;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        setUpProcess();
        System.exit(execute(null, standardOutput(), args));
    }

    /**
     * Makes what this process prints the same everywhere. To be called before anything is loaded that
     * keeps a locale or a stream, so that it is true of libraries, too.
     */
    public static void setUpProcess() {
        Locale.setDefault(Locale.ROOT);
        System.setErr(
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    /** Standard output as a program has it: what goes wrong in writing to it is not kept secret. */
    public static OutputStream standardOutput() {
        return new FileOutputStream(FileDescriptor.out);
    }

    /** Runs the command in this process, and returns its exit code. */
    static int execute(OutputStream result, String... args) {
        return execute(null, result, args);
    }

    /**
     * Runs the command. What it has to say goes to {@link System#err}.
     *
     * @param workplace where commands that train many networks do so; null for this process
     * @param result takes in UTF-8 what the command prints
     * @return its exit code
     */
    public static int execute(@Nullable Workplace workplace, OutputStream result, String... args) {
        Logging.toOneLine();
        String unreadable = unreadable(args);
        if (unreadable != null) {
            Failures.say(unreadable);
            return CommandLine.ExitCode.USAGE;
        }
        try {
            StandardOutput out = new StandardOutput(result);
            int code = command(workplace, args).setOut(out).execute(args);
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
        if (!PathText.isReadable(System.getProperty("user.dir"))) {
            return PathText.complaint("the name of the current folder");
        }
        for (String arg : args) {
            if (!PathText.isReadable(arg)) {
                return PathText.complaint("the argument '" + arg + "'");
            }
        }
        return null;
    }

    /** The command with its subcommands. */
    static CommandLine command() {
        CommandLine command = new CommandLine(new Main(null));
        Subcommands.addAll(command);
        return configured(command);
    }

    private static CommandLine command(@Nullable Workplace workplace, String... words) {
        CommandLine command = new CommandLine(new Main(workplace));
        Subcommands.add(command, Set.copyOf(List.of(words)));
        configured(command);
        return workplace == null
                ? command
                : command.registerConverter(Path.class, text -> path(text, workplace));
    }

    /** Where a command is to train many networks; null for this process. */
    static @Nullable Workplace workplace(@Nullable CommandSpec spec) {
        Object root = Objects.requireNonNull(spec, "injected").root().userObject();
        return root instanceof Main main ? main.workplace : null;
    }

    private static Path path(String text, Workplace workplace) {
        if (!isUri(text)) {
            return path(text);
        }
        try {
            return workplace.path(text);
        } catch (IOException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
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
                .setExecutionStrategy(Main::run)
                .setParameterExceptionHandler(Main::wrongUse)
                .setExecutionExceptionHandler(Failures::handle);
    }

    private static int run(CommandLine.ParseResult parsed) {
        requireAllOfTheLast(parsed);
        parsed.asCommandLineList().forEach(Main::requireKeysOnce);
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Of a command with a subcommand, picocli forgets all that stands before that. */
    private static void requireAllOfTheLast(CommandLine.ParseResult parsed) {
        for (CommandLine.ParseResult command = parsed;
                command.hasSubcommand();
                command = command.subcommand()) {
            String name = command.subcommand().commandSpec().name();
            for (ArgSpec given : command.matchedArgs()) {
                boolean isHelp =
                        given instanceof OptionSpec option
                                && (option.usageHelp() || option.versionHelp());
                if (!isHelp) {
                    throw new CommandLine.ParameterException(
                            command.commandSpec().commandLine(),
                            "expected nothing before '"
                                    + name
                                    + "', whose options stand behind it, found "
                                    + (given instanceof OptionSpec option
                                            ? option.longestName()
                                            : SafeText.of(given.originalStringValues().get(0)))
                                    + "; leave it out or move it");
                }
            }
        }
    }

    /**
     * Refuses two values of one key, of which picocli forgets the first.
     *
     * @throws CommandLine.ParameterException if an option of a command that was parsed has them
     */
    static void requireKeysOnce(CommandLine command) {
        for (OptionSpec option : command.getParseResult().matchedOptions()) {
            Set<String> keys = new HashSet<>();
            for (String value : values(option)) {
                String written = value.replaceFirst("=.*", "");
                boolean isOfList = option.auxiliaryTypes()[0].isEnum(); // in upper or lower case
                String key = isOfList ? written.toUpperCase(Locale.ROOT) : written;
                if (Map.class.isAssignableFrom(option.type()) && !keys.add(key)) {
                    throw new CommandLine.ParameterException(
                            command,
                            option.longestName()
                                    + " has "
                                    + SafeText.of(written)
                                    + " twice; keep one");
                }
            }
        }
    }

    /** What an option was given, each value by itself. */
    private static List<String> values(OptionSpec option) {
        String separator = option.splitRegex();
        return separator.isEmpty()
                ? option.originalStringValues()
                : option.originalStringValues().stream()
                        .flatMap(value -> Stream.of(value.split(separator)))
                        .toList();
    }

    static boolean isUri(String text) {
        return URI_SCHEME.matcher(text).lookingAt();
    }

    static Path path(String text) {
        if (text.isBlank()) {
            throw new CommandLine.TypeConversionException("expected a path, found a blank one");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(PathText.complaint(e));
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

    /** What picocli says, without full stops, and without a word that it says twice. */
    static String complaint(CommandLine.ParameterException e) {
        return String.valueOf(e.getMessage())
                .replaceAll("\\.+$", "")
                .replace("option option", "option");
    }

    /** What may have been meant by an argument that is none. */
    static List<String> suggestions(CommandLine.ParameterException e) {
        return e instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
    }
}

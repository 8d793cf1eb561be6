// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What {@code inittrace} can do. To look through the options of all subcommands takes longer than
 * many a command lasts, so that those which nobody names are a name and a description.
 */
final class Subcommands {
    /** In the order of the help. */
    private static final List<Class<?>> ALL =
            List.of(
                    RunCommand.class,
                    ImportCommand.class,
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
                    HelpCommand.class);

    private Subcommands() {}

    /** Adds all of them with all that they have. */
    static void addAll(CommandLine command) {
        ALL.forEach(type -> command.addSubcommand(type));
    }

    /** Adds all of them, ready to be executed if they are among some words. */
    static void add(CommandLine command, Collection<String> words) {
        for (Class<?> type : ALL) {
            Command described = type.getAnnotation(Command.class);
            command.addSubcommand(words.contains(described.name()) ? type : outline(described));
        }
    }

    private static CommandSpec outline(Command described) {
        CommandSpec outline = CommandSpec.create().name(described.name());
        outline.usageMessage()
                .header(described.header())
                .description(described.description())
                .hidden(described.hidden());
        return outline;
    }
}

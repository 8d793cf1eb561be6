// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the help of a command, or of one of its own; picocli's knows the former only. */
@Command(
        name = "help",
        header = "Display help information about the specified command.",
        description = {
            "%nWhen no COMMAND is given, the usage help for the main command is displayed.",
            "If a COMMAND is specified, the help for that command is shown; with one of its own"
                    + " behind it, the help for that.%n"
        },
        helpCommand = true,
        usageHelpAutoWidth = true)
final class HelpCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "The command, and maybe one of its own, as in sweep collect.")
    private List<String> names = new ArrayList<>();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine help = Objects.requireNonNull(spec, "injected").commandLine();
        CommandLine command = help.getParent();
        for (String name : names) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new CommandLine.ParameterException(
                        command,
                        "expected a command of "
                                + command.getCommandSpec().qualifiedName()
                                + ", found '"
                                + name
                                + "'");
            }
            command = next;
        }
        command.usage(help.getOut());
        return CommandLine.ExitCode.OK;
    }
}

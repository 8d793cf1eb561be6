// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that a command mixes in and that its help lists under a heading of their own. Not argument
 * groups, whose synopsis picocli puts together for every command that it parses.
 */
interface HeadedOptions {
    /** What stands above them. */
    String heading();

    /** The options of a command: first those without a heading. */
    static String list(Help help) {
        CommandSpec command = help.commandSpec();
        Map<String, List<OptionSpec>> headed = new LinkedHashMap<>();
        for (CommandSpec mixin : command.mixins().values()) {
            if (mixin.userObject() instanceof HeadedOptions options) {
                headed.put(options.heading(), mixin.options());
            }
        }
        if (headed.isEmpty()) {
            return help.optionList();
        }
        List<OptionSpec> others =
                command.options().stream()
                        .filter(
                                option ->
                                        headed.values().stream().noneMatch(l -> l.contains(option)))
                        .toList();
        StringBuilder text = new StringBuilder(list(help, others));
        headed.forEach(
                (heading, options) ->
                        text.append(System.lineSeparator())
                                .append(heading)
                                .append(System.lineSeparator())
                                .append(list(help, options)));
        return text.toString();
    }

    private static String list(Help help, List<OptionSpec> options) {
        // In columns that are as wide as all options of the command ask for.
        Layout layout =
                help.createDefaultLayout(
                        help.commandSpec().options(), List.of(), help.colorScheme());
        layout.addOptions(options, help.createDefaultParamLabelRenderer());
        return layout.toString();
    }
}

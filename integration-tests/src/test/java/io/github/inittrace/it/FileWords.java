// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which words of a command line name files; the command's own options say so. */
final class FileWords {
    private static final CommandSpec COMMAND = command();

    private FileWords() {}

    private static CommandSpec command() {
        try {
            Method command =
                    Class.forName("io.github.inittrace.reports.cli.Main")
                            .getDeclaredMethod("command");
            command.setAccessible(true);
            return ((CommandLine) command.invoke(null)).getCommandSpec();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The words of a command line with the names of files in a folder as absolute ones. */
    static String[] absolute(Path folder, String... words) {
        String[] absolute = words.clone();
        CommandSpec command = COMMAND;
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (command.subcommands().containsKey(word)) {
                command = command.subcommands().get(word).getCommandSpec();
            } else if (word.startsWith("-")) {
                String[] parts = word.split("=", 2);
                OptionSpec option = command.findOption(parts[0]);
                boolean isFile = option != null && isFile(option);
                if (parts.length == 2) {
                    absolute[i] = isFile ? parts[0] + "=" + in(folder, parts[1]) : word;
                } else if (option != null && i + 1 < words.length && takes(option, words[i + 1])) {
                    i++;
                    absolute[i] = isFile ? in(folder, words[i]) : words[i];
                }
            } else if (command.positionalParameters().stream().anyMatch(FileWords::isFile)) {
                absolute[i] = in(folder, word);
            }
        }
        return absolute;
    }

    /** The value of {@code --single-file} may be left out, and then the run comes next. */
    private static boolean takes(OptionSpec option, String next) {
        return option.arity().min() > 0 || option.arity().max() > 0 && next.endsWith(".html");
    }

    private static boolean isFile(ArgSpec argument) {
        return Arrays.asList(argument.auxiliaryTypes()).contains(Path.class);
    }

    /** Standard output stays what it is, and so does a path that is blank or absolute. */
    private static String in(Path folder, String name) {
        return name.isBlank() || name.equals("-") || name.startsWith("/")
                ? name
                : folder + "/" + name;
    }
}

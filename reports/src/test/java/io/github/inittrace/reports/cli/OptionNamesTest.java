// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DatasetLoader;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OptionNamesTest {
    private static final Pattern METHOD_IN_A_TEXT =
            Pattern.compile("\"[^\"\\n]*(?<!%)\\b((?:[A-Z]\\w*\\.)?[a-z]\\w*\\(\\.\\.\\.\\))");

    /** What the command sets by itself. */
    private static final Set<String> NO_OPTIONS =
            Set.of("splitSeed", "downloads", "notices", "copies");

    @Test
    void methods_inASentence_becomeOptions() {
        assertThat(OptionNames.in("name it by header(...), or say noHeader(...)"))
                .isEqualTo("name it by --header, or say --no-header");
        assertThat(OptionNames.in("give one by path(...)")).isEqualTo("give one by --data-dir");
        assertThat(OptionNames.in("f(x), ReLU(...) and (...) stay"))
                .isEqualTo("f(x), ReLU(...) and (...) stay");
        assertThat(OptionNames.in("hand it over by Replay.on(...)"))
                .isEqualTo("hand it over by --dataset and --data-dir");
    }

    @Test
    void methods_inTheLibrarysSentences_areOptionsOfSomeCommand() throws IOException {
        Set<String> options = new HashSet<>();
        for (CommandLine command : Main.command().getSubcommands().values()) {
            options.addAll(command.getCommandSpec().optionsMap().keySet());
        }
        Set<String> named = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("../plugin/src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                METHOD_IN_A_TEXT
                        .matcher(Files.readString(source))
                        .results()
                        .map(found -> OptionNames.in(found.group(1)))
                        .forEach(sentence -> named.addAll(List.of(sentence.split(" and "))));
            }
        }
        assertThat(named).contains("--data-dir", "--no-header");
        assertThat(options).containsAll(named);
    }

    @Test
    void methods_ofTheLoader_areOptionsOfTheCommand() {
        Set<String> options =
                Main.command().getSubcommands().get("run").getCommandSpec().optionsMap().keySet();
        List<String> methods =
                Arrays.stream(DatasetLoader.class.getDeclaredMethods())
                        .filter(method -> method.getReturnType() == DatasetLoader.class)
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName)
                        .filter(name -> !name.equals("of") && !NO_OPTIONS.contains(name))
                        .toList();

        assertThat(methods).contains("response", "noHeader");
        for (String method : methods) {
            assertThat(options).contains(OptionNames.in(method + "(...)"));
        }
    }
}

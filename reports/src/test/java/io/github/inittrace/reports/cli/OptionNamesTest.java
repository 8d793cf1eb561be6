// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DatasetLoader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionNamesTest {
    /** What the command sets by itself. */
    private static final Set<String> NO_OPTIONS = Set.of("splitSeed", "downloads", "notices");

    @Test
    void methods_inASentence_becomeOptions() {
        assertThat(OptionNames.in("name it by header(...), or say noHeader(...)"))
                .isEqualTo("name it by --header, or say --no-header");
        assertThat(OptionNames.in("give one by path(...)")).isEqualTo("give one by --data-dir");
        assertThat(OptionNames.in("f(x), ReLU(...) and (...) stay"))
                .isEqualTo("f(x), ReLU(...) and (...) stay");
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

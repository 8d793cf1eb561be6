// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The README and the pages in docs. */
public final class Pages {
    private Pages() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.list(Tools.root().resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md").map(Tools.root()::resolve),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    /** The block of code below the mark {@code <!-- sample: NAME -->}, on whichever page it is. */
    public static String sample(String name) throws IOException {
        Pattern block =
                Pattern.compile(
                        "<!-- sample: " + Pattern.quote(name) + " -->\n```\\w+\n(.*?)```\n",
                        Pattern.DOTALL);
        List<String> found = new ArrayList<>();
        for (Path page : all()) {
            Matcher matcher = block.matcher(Files.readString(page));
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        assertThat(found).as("pages that show " + name).hasSize(1);
        return found.get(0);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/install.md has people add to their builds is in the builds that artifacts/check runs. */
class InstallPageIT {
    @ParameterizedTest
    @ValueSource(strings = {"maven-java/pom.xml", "maven-kotlin/pom.xml", "gradle/build.gradle"})
    void snippet_isInTheBuildThatIsTried(String file) throws IOException {
        Path build = Tools.root().resolve("artifacts/users").resolve(file);

        assertThat(onOneLine(Files.readString(build))).contains(onOneLine(Pages.sample(file)));
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}

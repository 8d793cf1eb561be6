// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.files.PathText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameListTest {
    @TempDir Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("names.txt"), text).toString();
    }

    @Test
    void names_withCommas_areTakenApart() {
        assertThat(NameList.of("--start-labels", "-1, 1")).containsExactly("-1", "1");
        assertThat(NameList.of("--start-labels", "a,,b")).containsExactly("a", "", "b");
    }

    @Test
    void names_inAFile_areItsLines() throws IOException {
        assertThat(NameList.of("--start-labels", file("\uFEFFSäge, rot\r\n b \n\n\n")))
                .containsExactly("Säge, rot", "b");
    }

    @Test
    void names_ofNeitherKind_areRefused() throws IOException {
        assertThatThrownBy(() -> NameList.of("--start-labels", "names.txt"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--start-labels takes names with commas between them, or a file with one on"
                                + " each line, found neither in 'names.txt'");
        assertThatThrownBy(() -> NameList.of("--start-labels", "\uD800"))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith(
                        ", found neither in '\uD800'; " + PathText.complaint("the path '?'"));
        Path latin = folder.resolve("latin.txt");
        Files.write(latin, "Säge\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> NameList.of("--start-features", latin.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--start-features takes a file of UTF-8 text with a name on each line, found"
                                + " other bytes in "
                                + latin
                                + "; save it as UTF-8");
    }
}

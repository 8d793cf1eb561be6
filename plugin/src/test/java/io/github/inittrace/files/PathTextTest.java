// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is said of names that a locale does not have; no encoding has half a surrogate pair. */
class PathTextTest {
    private static void refused(String text, String message) {
        assertThatThrownBy(() -> PathText.path(text))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void path_thatTheLocaleCannotEncode_isTheLocalesFault() {
        refused("data/\uD800.csv", PathText.complaint("the path 'data/?.csv'"));
    }

    @Test
    void path_thatIsNoneAnywhere_isNot() {
        refused("a\0b", "expected a path, found 'a?b': Nul character not allowed");
    }

    @Test
    void path_thatIsOne_isTaken() throws IOException {
        assertThat(PathText.path("data/not there.csv")).isEqualTo(Path.of("data/not there.csv"));
    }

    @Test
    void complaint_inUtf8_asksForUtf8() {
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");

        assertThat(PathText.complaint("the name x"))
                .isEqualTo("the name x cannot be read in this locale (UTF-8); write it in UTF-8");
    }

    @Test
    void isReadable_aNameOfWhichAPartIsLost_isFalse() {
        assertThat(PathText.isReadable("caf\uFFFD")).isFalse();
        assertThat(PathText.isReadable("кот")).isTrue();
    }
}

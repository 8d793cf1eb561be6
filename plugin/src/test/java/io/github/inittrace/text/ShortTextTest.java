// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortTextTest {
    private static final String CAT = "\ud83d\ude3a";

    @Test
    void text_thatFits_staysAsItIs() {
        assertThat(ShortText.of("hidden", 6)).isEqualTo("hidden");
        assertThat(ShortText.of(CAT.repeat(6), 6)).isEqualTo(CAT.repeat(6));
        assertThat(ShortText.of("", 1)).isEmpty();
    }

    @Test
    void longText_isCutBetweenCharacters() {
        assertThat(ShortText.of("hidden1", 6)).isEqualTo("hidde…");
        assertThat(ShortText.of("a" + CAT.repeat(9), 4)).isEqualTo("a" + CAT + CAT + "…");
    }

    @Test
    void end_isCutBetweenCharacters() {
        assertThat(ShortText.endOf("a/b", 3)).isEqualTo("a/b");
        assertThat(ShortText.endOf(CAT.repeat(9) + "a", 4)).isEqualTo("…" + CAT + CAT + "a");
    }

    @Test
    void middle_isCutBetweenCharacters() {
        assertThat(SafeText.of(CAT.repeat(160))).isEqualTo(CAT.repeat(160));
        assertThat(SafeText.of("a" + CAT.repeat(161)))
                .isEqualTo("a" + CAT.repeat(99) + "..." + CAT.repeat(40));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    void labelsOfCharts_areCutBetweenCharacters() {
        String label = "a" + CAT.repeat(20);
        assertThat(Places.words(List.of(label)).shortLabel(0))
                .isEqualTo("a" + CAT.repeat(14) + "…");
        String matrix =
                ConfusionChart.of("id", "", "", List.of(label, "b"), new int[2][2]).render();
        assertThat(matrix).contains(">a" + CAT.repeat(9) + "…<");
    }
}

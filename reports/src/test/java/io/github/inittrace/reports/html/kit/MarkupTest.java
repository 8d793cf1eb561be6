// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static j2html.TagCreator.p;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.reports.chart.Svg;
import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void names_thatTurnTheDirectionOfWriting_doNot() {
        String name = "\u202egnp.\u2066x\u2069\u200f";
        assertThat(Markup.render(p(name).withTitle(name)))
                .isEqualTo("<p title=\"gnp.x\">gnp.x</p>");
        assertThat(Markup.render(Svg.of("text").withText(name))).isEqualTo("<text>gnp.x</text>");
    }

    @Test
    void names_thatXmlCannotHold_areMarked() {
        assertThat(Markup.render(p("a\u0007b <&> \u05d0")))
                .isEqualTo("<p>a\ufffdb &lt;&amp;&gt; \u05d0</p>");
    }
}

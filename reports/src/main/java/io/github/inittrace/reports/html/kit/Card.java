// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static j2html.TagCreator.div;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import java.util.List;

/**
 * A figure that matters, at the top of a page.
 *
 * @param name what it is
 * @param figure the number as text, or words why there is none
 * @param remark what to know about it
 */
public record Card(String name, String figure, String remark) {
    /** Cards side by side. */
    public static DomContent row(List<Card> cards) {
        return div(Markup.lines(cards.stream().map(Card::markup).toList())).withClass("cards");
    }

    private DomContent markup() {
        return div(
                        span(name).withClass("name"),
                        span(figure).withClass(figure.startsWith("undefined") ? "words" : "figure"),
                        span(remark).withClass("remark"))
                .withClass("card");
    }
}

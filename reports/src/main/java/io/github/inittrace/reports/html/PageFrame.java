// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.title;

import j2html.tags.DomContent;
import java.io.IOException;
import java.util.List;

/** What all pages have in common: their head, and where the parts of their body go. */
final class PageFrame {
    private PageFrame() {}

    /**
     * A page as text.
     *
     * @param heading its title
     * @param styles the element that brings the style sheet
     * @param top its header
     * @param parts its main part
     * @param foot its footer
     */
    static String markup(
            String heading,
            DomContent styles,
            List<? extends DomContent> top,
            List<? extends DomContent> parts,
            DomContent foot)
            throws IOException {
        DomContent page =
                html(Markup.lines(
                                head(
                                        Markup.lines(
                                                meta().withCharset("utf-8"),
                                                meta().withName("viewport")
                                                        .withContent(
                                                                "width=device-width,"
                                                                        + " initial-scale=1"),
                                                meta().withName("color-scheme")
                                                        .withContent("light dark"),
                                                title(heading + " – InitTrace"),
                                                styles)),
                                body(
                                        Markup.lines(
                                                a("Skip to the content")
                                                        .withHref("#main")
                                                        .withClass("skip"),
                                                header(Markup.lines(top)),
                                                main(Markup.lines(parts))
                                                        .withId("main")
                                                        .attr("tabindex", "-1"),
                                                footer(foot)))))
                        .withLang("en");
        return "<!DOCTYPE html>\n" + Markup.render(page) + "\n";
    }
}

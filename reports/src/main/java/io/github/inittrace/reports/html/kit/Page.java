// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import j2html.TagCreator;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/**
 * A page: a heading, an introduction, links to its sections, and these in order.
 *
 * @param title what a browser calls it
 * @param heading its heading
 * @param introduction what stands between the heading and the links, such as cards
 * @param sections its sections; those without content are left out
 * @param foot its last line
 * @param renewedAfter after how many seconds a browser asks for it again; 0 for never
 */
public record Page(
        String title,
        String heading,
        List<DomContent> introduction,
        List<Section> sections,
        DomContent foot,
        int renewedAfter) {
    /** Copies the lists. */
    public Page {
        introduction = List.copyOf(introduction);
        sections = sections.stream().filter(section -> !section.isEmpty()).toList();
    }

    /** A page that stays as it is. */
    public Page(
            String title,
            String heading,
            List<DomContent> introduction,
            List<Section> sections,
            DomContent foot) {
        this(title, heading, introduction, sections, foot, 0);
    }

    /** The page as text; {@code styles} is the element that brings the style sheet. */
    String markup(DomContent styles) {
        List<DomContent> top = new ArrayList<>(List.of(h1(heading)));
        top.addAll(introduction);
        top.add(
                nav(each(sections, s -> each(a(s.name()).withHref("#" + s.id()), text("\n"))))
                        .attr("aria-label", "Parts of this page"));
        List<DomContent> inHead =
                renewedAfter == 0 ? List.of(styles) : List.of(renewal(renewedAfter), styles);
        return markup(title, inHead, top, sections.stream().map(Section::markup).toList(), foot);
    }

    /**
     * A page without sections as text, beside one that has some.
     *
     * @param title what a browser calls it
     * @param top its header
     * @param content its main part, with its heading
     * @param foot its last line
     */
    public static String beside(String title, DomContent top, DomContent content, String foot) {
        return markup(
                title, List.of(PageFiles.linkedStyles()), List.of(top), List.of(content), p(foot));
    }

    private static DomContent renewal(int seconds) {
        return meta().attr("http-equiv", "refresh").withContent(Integer.toString(seconds));
    }

    private static String markup(
            String title,
            List<DomContent> inHead,
            List<DomContent> top,
            List<DomContent> parts,
            DomContent foot) {
        List<DomContent> described =
                new ArrayList<>(
                        List.of(
                                meta().withCharset("utf-8"),
                                meta().withName("viewport")
                                        .withContent("width=device-width, initial-scale=1"),
                                meta().withName("color-scheme").withContent("light dark"),
                                TagCreator.title(title + " – InitTrace")));
        described.addAll(inHead);
        DomContent head = head(Markup.lines(described));
        DomContent body =
                body(
                        Markup.lines(
                                a("Skip to the content").withHref("#main").withClass("skip"),
                                header(Markup.lines(top)),
                                main(Markup.lines(parts)).withId("main").attr("tabindex", "-1"),
                                footer(foot)));
        DomContent page = html(Markup.lines(head, body)).withLang("en");
        return "<!DOCTYPE html>\n" + Markup.render(page) + "\n";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.text;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Page;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Resources;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The project's page on measures, {@code docs/measures.md}, as a page beside the report, so that
 * every figure can be looked up without a network.
 */
final class MeasuresPage {
    private static final String FILE = "measures.html";

    private static final String SOURCE = "measures.md";

    private MeasuresPage() {}

    /**
     * The text as HTML; it comes from this jar alone and is trusted.
     *
     * @param deeper by how many levels its headings are lowered
     */
    private static String content(int deeper) throws IOException {
        String markdown = new String(Resources.read(SOURCE), StandardCharsets.UTF_8);
        List<TablesExtension> tables = List.of((TablesExtension) TablesExtension.create());
        Node document = Parser.builder().extensions(tables).build().parse(markdown);
        document.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Heading heading) {
                        heading.setLevel(Math.min(6, heading.getLevel() + deeper));
                    }
                });
        String content =
                HtmlRenderer.builder()
                        .extensions(tables)
                        .attributeProviderFactory(
                                context ->
                                        (node, tag, attributes) -> {
                                            if (tag.equals("th")) {
                                                attributes.put("scope", "col");
                                            }
                                        })
                        .build()
                        .render(document);
        return scrolling(content);
    }

    /** Tables that scroll by themselves where the screen is narrow, with keys as well. */
    private static String scrolling(String content) {
        Matcher table = Pattern.compile("<table>").matcher(content);
        int[] number = {0};
        return table.replaceAll(
                        any ->
                                "<div class=\"sideways\" tabindex=\"0\" role=\"region\""
                                        + " aria-label=\"Measures, table "
                                        + ++number[0]
                                        + "\"><table>")
                .replace("</table>", "</table></div>");
    }

    /** Leads to the page, or has it inside where the report stands alone. */
    static DomContent beside(PageFiles files) throws IOException {
        String page =
                Page.beside(
                        "Measures",
                        p(a("Back to the report").withHref("index.html")),
                        prose(0),
                        "Part of InitTrace.");
        Optional<String> link = files.put(FILE, page.getBytes(StandardCharsets.UTF_8));
        return link.isPresent()
                ? p(
                        a("Every measure").withHref(link.get()),
                        text(" with its formula, its source and how to read it."))
                : Markup.folded(
                                "Every measure with its formula, its source and how to read it",
                                prose(2))
                        .withClass("measures");
    }

    private static DomContent prose(int deeper) throws IOException {
        return div(rawHtml(content(deeper))).withClass("prose");
    }
}

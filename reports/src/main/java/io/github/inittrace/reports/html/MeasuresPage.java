// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.body;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.link;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.title;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    static final String FILE = "measures.html";

    private static final String SOURCE = "measures.md";

    private MeasuresPage() {}

    /**
     * The text as HTML; it comes from this jar alone and is trusted.
     *
     * @param deeper by how many levels its headings are lowered
     */
    static String content(int deeper) throws IOException {
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
        return HtmlRenderer.builder().extensions(tables).build().render(document);
    }

    static byte[] bytes() throws IOException {
        String page =
                Markup.render(
                        html(Markup.lines(
                                        head(
                                                Markup.lines(
                                                        meta().withCharset("utf-8"),
                                                        meta().withName("viewport")
                                                                .withContent(
                                                                        "width=device-width,"
                                                                                + " initial-scale=1"),
                                                        title("Measures – InitTrace"),
                                                        link().withRel("stylesheet")
                                                                .withHref("report.css"))),
                                        body(main(rawHtml(content(0))).withClass("prose"))))
                                .withLang("en"));
        return ("<!DOCTYPE html>\n" + page + "\n").getBytes(StandardCharsets.UTF_8);
    }
}

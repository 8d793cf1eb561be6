// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.github.inittrace.text.Numbers;
import io.github.inittrace.text.SafeText;
import j2html.Config;
import j2html.rendering.FlatHtml;
import j2html.tags.DomContent;
import j2html.tags.specialized.TdTag;
import j2html.utils.EscapeUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pieces that the parts of the page share. */
final class Markup {
    private Markup() {}

    /** Elements each on a line of its own, so that two reports can be compared line by line. */
    static DomContent lines(List<? extends DomContent> elements) {
        return each(elements, element -> each(text("\n"), element));
    }

    /** Elements each on a line of its own. */
    static DomContent lines(DomContent... elements) {
        return lines(List.of(elements));
    }

    /** A cell with a number at four digits, all of them on hovering, or why there is none. */
    static TdTag number(@Nullable Double value, String why) {
        if (value == null || !Double.isFinite(value)) {
            return td(Numbers.undefined(why.replace(' ', '\u00a0'))).withClass("undefined");
        }
        String shown = Numbers.text(value);
        boolean complete = Double.parseDouble(shown) == value;
        return complete ? td(shown) : td(shown).withTitle(Numbers.exact(value));
    }

    /** A cell with a whole number. */
    static TdTag count(long value) {
        return td(Numbers.count(value));
    }

    /**
     * A table of numbers that scrolls in a container of its own where the screen is narrow.
     *
     * @param title what the table holds
     * @param heads the columns' names; the first is that of the rows' names
     * @param rows the rows, each a first cell and the others
     */
    static DomContent numbers(String title, List<String> heads, List<DomContent> rows) {
        return scrolling(title, heads, rows, "scroll");
    }

    /** A table of words, which start at the left of their columns; else as {@link #numbers}. */
    static DomContent words(String title, List<String> heads, List<DomContent> rows) {
        return scrolling(title, heads, rows, "scroll words");
    }

    private static DomContent scrolling(
            String title, List<String> heads, List<DomContent> rows, String style) {
        return div(table(
                        caption(title),
                        thead(tr(each(heads, head -> th(head).attr("scope", "col")))),
                        tbody(lines(rows))))
                .withClass(style)
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", title);
    }

    /** A row of such a table. */
    static DomContent row(String name, List<? extends DomContent> cells) {
        return tr(th(name).attr("scope", "row"), each(cells, cell -> cell));
    }

    /** The page as text; well-formed XML too, whatever characters names contain. */
    static String render(DomContent page) {
        Config config =
                Config.defaults()
                        .withEmptyTagsClosed(true)
                        .withTextEscaper(text -> EscapeUtil.escape(SafeText.forXml(text)));
        try {
            return page.render(FlatHtml.into(new StringBuilder(), config)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringBuilder throws none
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.github.inittrace.reports.check.PlainText;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.text.Numbers;
import j2html.Config;
import j2html.rendering.FlatHtml;
import j2html.tags.DomContent;
import j2html.tags.specialized.DetailsTag;
import j2html.tags.specialized.TdTag;
import j2html.utils.EscapeUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pieces that pages share: tables, their cells, what is folded, what goes side by side. */
public final class Markup {
    /** Longer tables are folded away. */
    private static final int LONGEST_OPEN = 25;

    private Markup() {}

    /** Elements each on a line of its own, so that two reports can be compared line by line. */
    public static DomContent lines(List<? extends DomContent> elements) {
        return each(elements, element -> each(text("\n"), element));
    }

    /** Elements each on a line of its own. */
    public static DomContent lines(DomContent... elements) {
        return lines(List.of(elements));
    }

    /** A cell with a number at four digits, all of them on hovering, or why there is none. */
    public static TdTag number(@Nullable Double value, String why) {
        if (value == null || !Double.isFinite(value)) {
            return td(Numbers.undefined(why.replace(' ', '\u00a0'))).withClass("undefined");
        }
        String shown = Numbers.text(value);
        boolean complete = Double.parseDouble(shown) == value;
        return complete ? td(shown) : td(shown).withTitle(Numbers.exact(value));
    }

    /**
     * A cell with mean ± standard deviation, and of how many runs if it is not of all.
     *
     * @param of what the runs have
     * @param runs how many runs there are
     */
    public static TdTag statistics(Statistics of, int runs) {
        if (of.count() == 0) {
            return number(null, "none finite");
        }
        String missing = of.count() < runs ? " (" + of.count() + " of " + runs + ")" : "";
        if (of.count() == 1) {
            return td(Numbers.text(of.mean()) + missing).withTitle(Numbers.exact(of.mean()));
        }
        return td(Numbers.text(of.mean()) + " ± " + Numbers.rough(of.deviation()) + missing)
                .withTitle(Numbers.exact(of.mean()) + " ± " + Numbers.exact(of.deviation()));
    }

    /** A cell with a whole number. */
    public static TdTag count(long value) {
        return td(Numbers.count(value));
    }

    /**
     * A table of numbers that scrolls in a container of its own where the screen is narrow.
     *
     * @param title what the table holds
     * @param heads the columns' names; the first is that of the rows' names
     * @param rows the rows, each a first cell and the others
     */
    public static DomContent numbers(String title, List<String> heads, List<DomContent> rows) {
        return scrolling(title, heads, rows, "scroll");
    }

    /** A table of words, which start at the left of their columns; else as {@link #numbers}. */
    public static DomContent words(String title, List<String> heads, List<DomContent> rows) {
        return scrolling(title, heads, rows, "scroll words");
    }

    /** A table of sentences, which are broken into lines. */
    public static DomContent sentences(String title, List<String> heads, List<DomContent> rows) {
        return scrolling(title, heads, rows, "scroll words sentences");
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
    public static DomContent row(String name, List<? extends DomContent> cells) {
        return tr(th(name).attr("scope", "row"), each(cells, cell -> cell));
    }

    /** A row that sums up the others, under a line. */
    public static DomContent total(String name, List<? extends DomContent> cells) {
        return tr(th(name).attr("scope", "row"), each(cells, cell -> cell)).withClass("total");
    }

    /** Something long that opens on request. */
    public static DetailsTag folded(String title, DomContent... content) {
        return details(summary(title), text("\n"), each(content));
    }

    /** A table that opens on request if it has many rows. */
    public static DomContent foldedIfLong(int rows, String title, DomContent table) {
        return rows <= LONGEST_OPEN ? table : folded(title + ", " + rows + " rows", table);
    }

    /** What people came for, which is open even if it is long: then it scrolls in a box. */
    public static DomContent boxedIfLong(int rows, String title, DomContent table) {
        return rows <= LONGEST_OPEN
                ? table
                : folded(title + ", " + rows + " rows", table).attr("open", "open");
    }

    /** Facts, each with its name, in a table without heads; such tables go side by side. */
    public static DomContent facts(String title, Map<String, String> facts) {
        List<DomContent> rows = new ArrayList<>();
        facts.forEach((key, value) -> rows.add(tr(th(key).attr("scope", "row"), td(value))));
        return table(caption(title), tbody(lines(rows)));
    }

    /** Tables of facts side by side. */
    public static DomContent factsBeside(List<DomContent> tables) {
        return div(lines(tables)).withClass("facts");
    }

    /** Terms and what they mean. */
    public static DomContent definitions(String[][] terms) {
        return dl(lines(Arrays.stream(terms).map(t -> each(dt(t[0]), dd(t[1]))).toList()))
                .withClass("glossary");
    }

    /** Wide charts, in rows of two or three. */
    public static DomContent pairs(List<? extends DomContent> figures) {
        return div(lines(figures)).withClass("columns");
    }

    /** Small charts and pictures, in rows of three or two. */
    public static DomContent multiples(List<? extends DomContent> figures) {
        return div(lines(figures)).withClass("multiples");
    }

    /** Pictures of one thing at many times, in a row as far as there is room. */
    public static DomContent strip(List<? extends DomContent> figures) {
        return div(lines(figures)).withClass("strip");
    }

    /** The page as text; well-formed XML too, whatever characters names contain. */
    public static String render(DomContent page) {
        Config config =
                Config.defaults()
                        .withEmptyTagsClosed(true)
                        .withTextEscaper(text -> EscapeUtil.escape(PlainText.inMarkup(text)));
        try {
            return page.render(FlatHtml.into(new StringBuilder(), config)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringBuilder throws none
        }
    }
}

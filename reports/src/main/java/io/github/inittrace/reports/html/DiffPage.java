// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.link;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.PairingNotes;
import io.github.inittrace.measure.Difference;
import io.github.inittrace.measure.PairMeasures;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page on the difference of two models: its head, and its parts in order. */
final class DiffPage {
    /** The file with all digits, beside the page. */
    static final String NUMBERS = "diff.json";

    private static final String[][] TERMS = {
        {"A, B", "the weights of the first and of the second model, place by place"},
        {"|A|, |B|, |B − A|", "Frobenius norms: the square root of the sum of squares"},
        {"rms", "|B − A| / √n, of n values"},
        {"largest", "the largest size of a difference, and the index where it is, from 0"},
        {"cosine", "A·B / (|A| |B|)"},
        {"sign flips", "share of values that are positive on one side and negative on the other"},
        {"unchanged", "share of values that are the same on both sides"},
        {
            "W₁",
            "the Wasserstein-1 distance of the two distributions of weights: how far weights have"
                    + " to be moved on average to make one of the other, whatever stands where"
        },
        {
            "KS",
            "the statistic of Kolmogorov and Smirnov: the largest difference between the two"
                    + " empirical distribution functions, from 0 to 1"
        },
        {"±", "how far the true value may lie off; without it, the value is exact"},
        {"variance", "m₂, the mean squared difference from the mean, divisor n"},
        {
            "a node in common",
            "a node of one operator that does the same with the same values, or else comes in one"
                    + " order along both graphs; its name does not matter. Names of values between"
                    + " nodes, texts about the model and attributes that say their default are no"
                    + " difference"
        },
        {
            "a node changed",
            "one in common whose attributes, constants or inputs are not the same; of many numbers,"
                    + " the ones that differ most are shown"
        },
        {"skewness, kurtosis", "m₃ / m₂^1.5 and m₄ / m₂²; 0 and 3 for a normal distribution"},
    };

    private final ModelDiff diff;
    private final DiffFigures figures;

    DiffPage(ModelDiff diff, DiffFigures figures) {
        this.diff = diff;
        this.figures = figures;
    }

    String markup() throws IOException {
        return PageFrame.markup(
                heading(),
                link().withRel("stylesheet").withHref(FolderAssets.STYLES),
                top(),
                parts(),
                p(text("Written by InitTrace. All digits: "), a(code(NUMBERS)).withHref(NUMBERS)));
    }

    private String heading() {
        if (diff.isNone()) {
            return "Two models without a difference";
        }
        if (diff.hasSameWeights() && !diff.tensors().isEmpty()) {
            return "Two models with the same weights"
                    + (diff.graph().isSeen() ? " but other graphs" : "");
        }
        return "How two models differ";
    }

    private List<DomContent> top() {
        List<DomContent> top = new ArrayList<>();
        top.add(h1(heading()));
        top.add(
                ul(
                        li(text("A: "), code(PairingNotes.model(diff.a()))),
                        li(text("B: "), code(PairingNotes.model(diff.b())))));
        PairMeasures total = diff.total();
        if (total != null) {
            top.add(div(Markup.lines(cards(total))).withClass("cards"));
        }
        return top;
    }

    private static List<DomContent> cards(PairMeasures total) {
        Difference difference = total.difference();
        List<DomContent> cards = new ArrayList<>();
        cards.add(card("values compared", Numbers.count(total.a().count()), "in floating point"));
        if (difference != null) {
            cards.add(card("|B − A|", number(difference.distance()), "the distance"));
            cards.add(
                    card("|B − A| / |A|", number(difference.relativeDistance()), "relative to A"));
            cards.add(card("cosine", number(difference.cosine()), "1 means the same direction"));
            cards.add(
                    card(
                            "sign flips",
                            percent(difference.signFlips(), difference.count()),
                            percent(difference.unchanged(), difference.count())
                                    + " of the values are unchanged"));
        }
        return cards;
    }

    private static String number(@Nullable Double value) {
        return value == null ? "–" : Numbers.text(value);
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "–" : Numbers.percent((double) part / whole);
    }

    private static DomContent card(String name, String figure, String remark) {
        return div(
                        span(name).withClass("name"),
                        span(figure).withClass("figure"),
                        span(remark).withClass("remark"))
                .withClass("card");
    }

    private List<DomContent> parts() {
        List<DomContent> parts = new ArrayList<>();
        if (!diff.tensors().isEmpty()) {
            parts.add(DiffTables.content(diff));
        }
        parts.add(DiffGraph.content(diff.graph()));
        List<String> notes = PairingNotes.of(diff);
        if (!notes.isEmpty()) {
            parts.add(
                    section(
                                    Markup.lines(
                                            h2("What was compared with what"),
                                            ul(
                                                    Markup.lines(
                                                            notes.stream()
                                                                    .map(note -> li(note))
                                                                    .toList()))))
                            .withId("pairs"));
        }
        if (!diff.tensors().isEmpty()) {
            parts.add(figures.content());
        }
        List<DomContent> terms = new ArrayList<>();
        for (String[] term : TERMS) {
            terms.add(each(dt(term[0]), dd(term[1])));
        }
        parts.add(
                section(
                                Markup.lines(
                                        h2("Definitions"),
                                        dl(Markup.lines(terms)).withClass("glossary")))
                        .withId("definitions"));
        return parts;
    }
}

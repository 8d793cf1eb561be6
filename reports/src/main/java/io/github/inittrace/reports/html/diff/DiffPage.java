// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.diff;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.PairingNotes;
import io.github.inittrace.measure.Difference;
import io.github.inittrace.measure.PairMeasures;
import io.github.inittrace.reports.html.kit.Card;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Page;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    private DiffPage() {}

    /** The page. Reads the tensors it draws once more. */
    static Page of(ModelDiff diff, PageFiles files) throws IOException {
        String heading = heading(diff);
        List<DomContent> introduction = new ArrayList<>();
        introduction.add(
                ul(
                        li(text("A: "), code(PairingNotes.model(diff.a()))),
                        li(text("B: "), code(PairingNotes.model(diff.b())))));
        PairMeasures total = diff.total();
        if (total != null) {
            introduction.add(Card.row(cards(total)));
        }
        List<Section> sections =
                List.of(
                        TensorsSection.of(diff),
                        GraphSection.of(diff),
                        pairs(PairingNotes.of(diff)),
                        new ValuesSection(diff, files).section(),
                        new Section(
                                "definitions", "Definitions", List.of(Markup.definitions(TERMS))));
        files.put(NUMBERS, (DiffJson.of(diff) + "\n").getBytes(StandardCharsets.UTF_8));
        return new Page(
                heading,
                heading,
                introduction,
                sections,
                p(text("Written by InitTrace. All digits: "), a(code(NUMBERS)).withHref(NUMBERS)));
    }

    private static Section pairs(List<String> notes) {
        DomContent list = ul(Markup.lines(notes.stream().map(note -> li(note)).toList()));
        return new Section(
                "pairs",
                "What was compared with what",
                notes.isEmpty() ? List.of() : List.of(list));
    }

    private static String heading(ModelDiff diff) {
        if (diff.isNone()) {
            return "Two models without a difference";
        }
        if (diff.hasSameWeights() && !diff.tensors().isEmpty()) {
            return "Two models with the same weights"
                    + (diff.graph().isSeen() ? " but other graphs" : "");
        }
        return "How two models differ";
    }

    private static List<Card> cards(PairMeasures total) {
        Difference difference = total.difference();
        List<Card> cards = new ArrayList<>();
        cards.add(
                new Card("values compared", Numbers.count(total.a().count()), "in floating point"));
        if (difference != null) {
            cards.add(new Card("|B − A|", number(difference.distance()), "the distance"));
            cards.add(
                    new Card(
                            "|B − A| / |A|",
                            number(difference.relativeDistance()),
                            "relative to A"));
            cards.add(
                    new Card("cosine", number(difference.cosine()), "1 means the same direction"));
            cards.add(
                    new Card(
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
}

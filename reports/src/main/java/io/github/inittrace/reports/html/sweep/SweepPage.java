// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.reports.html.kit.Card;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Page;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.SweepAxis;
import io.github.inittrace.sweep.SweepGroup;
import io.github.inittrace.sweep.SweepSummary;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The page on a sweep: its head, and its parts in order. */
final class SweepPage {
    private static final int MOST_REMARKS = 8;

    private static final String[][] DEFINITIONS = {
        {
            "group",
            "Runs that differ in nothing but the seed. ± is the sample standard deviation (divisor"
                    + " n − 1) over those that have a finite value."
        },
        {
            "relative distance",
            "|W − W₀| / |W₀| of a tensor, with Frobenius norms; W₀ is the start."
        },
        {
            "mean change",
            "The mean of |w − w₀| over the mean of |w₀|, each over all values of a matrix."
        },
        {
            "t_min",
            "The first recorded epoch with the lowest loss. Where that is the last one, the minimum"
                    + " may lie beyond: the run is censored."
        },
        {
            "t_div",
            "The first epoch with a loss that is not finite; else the first from which on the"
                    + " training loss stays within 2 % of its last value, if that is at least three"
                    + " times the minimum and holds for ten records more."
        },
        {
            "untrainable",
            "The minimum is behind, and the mean of the last 20 recorded training losses, and that of"
                    + " those among them behind the minimum, is at least twice the minimum; and all that"
                    + " comes after a loss that is not finite."
        },
        {
            "high, low",
            "Otherwise: high if the lowest training loss of the whole run is below L*, low if not."
        },
        {"learners", "Unstable: diverged. Strong: did not, and got below L*. Weak: neither."},
    };

    private final SweepSummary summary;
    private final StrongLoss strong;
    private final SweepLayout layout;
    private final Section maps;

    /**
     * A page.
     *
     * @throws IllegalArgumentException if an axis or a figure is chosen that there is not
     */
    SweepPage(SweepSummary summary, SweepChoices choices) {
        this.summary = summary;
        strong = StrongLoss.of(choices.strongLoss(), summary);
        maps = MapsSection.of(summary, choices);
        layout = SweepLayout.of(summary);
    }

    /** The page, and the files beside it. */
    Page page(PageFiles files) throws IOException {
        FigureCharts charts = new FigureCharts(layout);
        List<Section> sections =
                List.of(
                        FactsSection.of(summary),
                        LossesSection.atTheEnd(charts),
                        EventsSection.of(charts, strong.loss()),
                        PhaseSection.of(layout, strong),
                        LossesSection.lowest(charts),
                        EqualLossSection.of(charts),
                        RepeatabilitySection.of(charts),
                        RateSection.of(summary),
                        maps,
                        RunsSection.of(summary, files),
                        new Section(
                                "definitions",
                                "Definitions",
                                List.of(Markup.definitions(DEFINITIONS))));
        boolean beside = files.put(SweepJson.FILE, SweepJson.of(charts, strong.loss())).isPresent();
        return new Page(
                heading(),
                heading(),
                introduction(),
                sections,
                beside
                        ? p(
                                text("Written by InitTrace. All digits: "),
                                a(code(SweepJson.FILE)).withHref(SweepJson.FILE))
                        : p("Written by InitTrace."));
    }

    private String heading() {
        int runs = summary.sweep().runs().size();
        return "Sweep of " + Numbers.count(runs) + (runs == 1 ? " run" : " runs");
    }

    private List<DomContent> introduction() {
        List<DomContent> top = new ArrayList<>();
        String axes =
                summary.sweep().axes().stream()
                        .map(SweepAxis::name)
                        .collect(Collectors.joining(" × "));
        int groups = summary.groups().size();
        top.add(
                p((axes.isEmpty() ? "One run" : axes)
                                + (groups > 1 ? "; " + Numbers.count(groups) + " groups" : ""))
                        .withClass("subtitle"));
        List<String> remarks = remarks();
        if (!remarks.isEmpty()) {
            top.add(
                    div(ul(Markup.lines(remarks.stream().map(remark -> li(remark)).toList())))
                            .withClass("ending warning"));
        }
        top.add(Card.row(cards()));
        return top;
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        long failed = count(RunResult.State.FAILED);
        long planned = count(RunResult.State.PLANNED);
        if (failed > 0) {
            remarks.add(
                    (failed == 1 ? "one run" : Numbers.count(failed) + " runs")
                            + " failed; the page is about the others");
        }
        if (planned > 0) {
            remarks.add(
                    (planned == 1 ? "one run is" : Numbers.count(planned) + " runs are")
                            + " not finished; the page is about those that are");
        }
        List<String> unread = summary.unread();
        unread.stream().limit(MOST_REMARKS).forEach(remarks::add);
        if (unread.size() > MOST_REMARKS) {
            remarks.add(
                    unread.size() - MOST_REMARKS + " more finished runs could not be read either");
        }
        return remarks;
    }

    private long count(RunResult.State state) {
        return summary.sweep().runs().stream()
                .map(RecordedRun::state)
                .filter(state::equals)
                .count();
    }

    private List<Card> cards() {
        List<Card> cards = new ArrayList<>();
        int all = summary.sweep().runs().size();
        long finished = count(RunResult.State.FINISHED);
        cards.add(
                new Card(
                        "finished",
                        Numbers.count(finished) + " of " + Numbers.count(all),
                        count(RunResult.State.FAILED) == 0
                                ? "none failed"
                                : Numbers.count(count(RunResult.State.FAILED)) + " failed"));
        best(cards, "lowest test loss", SweepFigure.LOWEST_TEST_LOSS, 1);
        if (!SweepFigure.LOWEST_TEST_LOSS.isIn(summary)) {
            best(cards, "lowest training loss", SweepFigure.LOWEST_TRAINING_LOSS, 1);
        }
        best(cards, "highest test accuracy at the end", SweepFigure.TEST_ACCURACY, -1);
        best(cards, "nearest to its start", SweepFigure.MOVED, 1);
        best(cards, "farthest from its start", SweepFigure.MOVED, -1);
        long diverged =
                summary.runs().values().stream()
                        .filter(
                                run ->
                                        Double.isFinite(
                                                SweepFigure.T_DIVERGENCE.of().applyAsDouble(run)))
                        .count();
        if (!summary.runs().isEmpty()) {
            cards.add(
                    new Card(
                            "diverged",
                            Numbers.count(diverged) + " of " + Numbers.count(summary.runs().size()),
                            "by their training loss"));
        }
        return cards;
    }

    /** The group with the lowest mean, times a sign; no card if none has one. */
    private void best(List<Card> cards, String name, SweepFigure figure, int sign) {
        SweepGroup best = null;
        double lowest = Double.POSITIVE_INFINITY;
        for (SweepGroup group : summary.groups()) {
            List<RunSummary> runs = summary.of(group);
            Statistics of = figure.statistics(runs);
            if (of.count() > 0 && sign * of.mean() < lowest) {
                lowest = sign * of.mean();
                best = group;
            }
        }
        if (best != null) {
            double mean = sign * lowest;
            int runs = figure.statistics(summary.of(best)).count();
            cards.add(
                    new Card(
                            name,
                            figure == SweepFigure.TEST_ACCURACY
                                    ? Numbers.percent(mean)
                                    : Numbers.text(mean),
                            (best.label().isEmpty() ? "all" : best.label())
                                    + (runs > 1 ? ", mean of " + runs + " runs" : "")));
        }
    }
}

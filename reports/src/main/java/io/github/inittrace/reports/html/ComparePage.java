// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.li;
import static j2html.TagCreator.link;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.reports.compare.ComparedRun;
import io.github.inittrace.reports.compare.Comparison;
import io.github.inittrace.reports.compare.CurveStatistic;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page on many runs: its head, and its parts in order. */
final class ComparePage {
    private static final int MOST_REMARKS = 12;

    private final Comparison comparison;
    private final CompareLooks looks;
    private final Path folder;

    ComparePage(Comparison comparison, Path folder) {
        this.comparison = comparison;
        this.looks = new CompareLooks(comparison);
        this.folder = folder;
    }

    String markup() throws IOException {
        return PageFrame.markup(
                heading(),
                link().withRel("stylesheet").withHref(FolderAssets.STYLES),
                top(),
                parts(),
                p(
                        text("Written by InitTrace. All digits: "),
                        a(code(CompareJson.FILE)).withHref(CompareJson.FILE)));
    }

    private String heading() {
        int runs = comparison.runs().size();
        return Numbers.count(runs) + (runs == 1 ? " run" : " runs compared");
    }

    private List<DomContent> top() {
        List<DomContent> top = new ArrayList<>();
        top.add(h1(heading()));
        top.add(p(subtitle()).withClass("subtitle"));
        List<String> remarks = comparison.remarks();
        if (!remarks.isEmpty()) {
            int shown = remarks.size() <= MOST_REMARKS ? remarks.size() : MOST_REMARKS - 1;
            List<DomContent> items = new ArrayList<>();
            remarks.subList(0, shown).forEach(remark -> items.add(li(remark)));
            if (shown < remarks.size()) {
                items.add(li(remarks.size() - shown + " more are in " + CompareJson.FILE));
            }
            top.add(div(ul(Markup.lines(items))).withClass("ending warning"));
        }
        top.add(div(Markup.lines(cards())).withClass("cards"));
        top.add(
                nav(each(
                                CompareTables.parts(comparison),
                                part ->
                                        each(
                                                a(part.get(1)).withHref("#" + part.get(0)),
                                                text("\n"))))
                        .attr("aria-label", "Parts of this page"));
        return top;
    }

    private String subtitle() {
        RunRecord run = comparison.runs().get(0).curves().record();
        boolean oneTrainer = comparison.common().containsKey("trainer");
        return (oneTrainer ? RunText.trainer(run) : "Several trainers")
                + " on "
                + (comparison.hasOneData() ? data(run) : "several data sets, " + letters())
                + (comparison.hasGroups()
                        ? "; " + Numbers.count(comparison.lines().size()) + " configurations"
                        : "");
    }

    private String letters() {
        return comparison.dataSets().entrySet().stream()
                .map(set -> set.getKey() + ": " + data(set.getValue().curves().record()))
                .collect(Collectors.joining("; "));
    }

    private static String data(RunRecord run) {
        return RunText.dataName(run.training()).orElse("training data")
                + ", "
                + Numbers.count(run.training().examples())
                + " examples";
    }

    private List<DomContent> cards() {
        List<DomContent> cards = new ArrayList<>();
        CurveId loss = first(curve -> curve.kind() == CurveId.Kind.VALIDATION_LOSS);
        loss = loss == null ? first(curve -> curve.kind().isLoss()) : loss;
        CurveId accuracy = first(curve -> curve.kind() == CurveId.Kind.VALIDATION_ACCURACY);
        accuracy = accuracy == null ? first(curve -> curve.kind().isAccuracy()) : accuracy;
        if (loss != null && comparison.hasOneData()) {
            CurveStatistic lowest = new CurveStatistic(loss, CurveStatistic.Kind.BEST);
            card(cards, "lowest " + CurveStatistic.title(loss), lowest, 1, false);
        }
        if (accuracy != null && comparison.hasOneData()) {
            CurveStatistic highest = new CurveStatistic(accuracy, CurveStatistic.Kind.BEST);
            card(cards, "highest " + CurveStatistic.title(accuracy), highest, -1, true);
        }
        CurveId distance =
                first(c -> c.kind() == CurveId.Kind.RELATIVE_DISTANCE && c.of().equals("total"));
        if (distance != null) {
            CurveStatistic last = new CurveStatistic(distance, CurveStatistic.Kind.LAST);
            card(cards, "nearest to its start", last, 1, false);
            card(cards, "farthest from its start", last, -1, false);
        }
        long alarmed = count(run -> !run.curves().alarms().isEmpty());
        long completed = count(run -> run.ending().equals(EndReason.COMPLETED.word()));
        cards.add(
                card(
                        "runs with alarms",
                        alarmed + " of " + comparison.runs().size(),
                        completed + " completed"));
        return cards;
    }

    private long count(Predicate<ComparedRun> which) {
        return comparison.runs().stream().filter(which).count();
    }

    private @Nullable CurveId first(Predicate<CurveId> which) {
        return comparison.curves().stream().filter(which).findFirst().orElse(null);
    }

    /** The run with the lowest number, times a sign; no card if none has one. */
    private void card(
            List<DomContent> cards,
            String name,
            CurveStatistic measure,
            int sign,
            boolean percent) {
        comparison.runs().stream()
                .filter(run -> Double.isFinite(measure.of(run.curves())))
                .min(Comparator.comparingDouble(run -> sign * measure.of(run.curves())))
                .ifPresent(
                        run -> {
                            double value = measure.of(run.curves());
                            String shown = percent ? Numbers.percent(value) : Numbers.text(value);
                            cards.add(card(name, shown, run.label()));
                        });
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
        parts.add(new CompareCharts(comparison, looks).content());
        parts.addAll(new CompareTables(comparison, looks, folder).content());
        return parts;
    }
}

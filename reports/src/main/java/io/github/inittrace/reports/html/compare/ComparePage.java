// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.compare;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.reports.html.kit.Card;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Page;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.RunDescription;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.study.ComparedRun;
import io.github.inittrace.study.Comparison;
import io.github.inittrace.study.CurveStatistic;
import io.github.inittrace.study.Settings;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page on many runs: its head, and its parts in order. */
final class ComparePage {
    private static final int MOST_REMARKS = 12;

    private final Comparison comparison;
    private final GroupStyles styles;

    ComparePage(Comparison comparison) {
        this.comparison = comparison;
        styles = new GroupStyles(comparison);
    }

    /** The page, and the file beside it that has all digits. */
    Page page(PageFiles files) throws IOException {
        List<Section> sections =
                List.of(
                        new CurvesSection(comparison, styles).section(),
                        GroupsSection.of(comparison, styles),
                        RunsSection.of(comparison, styles, files),
                        new DifferencesSection(comparison, styles).section(),
                        matrices(),
                        common());
        files.put(CompareJson.FILE, CompareJson.of(comparison));
        return new Page(
                heading(),
                heading(),
                introduction(),
                sections,
                p(
                        text("Written by InitTrace. All digits: "),
                        a(code(CompareJson.FILE)).withHref(CompareJson.FILE)));
    }

    private Section matrices() {
        List<CurveStatistic> matrices = comparison.matrices();
        return new Section(
                "matrices",
                "How far each matrix moved",
                matrices.isEmpty()
                        ? List.of()
                        : List.of(
                                p("|W − W₀| / |W₀| of every weight matrix at the last epoch."),
                                Markup.foldedIfLong(
                                        comparison.runs().size(),
                                        "All runs",
                                        PerRunTable.of(
                                                comparison,
                                                styles,
                                                "Relative distance of each matrix",
                                                matrices,
                                                PerRunTable::value))));
    }

    private Section common() {
        Map<String, String> settings = new LinkedHashMap<>();
        comparison.common().forEach((name, value) -> settings.put(name, Settings.shown(value)));
        return new Section(
                "common",
                "What all have in common",
                List.of(Markup.factsBeside(List.of(Markup.facts("Settings", settings)))));
    }

    private String heading() {
        int runs = comparison.runs().size();
        return Numbers.count(runs) + (runs == 1 ? " run" : " runs compared");
    }

    private List<DomContent> introduction() {
        List<DomContent> top = new ArrayList<>();
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
        top.add(Card.row(cards()));
        return top;
    }

    private String subtitle() {
        RunRecord run = comparison.runs().get(0).curves().record();
        boolean oneTrainer = comparison.common().containsKey("trainer");
        return (oneTrainer ? RunDescription.trainer(run) : "Several trainers")
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
        return RunDescription.data(run.training());
    }

    private List<Card> cards() {
        List<Card> cards = new ArrayList<>();
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
        long unwatched = count(run -> !RunsSection.isWatched(run));
        cards.add(
                new Card(
                        "runs with alarms",
                        alarmed + " of " + comparison.runs().size(),
                        completed
                                + " completed"
                                + (unwatched == 0 ? "" : "; " + unwatched + " not watched")));
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
            List<Card> cards, String name, CurveStatistic measure, int sign, boolean percent) {
        comparison.runs().stream()
                .filter(run -> Double.isFinite(measure.of(run.curves())))
                .min(Comparator.comparingDouble(run -> sign * measure.of(run.curves())))
                .ifPresent(
                        run -> {
                            double value = measure.of(run.curves());
                            String shown = percent ? Numbers.percent(value) : Numbers.text(value);
                            cards.add(new Card(name, shown, run.label()));
                        });
    }
}

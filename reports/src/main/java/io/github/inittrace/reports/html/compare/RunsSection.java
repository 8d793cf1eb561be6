// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.compare;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.run.WatchedAlarms;
import io.github.inittrace.study.ComparedRun;
import io.github.inittrace.study.Comparison;
import io.github.inittrace.study.CurveStatistic;
import io.github.inittrace.study.RunGroup;
import io.github.inittrace.study.Settings;
import j2html.tags.DomContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every run: what differs, how it ended, its figures, and its report where there is one. */
final class RunsSection {
    private RunsSection() {}

    static Section of(Comparison comparison, GroupStyles styles, PageFiles files) {
        DomContent table = table(comparison, styles, files);
        return new Section(
                "runs",
                "Every run",
                List.of(Markup.boxedIfLong(comparison.runs().size(), "All runs", table)));
    }

    private static DomContent table(Comparison comparison, GroupStyles styles, PageFiles files) {
        Set<String> settings = new LinkedHashSet<>();
        comparison.runs().forEach(run -> settings.addAll(run.settings().keySet()));
        List<CurveStatistic> measures = comparison.measures();
        List<String> heads = new ArrayList<>(List.of("run"));
        heads.addAll(settings);
        heads.addAll(List.of("last epoch", "ending", "alarms"));
        measures.forEach(measure -> heads.add(measure.title()));
        List<DomContent> rows = new ArrayList<>();
        for (RunGroup line : comparison.lines()) {
            for (ComparedRun run : line.runs()) {
                List<DomContent> cells = new ArrayList<>();
                cells.add(name(styles.number(line) + " ", run, files));
                for (String name : settings) {
                    String value = run.settings().get(name);
                    cells.add(value == null ? td("–") : td(Settings.shown(value)));
                }
                cells.add(Markup.count(run.curves().lastEpoch()));
                cells.add(td(run.ending()));
                cells.add(td(alarms(run)));
                measures.forEach(measure -> cells.add(PerRunTable.value(run, measure)));
                rows.add(tr(each(cells, cell -> cell)));
            }
        }
        return Markup.numbers("Every run: what differs, how it ended, its figures", heads, rows);
    }

    private static DomContent name(String number, ComparedRun run, PageFiles files) {
        Path report = run.curves().path().resolve("report").resolve("index.html");
        Optional<String> link = files.link(report);
        return link.isEmpty()
                ? th(number + run.name()).attr("scope", "row")
                : th(text(number), a(run.name()).withHref(link.get())).attr("scope", "row");
    }

    /** Whether an alarm could be raised; older runs do not say, and were watched as a rule. */
    static boolean isWatched(ComparedRun run) {
        WatchedAlarms watched = run.curves().record().alarms();
        return watched == null || !watched.kinds().isEmpty();
    }

    private static String alarms(ComparedRun run) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Alarm alarm : run.curves().alarms()) {
            counts.merge(alarm.kind().id(), 1, Integer::sum);
        }
        return counts.isEmpty()
                ? isWatched(run) ? "none" : "not watched for"
                : counts.entrySet().stream()
                        .map(e -> e.getKey() + (e.getValue() > 1 ? " ×" + e.getValue() : ""))
                        .collect(Collectors.joining(", "));
    }
}

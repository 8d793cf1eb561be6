// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.dd;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.td;

import io.github.inittrace.measure.Alarm;
import io.github.inittrace.reports.chart.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The alarms of a run, with what each kind means. */
final class AlarmTable {
    private static final int MOST = 200;

    private final List<Alarm> alarms;
    private final boolean watched;

    AlarmTable(ReportInput input) {
        alarms = input.history().alarms();
        watched = input.history().last().alarms() != null;
    }

    DomContent content() {
        List<DomContent> parts = new ArrayList<>(List.of(h2("Alarms"), p(sentence())));
        if (!alarms.isEmpty()) {
            parts.add(dl(Markup.lines(meanings())).withClass("glossary"));
            parts.add(
                    Markup.numbers(
                            "Alarms by epoch",
                            List.of("epoch", "alarm", "severity", "tensor", "figures"),
                            alarms.stream().limit(MOST).map(AlarmTable::row).toList()));
        }
        return section(Markup.lines(parts)).withId("alarms");
    }

    private String sentence() {
        if (!watched) {
            return "This run was recorded without watching for alarms.";
        }
        return switch (alarms.size()) {
            case 0 -> "None was raised.";
            case 1 -> "One was raised.";
            default ->
                    alarms.size() <= MOST
                            ? Numbers.count(alarms.size()) + " were raised."
                            : Numbers.count(alarms.size())
                                    + " were raised; the first "
                                    + MOST
                                    + " are below, all are in epochs.jsonl.";
        };
    }

    private List<DomContent> meanings() {
        Map<String, Alarm> kinds = new LinkedHashMap<>();
        alarms.forEach(alarm -> kinds.putIfAbsent(alarm.kind().id(), alarm));
        return kinds.values().stream()
                .map(
                        alarm ->
                                (DomContent)
                                        each(
                                                dt(alarm.kind().id()),
                                                dd(alarm.meaning() + ". Try: " + alarm.advice())))
                .toList();
    }

    private static DomContent row(Alarm alarm) {
        String figures =
                alarm.figures().entrySet().stream()
                        .map(figure -> figure.getKey() + " " + Numbers.text(figure.getValue()))
                        .collect(Collectors.joining(", "));
        return Markup.row(
                String.valueOf(alarm.epoch()),
                List.of(
                        td(alarm.kind().id()),
                        td(alarm.severity().name().toLowerCase(Locale.ROOT)),
                        td(alarm.tensor()),
                        td(figures)));
    }
}

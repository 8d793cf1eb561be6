// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.a;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The alarms of a run: in plain words for the top of the page, and each in a table. */
final class AlarmsSection {
    private static final int MOST = 200;

    private final List<Alarm> alarms;
    private final boolean watched;

    AlarmsSection(ReportInput input) {
        alarms = input.history().alarms();
        watched = !input.named().watchedAlarms().isEmpty();
    }

    Section section() {
        List<DomContent> parts = new ArrayList<>(List.of(p(sentence())));
        if (!alarms.isEmpty()) {
            parts.add(
                    Markup.words(
                            "Alarms by epoch",
                            List.of("epoch", "alarm", "severity", "tensor", "figures"),
                            alarms.stream().limit(MOST).map(AlarmsSection::row).toList()));
        }
        return new Section("alarms", "Alarms", parts);
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

    /**
     * What each kind of alarm means and what to try, the gravest first.
     *
     * @param alarms the alarms of a run
     * @return a list; nothing if there is no alarm
     */
    static List<DomContent> plainWords(List<Alarm> alarms) {
        if (alarms.isEmpty()) {
            return List.of();
        }
        Map<String, List<Alarm>> kinds =
                alarms.stream()
                        .sorted(Comparator.comparing(Alarm::severity).reversed())
                        .collect(
                                Collectors.groupingBy(
                                        alarm -> alarm.kind().id(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        String[][] terms =
                kinds.values().stream().map(AlarmsSection::inWords).toArray(String[][]::new);
        boolean isOne = alarms.size() == 1;
        return List.of(
                Markup.definitions(terms),
                p(
                        text(isOne ? "See the " : "See all "),
                        a(isOne ? "alarm" : Numbers.count(alarms.size()) + " alarms")
                                .withHref("#alarms"),
                        text(isOne ? " with its figures." : " with their figures.")));
    }

    private static String[] inWords(List<Alarm> same) {
        Alarm alarm = same.get(0);
        return new String[] {
            alarm.severity().name().toLowerCase(Locale.ROOT) + ": " + alarm.kind().id(),
            where(same) + ": " + alarm.meaning() + ". Try: " + alarm.advice() + "."
        };
    }

    /** In which tensors and from when on, such as {@code hidden1.weight and 2 more, from epoch 3}. */
    private static String where(List<Alarm> same) {
        List<String> tensors = same.stream().map(Alarm::tensor).distinct().toList();
        int more = tensors.size() - 1;
        return tensors.get(0)
                + (more > 0 ? " and " + more + " more" : "")
                + (same.size() == 1 ? ", at epoch " : ", from epoch ")
                + same.get(0).epoch();
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

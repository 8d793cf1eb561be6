// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.study.Settings;
import io.github.inittrace.sweep.AxisScale;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.SweepAxis;
import io.github.inittrace.sweep.SweepSummary;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the sweep is: its axes, what all runs have in common, how finely they were recorded. */
final class FactsSection {
    private static final int MOST_VALUES = 12;
    private static final int MOST_MESSAGES = 50;

    /** What the definition of divergence needs behind it. */
    private static final int PLATEAU = 10;

    private FactsSection() {}

    static Section of(SweepSummary summary) {
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                Markup.factsBeside(
                        List.of(
                                Markup.facts("Axes", axes(summary)),
                                Markup.facts("What all runs have in common", common(summary)))));
        String remarks = remarks(summary);
        if (!remarks.isEmpty()) {
            parts.add(p(remarks));
        }
        Map<String, List<RecordedRun>> failures = failures(summary);
        if (!failures.isEmpty()) {
            parts.add(h3("Runs that failed"));
            parts.add(table(failures));
        }
        return new Section("facts", "The sweep", parts);
    }

    private static Map<String, String> axes(SweepSummary summary) {
        Map<String, String> axes = new LinkedHashMap<>();
        for (SweepAxis axis : summary.sweep().axes()) {
            AxisScale scale = AxisScale.of(axis, summary.sweep());
            List<String> values =
                    IntStream.range(0, scale.values().size())
                            .mapToObj(i -> axis.isSeed() ? scale.values().get(i) : scale.label(i))
                            .toList();
            boolean isShort = values.size() <= MOST_VALUES;
            String shown =
                    String.join(" · ", isShort ? values : values.subList(0, MOST_VALUES - 2))
                            + (isShort ? "" : " · … · " + values.get(values.size() - 1));
            axes.put(
                    axis.name(),
                    values.size() + (values.size() == 1 ? " value: " : " values: ") + shown);
        }
        if (axes.isEmpty()) {
            axes.put("none", "the plan is one run");
        }
        return axes;
    }

    static Map<String, String> common(SweepSummary summary) {
        List<RecordedRun> runs = summary.sweep().runs();
        Map<String, String> common = new LinkedHashMap<>(runs.get(0).run().settings());
        runs.forEach(run -> common.entrySet().retainAll(run.run().settings().entrySet()));
        common.replaceAll((name, value) -> Settings.shown(value));
        if (common.isEmpty()) {
            common.put("settings", "none that the plan names");
        }
        return common;
    }

    /** On what figures are, and how finely epochs were recorded, where a reader may err. */
    private static String remarks(SweepSummary summary) {
        int widest = 0;
        int most = 0;
        for (RunSummary run : summary.runs().values()) {
            most = Math.max(most, run.epochs().length);
            for (int i = 1; i < run.epochs().length; i++) {
                widest = Math.max(widest, run.epochs()[i] - run.epochs()[i - 1]);
            }
        }
        StringBuilder text = new StringBuilder();
        List<String> others =
                summary.runs().values().stream()
                        .filter(run -> run.test() != null)
                        .map(RunSummary::testSet)
                        .distinct()
                        .filter(set -> !set.equals("test"))
                        .toList();
        if (!others.isEmpty()) {
            text.append("Test figures are those on ")
                    .append(String.join(", ", others))
                    .append(", as there is no set called test. ");
        }
        if (widest > 1) {
            text.append("Losses were recorded up to ")
                    .append(widest)
                    .append(
                            " epochs apart: t_min and t_div are no finer, and the lowest loss is the"
                                    + " lowest of those recorded. A plan with record-every: 1 has"
                                    + " them of every epoch. ");
        }
        if (most > 0 && most <= PLATEAU + 1) {
            text.append("No run has more than ")
                    .append(most)
                    .append(
                            " records: a plateau takes 11 to be told, so that t_div is known only of"
                                    + " runs whose loss ceased to be finite. ");
        }
        return text.toString().strip();
    }

    static Map<String, List<RecordedRun>> failures(SweepSummary summary) {
        Map<String, List<RecordedRun>> failures = new LinkedHashMap<>();
        for (RecordedRun run : summary.sweep().runs()) {
            if (run.state() == RunResult.State.FAILED) {
                String message = run.message() == null ? "no message" : run.message();
                failures.computeIfAbsent(message, any -> new ArrayList<>()).add(run);
            }
        }
        return failures;
    }

    private static DomContent table(Map<String, List<RecordedRun>> failures) {
        List<DomContent> rows = new ArrayList<>();
        failures.forEach(
                (message, runs) -> {
                    if (rows.size() < MOST_MESSAGES) {
                        rows.add(
                                Markup.row(
                                        runs.get(0).run().name(),
                                        List.of(
                                                td(
                                                        runs.size() == 1
                                                                ? "–"
                                                                : runs.size() - 1 + " more"),
                                                td(message))));
                    }
                });
        String title =
                failures.size() > MOST_MESSAGES
                        ? "Failures, the first " + MOST_MESSAGES + " messages of " + failures.size()
                        : "Failures, each message once";
        return Markup.words(title, List.of("first run", "others", "message"), rows);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.section;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;

import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was trained, on what, by what: the tables that let somebody else repeat the run. */
final class Facts {
    private final ReportInput input;

    Facts(ReportInput input) {
        this.input = input;
    }

    DomContent content() {
        RunRecord run = input.run();
        List<DomContent> provenance = new ArrayList<>();
        for (DataRecord data : sets()) {
            if (!data.provenance().isEmpty()) {
                provenance.add(facts(data.name(), sorted(data.provenance())));
            }
        }
        List<DomContent> parts = new ArrayList<>();
        parts.add(h2("What was trained"));
        parts.add(
                div(Markup.lines(
                                facts("Run", run()),
                                facts("Data", data()),
                                facts("Configuration", configuration()),
                                facts("Environment", environment())))
                        .withClass("facts"));
        if (!provenance.isEmpty()) {
            parts.add(
                    details(
                            summary("Where the data came from, in full"),
                            div(Markup.lines(provenance)).withClass("facts")));
        }
        return section(Markup.lines(parts)).withId("facts");
    }

    private Map<String, String> run() {
        RunRecord run = input.run();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("run id", run.runId());
        facts.put("started", run.startedAt());
        facts.put("trainer", run.trainer());
        facts.put("layer sizes", RunText.architecture(run));
        long parameters = run.architecture().stream().mapToLong(TensorShape::count).sum();
        facts.put(
                "parameters",
                Numbers.count(parameters) + " in " + run.architecture().size() + " tensors");
        facts.put("inputs, outputs", run.features() + ", " + run.outputs());
        facts.put("epochs planned", Numbers.count(run.plannedEpochs()));
        facts.put("epochs recorded", Numbers.count(input.history().last().index()));
        if (run.ending() != null) {
            facts.put("ending", run.ending().reason().word());
            facts.put("wall time", Numbers.duration(run.ending().wallSeconds()));
        } else {
            facts.put("ending", "none recorded");
        }
        return facts;
    }

    private Map<String, String> data() {
        Map<String, String> facts = new LinkedHashMap<>();
        for (DataRecord data : sets()) {
            String name = RunText.dataName(data).map(file -> ", from " + file).orElse("");
            facts.put(data.name(), Numbers.count(data.examples()) + " examples" + name);
            sorted(data.provenance())
                    .forEach(
                            (key, value) -> {
                                if (RunText.isHash(key)) {
                                    facts.put(data.name() + ": " + key, value);
                                }
                            });
        }
        return facts;
    }

    private List<DataRecord> sets() {
        List<DataRecord> sets = new ArrayList<>();
        sets.add(input.run().training());
        sets.addAll(input.run().validation());
        return sets;
    }

    /** Without what is empty, and without Tribuo's second name for every class. */
    private Map<String, String> configuration() {
        Map<String, String> facts = sorted(input.run().configuration());
        facts.values().removeIf(String::isBlank);
        facts.keySet().removeIf(key -> key.endsWith("host-short-name"));
        return facts;
    }

    private Map<String, String> environment() {
        Comparator<Map.Entry<String, String>> kernelsFirst =
                Comparator.comparing(e -> !e.getKey().toLowerCase(Locale.ROOT).contains("kernel"));
        Map<String, String> facts = new LinkedHashMap<>();
        input.run().environment().entrySet().stream()
                .sorted(kernelsFirst.thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> facts.put(e.getKey(), e.getValue()));
        return facts;
    }

    private static Map<String, String> sorted(Map<String, String> facts) {
        return new TreeMap<>(facts);
    }

    private static DomContent facts(String title, Map<String, String> facts) {
        List<DomContent> rows = new ArrayList<>();
        facts.forEach((key, value) -> rows.add(tr(th(key).attr("scope", "row"), td(value))));
        return table(caption(title), tbody(Markup.lines(rows)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.RunDescription;
import io.github.inittrace.reports.html.kit.Section;
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
final class FactsSection {
    private final ReportInput input;

    FactsSection(ReportInput input) {
        this.input = input;
    }

    Section section() {
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                Markup.factsBeside(
                        List.of(
                                Markup.facts("Run", run()),
                                Markup.facts("Data", data()),
                                Markup.facts("Configuration", configuration()),
                                Markup.facts("Environment", environment()))));
        List<DomContent> provenance =
                sets().stream()
                        .filter(data -> !data.provenance().isEmpty())
                        .map(data -> Markup.facts(data.name(), sorted(data.provenance())))
                        .toList();
        if (!provenance.isEmpty()) {
            parts.add(
                    Markup.folded(
                            "Where the data came from, in full", Markup.factsBeside(provenance)));
        }
        return new Section("facts", "What was trained", parts);
    }

    private Map<String, String> run() {
        RunRecord run = input.run();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("run id", run.runId());
        facts.put("started", run.startedAt());
        facts.put("trainer", run.trainer());
        facts.put("layer sizes", RunDescription.architecture(run));
        long parameters = run.architecture().stream().mapToLong(TensorShape::count).sum();
        facts.put(
                "parameters",
                Numbers.count(parameters) + " in " + run.architecture().size() + " tensors");
        if (run.features() + run.outputs() > 0) {
            facts.put("inputs, outputs", run.features() + ", " + run.outputs());
        }
        facts.put("epochs planned", Numbers.count(run.plannedEpochs()));
        facts.put("last epoch", Numbers.count(input.history().last().index()));
        if (run.ending() != null) {
            facts.put("ending", run.ending().reason().word());
            facts.put(
                    run.training().hasFacts() ? "wall time" : "wall time of the import",
                    Numbers.duration(run.ending().wallSeconds()));
        } else {
            facts.put("ending", "none recorded");
        }
        return facts;
    }

    private Map<String, String> data() {
        Map<String, String> facts = new LinkedHashMap<>();
        for (DataRecord data : sets()) {
            String name = RunDescription.dataName(data).map(file -> ", from " + file).orElse("");
            facts.put(
                    data.name(),
                    data.hasFacts()
                            ? Numbers.count(data.examples()) + " examples" + name
                            : DataRecord.UNKNOWN);
            sorted(data.provenance())
                    .forEach(
                            (key, value) -> {
                                if (RunDescription.isHash(key)) {
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
}

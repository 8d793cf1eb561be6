// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;

import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.ClassificationRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.List;

/** The page of a report: its head, and its parts in order. */
final class ReportPage {
    /** A part of the page; without content it is neither shown nor linked to. */
    private record Part(String id, String name, List<DomContent> content) {
        Part(String id, String name, DomContent content) {
            this(id, name, List.of(content));
        }
    }

    private final ReportInput input;
    private final Assets assets;

    ReportPage(ReportInput input, Assets assets) {
        this.input = input;
        this.assets = assets;
    }

    String markup() throws IOException {
        List<Part> parts = parts().stream().filter(part -> !part.content().isEmpty()).toList();
        return PageFrame.markup(
                input.named().name() + ": " + heading(),
                assets.styles(),
                top(parts),
                parts.stream().flatMap(part -> part.content().stream()).toList(),
                p("Written by InitTrace from the run’s record."));
    }

    private List<Part> parts() throws IOException {
        AnalysisRecord analysis = input.analysis();
        ClassificationRecord classification = input.classification();
        return List.of(
                new Part("epochs", "Epoch by epoch", new EpochCharts(input).content()),
                new Part("alarms", "Alarms", new AlarmTable(input).content()),
                new Part("deviations", "How single weights moved", new Deviations(input).content()),
                new Part(
                        "conditional",
                        "Where weights went",
                        new ConditionalSection(input).content()),
                new Part("laws", "Start and end", new WeightLaws(input).content()),
                new Part("weights", "First layer", new WeightPictures(input, assets).content()),
                new Part("mark", "One matrix", new MarkedMatrix(input, assets).content()),
                new Part(
                        "other-weights",
                        "At other weights",
                        analysis == null
                                ? List.of()
                                : List.of(new WeightPathSection(analysis).content())),
                new Part(
                        "mistakes",
                        "What it takes for what",
                        classification == null
                                ? List.of()
                                : List.of(
                                        new Mistakes(
                                                        classification,
                                                        input.run().inputShape(),
                                                        assets)
                                                .content())),
                new Part("facts", "What was trained", new Facts(input).content()),
                new Part("tensors", "Every tensor", new TensorTables(input).content()),
                new Part("table", "Every epoch", new EpochTables(input, assets).content()),
                new Part("definitions", "Definitions", Glossary.content(assets)),
                new Part("check", "Check it yourself", new SelfCheck(input, assets).content()));
    }

    private List<DomContent> top(List<Part> parts) {
        RunRecord run = input.run();
        String data = RunText.dataName(run.training()).orElse("training data");
        return List.of(
                h1(heading()),
                p(
                                strong(input.named().name()),
                                text(
                                        ": "
                                                + RunText.trainer(run)
                                                + " on "
                                                + data
                                                + ", "
                                                + Numbers.count(run.training().examples())
                                                + " examples; started "
                                                + RunText.when(run.startedAt())))
                        .withClass("subtitle"),
                new VerdictSection(input).content(),
                nav(each(parts, part -> each(a(part.name()).withHref("#" + part.id()), text("\n"))))
                        .attr("aria-label", "Parts of this page"));
    }

    private String heading() {
        return "How far a " + RunText.architecture(input.run()) + " network moved";
    }
}

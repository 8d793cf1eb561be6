// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.link;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;
import static j2html.TagCreator.title;

import io.github.inittrace.reports.chart.Numbers;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.RunRecord;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page of a report: its head, and its parts in order. */
final class ReportPage {
    private static final String OTHER_WEIGHTS = "other-weights";

    private static final List<List<String>> PARTS =
            List.of(
                    List.of("epochs", "Epoch by epoch"),
                    List.of("alarms", "Alarms"),
                    List.of("deviations", "How single weights moved"),
                    List.of("weights", "First layer"),
                    List.of(OTHER_WEIGHTS, "At other weights"),
                    List.of("facts", "What was trained"),
                    List.of("tensors", "Every tensor"),
                    List.of("table", "Every epoch"),
                    List.of("definitions", "Definitions"),
                    List.of("check", "Check it yourself"));

    private final ReportInput input;
    private final WeightPictures pictures;
    private final Path folder;

    ReportPage(ReportInput input, WeightPictures pictures, Path folder) {
        this.input = input;
        this.pictures = pictures;
        this.folder = folder;
    }

    String markup() throws IOException {
        return "<!DOCTYPE html>\n" + Markup.render(page()) + "\n";
    }

    private DomContent page() throws IOException {
        return html(Markup.lines(
                        head(
                                Markup.lines(
                                        meta().withCharset("utf-8"),
                                        meta().withName("viewport")
                                                .withContent(
                                                        "width=device-width," + " initial-scale=1"),
                                        title(heading() + " – InitTrace"),
                                        link().withRel("stylesheet").withHref("report.css"))),
                        body(
                                Markup.lines(
                                        header(Markup.lines(top())),
                                        main(Markup.lines(parts())),
                                        footer(p("Written by InitTrace from the run’s record."))))))
                .withLang("en");
    }

    private List<DomContent> top() {
        RunRecord run = input.run();
        String data = RunText.dataName(run.training()).orElse("training data");
        return List.of(
                h1(heading()),
                p(RunText.trainer(run)
                                + " on "
                                + data
                                + ", "
                                + Numbers.count(run.training().examples())
                                + " examples; started "
                                + RunText.when(run.startedAt()))
                        .withClass("subtitle"),
                new Verdict(input).content(),
                nav(each(
                                PARTS.stream().filter(this::isShown).toList(),
                                part ->
                                        each(
                                                a(part.get(1)).withHref("#" + part.get(0)),
                                                text("\n"))))
                        .attr("aria-label", "Parts of this page"));
    }

    private boolean isShown(List<String> part) {
        return input.analysis() != null || !part.get(0).equals(OTHER_WEIGHTS);
    }

    private List<DomContent> parts() throws IOException {
        List<DomContent> parts = new ArrayList<>();
        parts.add(new EpochCharts(input).content());
        parts.add(new AlarmTable(input).content());
        parts.add(new Deviations(input).content());
        parts.add(pictures.content());
        parts.addAll(new MarkedMatrix(input, folder).content());
        AnalysisRecord analysis = input.analysis();
        if (analysis != null) {
            parts.add(new AtOtherWeights(analysis).content());
        }
        parts.add(new Facts(input).content());
        parts.add(new TensorTables(input).content());
        parts.add(new EpochTables(input).content());
        parts.add(Glossary.content());
        parts.add(new SelfCheck(input, folder).content());
        return parts;
    }

    private String heading() {
        return "How far a " + RunText.architecture(input.run()) + " network moved";
    }
}

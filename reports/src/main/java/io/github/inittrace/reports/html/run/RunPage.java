// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.p;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;

import io.github.inittrace.reports.html.kit.Page;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.RunDescription;
import io.github.inittrace.run.RunRecord;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The page on a run: its introduction, and its sections in order. */
final class RunPage {
    private RunPage() {}

    /**
     * The page.
     *
     * @param input what to show
     * @param runFolder where the run's files are, as far as there are any
     * @param renewedAfter after how many seconds the page of a training that goes on is asked for
     *     again; 0 for a page that stays
     * @param files takes the pictures
     */
    static Page of(ReportInput input, Path runFolder, int renewedAfter, PageFiles files)
            throws IOException {
        String heading = "How far a " + RunDescription.architecture(input.run()) + " network moved";
        return new Page(
                input.named().name() + ": " + heading,
                heading,
                introduction(input, renewedAfter),
                List.of(
                        new EpochChartsSection(input).section(),
                        new AlarmsSection(input).section(),
                        new DeviationsSection(input).section(),
                        new ConditionalSection(input).section(),
                        new WeightDistributionsSection(input).section(),
                        new FirstLayerSection(input, files).section(),
                        new MarkedMatrixSection(input, runFolder, files).section(),
                        WeightPathSection.of(input.analysis()),
                        MistakesSection.of(input, files),
                        new FactsSection(input).section(),
                        new TensorTablesSection(input).section(),
                        new EpochTablesSection(input, runFolder, files).section(),
                        DefinitionsSection.section(files),
                        new SelfCheckSection(input, runFolder, files).section()),
                p("Written by InitTrace from the run’s record."),
                renewedAfter);
    }

    private static List<DomContent> introduction(ReportInput input, int renewedAfter) {
        DomContent verdict = new VerdictSection(input).content();
        if (renewedAfter == 0) {
            return List.of(subtitle(input), verdict);
        }
        DomContent goesOn =
                p("Training goes on. This page renews itself about every "
                                + renewedAfter
                                + " seconds, and is whole when training has ended.")
                        .withClass("subtitle");
        return List.of(subtitle(input), goesOn, verdict);
    }

    private static DomContent subtitle(ReportInput input) {
        RunRecord run = input.run();
        return p(
                        strong(input.named().name()),
                        text(
                                ": "
                                        + RunDescription.trainer(run)
                                        + " on "
                                        + RunDescription.data(run.training())
                                        + "; started "
                                        + RunDescription.when(run.startedAt())))
                .withClass("subtitle");
    }
}

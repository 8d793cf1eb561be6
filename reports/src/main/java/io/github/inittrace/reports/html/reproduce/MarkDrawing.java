// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;

import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.chart.StackedCharts;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.reproduce.MarkVerdicts;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A letter in a matrix at five epochs, above both losses with these epochs dotted: figure 1. */
final class MarkDrawing implements Drawing {
    static final MarkDrawing STABLE = new MarkDrawing(MarkVerdicts.STABLE);
    static final MarkDrawing UNSTABLE = new MarkDrawing(MarkVerdicts.UNSTABLE);

    private final MarkVerdicts mark;

    private MarkDrawing(MarkVerdicts mark) {
        this.mark = mark;
    }

    /** The first run; the others have the same in their own reports. */
    @Override
    public List<DomContent> of(Results results, PageFiles files) throws IOException {
        List<RecordedRun> runs = results.runs(mark.plan());
        if (runs.isEmpty()) {
            return List.of();
        }
        RunFolder run = results.folder(runs.get(0));
        int untrainable = MarkVerdicts.untrainable(run);
        List<EpochRecord> shown = mark.shown(run.history(), results.epochs(mark.plan()));
        List<DomContent> insets = new ArrayList<>();
        List<Path> pictures = pictures(run.path());
        for (int i = 0; i < shown.size(); i++) {
            EpochRecord record = shown.get(i);
            Optional<Path> picture =
                    pictures.stream()
                            .min(
                                    Comparator.comparing(
                                            file -> Math.abs(epoch(file) - record.index())));
            if (picture.isPresent()) {
                int epoch = epoch(picture.get());
                insets.add(
                        figure(
                                h3((i + 1) + ": epoch " + epoch),
                                files.picture(
                                        picture.get(),
                                        "The matrix between the hidden layers at epoch " + epoch),
                                figcaption(
                                        "visibility "
                                                + Numbers.text(
                                                        MarkVerdicts.visibility(
                                                                untrainable, record),
                                                        "not finite"))));
            }
        }
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "The matrix between the hidden layers, all in the colours of the first: blue"
                                + " negative, white zero, orange positive. The letter has random"
                                + " weights, around it they start at zero; all are trained. "
                                + Numbers.count(untrainable)
                                + " units beside the letter start without a weight and are dead for"
                                + " good: visibility, from 1 to 0.5, is that among the others."));
        parts.add(Markup.strip(insets));
        parts.add(losses(run.history(), shown));
        parts.add(Markup.folded("The numbers behind these charts", table(untrainable, shown)));
        return parts;
    }

    private DomContent losses(TrainingHistory history, List<EpochRecord> shown) {
        Series training = LossSeries.training(history, LineStyle.of(0));
        Series test = LossSeries.test(history, LineStyle.of(1));
        StackedCharts charts =
                StackedCharts.of(mark.plan() + "-losses", "Both losses")
                        .describedAs(ChartFigure.inWords(List.of(training, test)))
                        .add(
                                LineChart.of("training", "Training loss")
                                        .axes("epoch", "training loss")
                                        .logWhenOver(1)
                                        .line(training))
                        .add(
                                LineChart.of("test", "Test loss")
                                        .axes("epoch", "test loss")
                                        .line(test));
        for (int i = 0; i < shown.size(); i++) {
            int epoch = shown.get(i).index();
            charts.line(epoch, i + 1, false, "epoch " + epoch);
        }
        return figure(
                        div(
                                h3(
                                        "Training loss on a logarithmic axis, test loss on a linear one"),
                                charts.drawing()),
                        div(figcaption("As published. The numbers are those of the pictures."))
                                .withClass("beside"))
                .withClass("course");
    }

    private static DomContent table(int untrainable, List<EpochRecord> shown) {
        List<DomContent> rows = new ArrayList<>();
        for (EpochRecord record : shown) {
            rows.add(
                    Markup.row(
                            String.valueOf(record.index()),
                            List.of(
                                    Markup.number(
                                            MarkVerdicts.visibility(untrainable, record),
                                            "not finite"),
                                    Markup.number(record.epochEndLoss(), "not finite"),
                                    Markup.number(MarkVerdicts.test(record), "not finite"))));
        }
        return Markup.numbers(
                "At the epochs of the pictures",
                List.of("epoch", "visibility", "training loss", "test loss"),
                rows);
    }

    private static List<Path> pictures(Path run) throws IOException {
        Path folder = run.resolve(RunFolder.PICTURES);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.getFileName().toString().matches("epoch-\\d+\\.png"))
                    .sorted()
                    .toList();
        }
    }

    private static int epoch(Path picture) {
        return Integer.parseInt(picture.getFileName().toString().replaceAll("\\D", ""));
    }
}

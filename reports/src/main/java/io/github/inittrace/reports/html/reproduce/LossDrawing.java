// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.reproduce.Curve;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.run.RunCurves;
import io.github.inittrace.sweep.RecordedRun;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A loss by epoch for four widths, one run each: figures 2a and 2b. */
final class LossDrawing implements Drawing {
    static final LossDrawing TRAINING =
            new LossDrawing(
                    "Training loss",
                    new CurveId(Kind.TRAINING_LOSS, ""),
                    "Here it is the loss of a fresh pass after each epoch; the published one is,"
                            + " presumably, the mean over the epoch.");
    static final LossDrawing TEST =
            new LossDrawing("Test loss", new CurveId(Kind.VALIDATION_LOSS, "test"), "");

    private static final List<Integer> PUBLISHED_WIDTHS = List.of(10, 150, 275, 500);

    private final String title;
    private final CurveId curve;
    private final String remark;

    private LossDrawing(String title, CurveId curve, String remark) {
        this.title = title;
        this.curve = curve;
        this.remark = remark;
    }

    @Override
    public List<DomContent> of(Results results, PageFiles files) throws IOException {
        List<Series> lines = new ArrayList<>();
        for (int width : PUBLISHED_WIDTHS) {
            List<RecordedRun> runs = results.runs("widths", "hidden", width + "," + width);
            if (!runs.isEmpty()) {
                RunCurves run = results.curves(runs.get(0));
                Curve losses = Curve.of(run, curve.kind(), curve.of());
                lines.add(Curves.line("width " + width, lines.size(), losses));
            }
        }
        if (lines.isEmpty()) {
            return List.of();
        }
        LineChart chart =
                LineChart.of("loss-" + curve.kind().ordinal(), title + " of one run of each width")
                        .axes("epoch", "mean loss per example")
                        .logWhenOver(1)
                        .describedAs(ChartFigure.inWords(lines));
        lines.forEach(chart::line);
        return List.of(
                Markup.pairs(
                        List.of(
                                ChartFigure.lines(
                                        chart,
                                        "As published: widths 10, 150, 275 and 500, the loss on a"
                                                + " logarithmic axis. "
                                                + remark))),
                Curves.table(title + " by epoch", "epoch", lines));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.LayerReset;
import io.github.inittrace.run.PathPoint;
import io.github.inittrace.run.ValidationRecord;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the initial and the trained weights tell together, where the run was asked for it. */
final class WeightPathSection {
    private static final String ALPHA = "α, at W₀ + α (W − W₀)";
    private static final String NO_LOSS = "not finite, or no probabilities";

    private final AnalysisRecord analysis;

    private WeightPathSection(AnalysisRecord analysis) {
        this.analysis = analysis;
    }

    /** The section; without content where nothing was asked for. */
    static Section of(@Nullable AnalysisRecord analysis) {
        return new Section(
                "other-weights",
                "At other weights",
                analysis == null ? List.of() : new WeightPathSection(analysis).content());
    }

    private List<DomContent> content() {
        List<DomContent> parts = new ArrayList<>();
        analysis.remarks().forEach(remark -> parts.add(p("Left out: " + remark + ".")));
        if (!analysis.path().isEmpty()) {
            path(parts);
        }
        if (!analysis.resets().isEmpty()) {
            resets(parts);
        }
        if (!analysis.spectra().isEmpty()) {
            new SpectraSubsection(analysis.spectra()).addTo(parts);
        }
        return parts;
    }

    private void path(List<DomContent> parts) {
        List<ValidationRecord> sets = analysis.path().get(0).evaluations();
        parts.add(h3("Along the straight line from the initial to the trained weights"));
        parts.add(
                p(
                        "Training does not walk this line. Where the loss falls all along it, nothing"
                                + " lies between start and end; a hump is a barrier. Evaluated on "
                                + sets.stream()
                                        .map(set -> set.name() + " (" + set.examples() + ")")
                                        .collect(Collectors.joining(", "))
                                + " examples."));
        parts.add(
                Markup.pairs(
                        List.of(
                                line(
                                        "path-loss",
                                        "Loss along the line",
                                        "mean loss per example",
                                        ValidationRecord::loss),
                                line(
                                        "path-accuracy",
                                        "Error rate along the line",
                                        EpochSeries.WRONG,
                                        set -> EpochSeries.wrong(set.accuracy())))));
        List<DomContent> rows = new ArrayList<>();
        for (PathPoint point : analysis.path()) {
            rows.add(Markup.row(Double.toString(point.alpha()), scores(point.evaluations())));
        }
        parts.add(
                Markup.folded(
                        "The numbers along the line",
                        Markup.numbers(
                                "Loss and accuracy along the line", heads("α", sets), rows)));
    }

    private DomContent line(
            String id,
            String title,
            String axis,
            Function<ValidationRecord, @Nullable Double> measure) {
        List<PathPoint> points = analysis.path();
        double[] x = points.stream().mapToDouble(PathPoint::alpha).toArray();
        List<Series> lines = new ArrayList<>();
        for (int set = 0; set < points.get(0).evaluations().size(); set++) {
            double[] y = new double[x.length];
            for (int i = 0; i < y.length; i++) {
                Double value = measure.apply(points.get(i).evaluations().get(set));
                y[i] = value == null ? Double.NaN : value;
            }
            String name = points.get(0).evaluations().get(set).name();
            lines.add(new Series(name, LineStyle.of(set), x, y));
        }
        LineChart chart =
                LineChart.of(id, title)
                        .describedAs(ChartFigure.inWords(lines, "α"))
                        .axes(ALPHA, axis)
                        .anyNumbers()
                        .logWhenOver(LineChart.DECADE)
                        .mark(0, "start")
                        .mark(1, "end");
        lines.forEach(chart::line);
        return ChartFigure.lines(chart, "0 is the untrained network, 1 the trained one.");
    }

    private void resets(List<DomContent> parts) {
        List<ValidationRecord> sets = analysis.resets().get(0).evaluations();
        parts.add(h3("With layers put back to their initial weights"));
        parts.add(
                p(
                        "The trained network with one layer or two, weights and biases, as they were"
                                + " before training. A layer that can be put back at no cost need not"
                                + " have been trained."));
        List<DomContent> rows = new ArrayList<>();
        for (LayerReset reset : analysis.resets()) {
            String name = reset.layers().isEmpty() ? "none" : String.join(" + ", reset.layers());
            rows.add(Markup.row(name, scores(reset.evaluations())));
        }
        parts.add(
                Markup.numbers(
                        "Loss and accuracy with layers put back", heads("put back", sets), rows));
        parts.add(pairs(sets.size() - 1, sets.get(sets.size() - 1).name()));
    }

    /** Single layers on the diagonal, pairs beside it. */
    private DomContent pairs(int set, String name) {
        List<String> layers =
                analysis.resets().stream()
                        .filter(reset -> reset.layers().size() == 1)
                        .map(reset -> reset.layers().get(0))
                        .toList();
        List<String> heads = new ArrayList<>(List.of("put back"));
        heads.addAll(layers);
        List<DomContent> rows = new ArrayList<>();
        for (String row : layers) {
            List<DomContent> cells = new ArrayList<>();
            for (String column : layers) {
                cells.add(
                        analysis.resets().stream()
                                .filter(
                                        reset ->
                                                Set.copyOf(reset.layers()).equals(set(row, column)))
                                .map(reset -> reset.evaluations().get(set).accuracy())
                                .map(accuracy -> Markup.number(accuracy, NO_LOSS))
                                .findFirst()
                                .orElse(td()));
            }
            rows.add(Markup.row(row, cells));
        }
        return Markup.numbers("Accuracy on " + name + " with each pair put back", heads, rows);
    }

    private static Set<String> set(String one, String other) {
        return one.equals(other) ? Set.of(one) : Set.of(one, other);
    }

    private static List<String> heads(String first, List<ValidationRecord> sets) {
        List<String> heads = new ArrayList<>(List.of(first));
        for (ValidationRecord set : sets) {
            heads.add(set.name() + " loss");
            heads.add(set.name() + " accuracy");
        }
        return heads;
    }

    private static List<DomContent> scores(List<ValidationRecord> sets) {
        List<DomContent> cells = new ArrayList<>();
        for (ValidationRecord set : sets) {
            cells.add(Markup.number(set.loss(), NO_LOSS));
            cells.add(Markup.number(set.accuracy(), NO_LOSS));
        }
        return cells;
    }
}

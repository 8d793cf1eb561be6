// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.p;

import io.github.inittrace.image.MatrixPicture;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.reports.html.kit.WeightsFigure;
import io.github.inittrace.reports.image.ColourRange;
import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.study.MissingValue;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long the mark in a matrix can be seen: the matrix at the start and at the end, in pictures
 * and numbers, and what pictures the run drew on the way. There is no such section where there is
 * neither a mark nor a picture.
 */
final class MarkedMatrixSection {
    private final ReportInput input;
    private final List<EpochRecord> epochs;
    private final Path runFolder;
    private final PageFiles files;

    MarkedMatrixSection(ReportInput input, Path runFolder, PageFiles files) {
        this.input = input;
        epochs = input.history().epochs();
        this.runFolder = runFolder;
        this.files = files;
    }

    /** Without content if there is nothing to show. */
    Section section() throws IOException {
        List<DomContent> parts = new ArrayList<>();
        List<MarkMeasures> marks = epochs.get(0).marks();
        for (int i = 0; marks != null && i < marks.size(); i++) {
            mark(parts, i, marks.get(i).name());
        }
        new RunPictures(epochs.get(0), runFolder, files).addTo(parts);
        boolean marked = marks != null && !marks.isEmpty();
        String heading = marked ? "The mark" : "A matrix over the epochs";
        return new Section("mark", "One matrix", heading, parts);
    }

    private void mark(List<DomContent> parts, int mark, String name) {
        parts.add(
                p(
                        "Part of "
                                + name
                                + " started at exactly zero. Visibility is the probability that a"
                                + " weight that did not is larger in size than one that did; the"
                                + " spread ratio is the standard deviation of those that did by that"
                                + " of the others. While the mark can be seen, they are near 1 and"
                                + " 0; where it is gone, near 0.5 and 1."));
        ends(parts, mark, name);
        parts.add(Markup.pairs(List.of(chart(mark))));
        parts.add(Markup.folded("The numbers behind this chart", table(mark, name)));
    }

    private DomContent chart(int mark) {
        EpochSeries series = new EpochSeries(input.history());
        List<Series> lines =
                List.of(
                        series.of("visibility", 0, of(mark, MarkMeasures::visibility)),
                        series.of("spread ratio", 1, of(mark, MarkMeasures::spreadRatio)));
        return ChartFigure.lines(
                series.chart("mark-" + mark, "How visible the mark is", lines)
                        .axes(EpochSeries.AXIS, "0 to 1")
                        .fromZero()
                        .upTo(1),
                "Gone where visibility is down to 0.5 and the spread ratio up to 1.");
    }

    /** A figure of one mark, by epoch. */
    private static Function<EpochRecord, @Nullable Double> of(
            int mark, Function<MarkMeasures, @Nullable Double> figure) {
        return epoch -> {
            List<MarkMeasures> marks = epoch.marks();
            return marks == null || mark >= marks.size() ? null : figure.apply(marks.get(mark));
        };
    }

    private DomContent table(int mark, String name) {
        List<DomContent> rows =
                EpochTablesSection.shown(input).stream()
                        .<DomContent>map(
                                epoch ->
                                        Markup.row(
                                                String.valueOf(epoch.index()),
                                                List.of(
                                                        Markup.number(
                                                                of(mark, MarkMeasures::visibility)
                                                                        .apply(epoch),
                                                                MissingValue.NOT_FINITE),
                                                        Markup.number(
                                                                of(mark, MarkMeasures::spreadRatio)
                                                                        .apply(epoch),
                                                                MissingValue.NOT_FINITE))))
                        .toList();
        return Markup.numbers(
                "The mark in " + name, List.of("epoch", "visibility", "spread ratio"), rows);
    }

    /** The whole matrix at the start, at the end, and what training added to it. */
    private void ends(List<DomContent> parts, int mark, String name) {
        Optional<WeightMatrix> initial = named(input.initialWeights(), name);
        if (initial.isEmpty()) {
            return;
        }
        WeightMatrix start = initial.get();
        double range = Arrays.stream(start.doubles()).map(Math::abs).reduce(0, Math::max);
        List<DomContent> figures = new ArrayList<>();
        figures.add(picture("At the start", "initial", mark, start, range));
        named(input.trainedWeights(), name)
                .filter(end -> end.rows() == start.rows() && end.columns() == start.columns())
                .ifPresent(
                        end -> {
                            figures.add(picture("At the end", "trained", mark, end, range));
                            WeightMatrix difference = end.minus(start);
                            figures.add(
                                    picture(
                                            "Difference, end − start",
                                            "difference",
                                            mark,
                                            difference,
                                            ColourRange.of(difference.doubles())));
                        });
        parts.add(
                p(
                        "All of "
                                + name
                                + ", a row an input, a column a unit. Blue is negative, white zero,"
                                + " orange positive. Start and end have the colours of the largest"
                                + " initial weight; the difference has its own, strongest beyond"
                                + " 99.5 % of its values."));
        parts.add(Markup.multiples(figures));
    }

    private DomContent picture(
            String title, String what, int mark, WeightMatrix matrix, double range) {
        double[] values = matrix.doubles();
        MatrixPicture picture = new MatrixPicture(matrix.rows(), matrix.columns(), range);
        return WeightsFigure.figure(
                title,
                files.picture(
                                "img/mark-" + mark + "-" + what + ".png",
                                picture.png(values),
                                "All weights of " + matrix.name() + ", " + what)
                        .attr("width", picture.width())
                        .attr("height", picture.height()),
                values,
                range);
    }

    private static Optional<WeightMatrix> named(List<WeightMatrix> matrices, String name) {
        return matrices.stream().filter(matrix -> matrix.name().equals(name)).findFirst();
    }
}

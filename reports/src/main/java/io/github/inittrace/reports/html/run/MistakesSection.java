// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.image.Png;
import io.github.inittrace.reports.chart.ConfusionChart;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.run.ClassificationRecord;
import io.github.inittrace.run.ClassificationRecord.Confusion;
import io.github.inittrace.run.ClassificationRecord.Mistake;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.study.NaturalOrder;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the trained classifier takes for what, class by class, and its worst mistakes. */
final class MistakesSection {
    /** With more classes a matrix is no longer readable. */
    private static final int MOST_CLASSES = 20;

    private static final int MOST_PAIRS = 30;

    private final ClassificationRecord record;
    private final List<Integer> order;
    private final @Nullable List<Integer> shape;
    private final PageFiles files;
    private final int[] ofClass;
    private final int[] taken;
    private final int[] right;

    MistakesSection(ClassificationRecord record, @Nullable List<Integer> shape, PageFiles files) {
        this.record = record;
        this.shape = shape;
        this.files = files;
        int classes = record.labels().size();
        order =
                IntStream.range(0, classes)
                        .boxed()
                        .sorted(Comparator.comparing(record.labels()::get, NaturalOrder.OF_NAMES))
                        .toList();
        ofClass = new int[classes];
        taken = new int[classes];
        right = new int[classes];
        for (Confusion cell : record.confusion()) {
            ofClass[cell.truth()] += cell.count();
            taken[cell.predicted()] += cell.count();
            if (cell.truth() == cell.predicted()) {
                right[cell.truth()] += cell.count();
            }
        }
    }

    /** The section; without content where the run left no such record. */
    static Section of(ReportInput input, PageFiles files) {
        ClassificationRecord record = input.classification();
        return new Section(
                "mistakes",
                "What it takes for what",
                record == null
                        ? List.of()
                        : new MistakesSection(record, input.run().inputShape(), files).content());
    }

    List<DomContent> content() {
        List<Confusion> mistakes =
                record.confusion().stream().filter(c -> c.truth() != c.predicted()).toList();
        int wrong = mistakes.stream().mapToInt(Confusion::count).sum();
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "Of "
                                + Numbers.count(record.examples())
                                + " examples of "
                                + record.set()
                                + ", the trained network takes "
                                + (wrong == 0
                                        ? "every one for what it is."
                                        : Numbers.count(wrong)
                                                + " for something else. Rows are the classes they"
                                                + " are of, columns those they are taken for.")));
        if (record.labels().size() <= MOST_CLASSES) {
            parts.add(matrix(wrong));
        }
        if (record.labels().size() > MOST_CLASSES && wrong > 0) {
            parts.add(pairs(mistakes));
        }
        parts.add(Markup.folded("Every class", classes()));
        if (record.labels().size() <= MOST_CLASSES) {
            parts.add(Markup.folded("The matrix as a table", table()));
        }
        if (!record.worst().isEmpty()) {
            parts.add(h3("The worst mistakes"));
            parts.add(
                    p(
                            "The misclassified examples that gave their own class the lowest score,"
                                    + " a probability where the model has such."));
            parts.add(worst());
        }
        return parts;
    }

    private List<String> labels() {
        return order.stream().map(this::label).toList();
    }

    /** In the order of the labels. */
    private int[][] counts() {
        int[][] counts = new int[order.size()][order.size()];
        record.confusion()
                .forEach(
                        cell ->
                                counts[order.indexOf(cell.truth())][
                                                order.indexOf(cell.predicted())] =
                                        cell.count());
        return counts;
    }

    private DomContent table() {
        int[][] counts = counts();
        List<String> labels = labels();
        List<String> heads = new ArrayList<>(List.of("class"));
        labels.forEach(label -> heads.add("taken for " + label));
        List<DomContent> rows = new ArrayList<>();
        for (int row = 0; row < counts.length; row++) {
            rows.add(
                    Markup.row(
                            labels.get(row),
                            Arrays.stream(counts[row]).mapToObj(Markup::count).toList()));
        }
        return Markup.numbers("What it takes for what, by class", heads, rows);
    }

    private DomContent matrix(int wrong) {
        return figure(
                        ConfusionChart.of(
                                "confusion",
                                "Confusion matrix of " + record.set(),
                                Numbers.count(record.examples() - wrong)
                                        + " on the diagonal, "
                                        + Numbers.count(wrong)
                                        + " beside it; the tables below have all counts.",
                                labels(),
                                counts()),
                        figcaption(
                                "Blue: right. Orange: mistakes, the darker the more. Every cell says"
                                        + " how many examples it stands for."))
                .withClass("confusion");
    }

    private DomContent pairs(List<Confusion> mistakes) {
        List<DomContent> rows =
                mistakes.stream()
                        .sorted(Comparator.comparingInt(Confusion::count).reversed())
                        .limit(MOST_PAIRS)
                        .map(
                                c ->
                                        (DomContent)
                                                Markup.row(
                                                        label(c.truth()),
                                                        List.of(
                                                                td(label(c.predicted())),
                                                                Markup.count(c.count()),
                                                                share(
                                                                        c.count(),
                                                                        ofClass[c.truth()]))))
                        .toList();
        return Markup.numbers(
                "Most frequent mistakes",
                List.of("class", "taken for", "examples", "share of the class"),
                rows);
    }

    private DomContent classes() {
        List<DomContent> rows = new ArrayList<>();
        for (int id : order) {
            rows.add(
                    Markup.row(
                            label(id),
                            List.of(
                                    Markup.count(ofClass[id]),
                                    Markup.count(right[id]),
                                    share(right[id], ofClass[id]),
                                    share(right[id], taken[id]),
                                    share(2 * right[id], ofClass[id] + taken[id]))));
        }
        return Markup.numbers(
                "Classes",
                List.of("class", "examples", "right", "recall", "precision", "F1"),
                rows);
    }

    private static DomContent share(int part, int whole) {
        return whole == 0
                ? Markup.number(null, "no example")
                : Markup.number((double) part / whole, MissingValue.NOT_FINITE);
    }

    private DomContent worst() {
        List<DomContent> figures = new ArrayList<>();
        for (int i = 0; i < record.worst().size(); i++) {
            Mistake mistake = record.worst().get(i);
            String caption =
                    label(mistake.truth())
                            + " taken for "
                            + label(mistake.predicted())
                            + "; "
                            + Numbers.text(mistake.truthScore())
                            + " against "
                            + Numbers.text(mistake.predictedScore())
                            + "; example "
                            + Numbers.count(mistake.index());
            byte[] picture = picture(mistake);
            figures.add(
                    picture == null
                            ? figure(figcaption(caption))
                            : figure(
                                    files.picture(
                                            "img/mistake-" + (i + 1) + ".png",
                                            picture,
                                            "Example "
                                                    + mistake.index()
                                                    + ", "
                                                    + label(mistake.truth())
                                                    + " taken for "
                                                    + label(mistake.predicted())),
                                    figcaption(caption)));
        }
        return div(Markup.lines(figures)).withClass("thumbnails");
    }

    /** The example in grey, dark on white as on paper; null if it is no picture. */
    private byte @Nullable [] picture(Mistake mistake) {
        List<Float> values = mistake.features();
        if (values == null
                || shape == null
                || shape.size() != 2
                || (long) shape.get(0) * shape.get(1) != values.size()) {
            return null;
        }
        double low = values.stream().mapToDouble(Float::doubleValue).min().orElse(0);
        double high = values.stream().mapToDouble(Float::doubleValue).max().orElse(0);
        double mean = values.stream().mapToDouble(Float::doubleValue).average().orElse(0);
        // What is written covers less than half of most pictures.
        boolean isLightOnDark = mean <= (low + high) / 2;
        int[] rgb =
                values.stream()
                        .mapToInt(
                                value -> {
                                    double share = high > low ? (value - low) / (high - low) : 0;
                                    double light = isLightOnDark ? 1 - share : share;
                                    return 0x010101 * (int) Math.round(255 * light);
                                })
                        .toArray();
        return Png.encode(shape.get(1), shape.get(0), rgb);
    }

    private String label(int id) {
        return id >= 0 && id < record.labels().size() ? record.labels().get(id) : "?";
    }
}

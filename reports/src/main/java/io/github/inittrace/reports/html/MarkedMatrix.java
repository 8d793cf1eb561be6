// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.img;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long the mark in a matrix can be seen, and the pictures of matrices that the run drew. There
 * is no such section where there is neither.
 */
final class MarkedMatrix {
    private static final int MOST_ROWS = 25;
    private static final int MOST_PICTURES = 6;

    private final List<EpochRecord> epochs;
    private final Assets assets;

    MarkedMatrix(ReportInput input, Assets assets) {
        epochs = input.history().epochs();
        this.assets = assets;
    }

    /** The section; none if there is nothing to show. */
    List<DomContent> content() throws IOException {
        List<DomContent> parts = new ArrayList<>();
        List<MarkMeasures> marks = epochs.get(0).marks();
        for (int i = 0; marks != null && i < marks.size(); i++) {
            parts.add(table(i));
        }
        List<DomContent> pictures = pictures();
        if (!pictures.isEmpty()) {
            parts.add(
                    p(
                            "Every picture has the colours of the first: blue is negative, white"
                                    + " zero, orange positive, strongest at the largest initial"
                                    + " weight. A row is an input, a column a unit."));
            parts.add(div(Markup.lines(pictures)).withClass("multiples"));
        }
        if (parts.isEmpty()) {
            return List.of();
        }
        parts.add(0, h2("A matrix over the epochs"));
        return List.of(section(Markup.lines(parts)).withId("mark"));
    }

    private DomContent table(int mark) {
        List<DomContent> rows = new ArrayList<>();
        String name = "";
        for (EpochRecord epoch : sample(epochs, MOST_ROWS)) {
            List<MarkMeasures> marks = epoch.marks();
            if (marks != null && mark < marks.size()) {
                MarkMeasures seen = marks.get(mark);
                name = seen.name();
                rows.add(
                        Markup.row(
                                String.valueOf(epoch.index()),
                                List.of(
                                        Markup.number(seen.visibility(), Reasons.NOT_FINITE),
                                        Markup.number(seen.spreadRatio(), Reasons.NOT_FINITE))));
            }
        }
        return Markup.numbers(
                "The mark in " + name + ": visibility goes from 1 to 0.5, spread ratio from 0 to 1",
                List.of("epoch", "visibility", "spread ratio"),
                rows);
    }

    private List<DomContent> pictures() throws IOException {
        Path folder = assets.runFolder().resolve(RunFolder.PICTURES);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<DomContent> figures = new ArrayList<>();
        for (Path matrix : list(folder).stream().filter(Files::isDirectory).toList()) {
            for (Path file : sample(list(matrix), MOST_PICTURES)) {
                String name = matrix.getFileName() + "/" + file.getFileName();
                String epoch = file.getFileName().toString().replaceAll("epoch-0*|\\.png", "");
                String what = matrix.getFileName() + ", epoch " + (epoch.isEmpty() ? "0" : epoch);
                figures.add(
                        figure(
                                img().withSrc(assets.runPicture(RunFolder.PICTURES + "/" + name))
                                        .withAlt("Weights of " + what)
                                        .withClass("pixels"),
                                figcaption(what)));
            }
        }
        return figures;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** The first, the last, and some at even distances. */
    private static <E> List<E> sample(List<E> all, int most) {
        LinkedHashSet<Integer> places = new LinkedHashSet<>();
        int shown = Math.min(all.size(), most);
        for (int i = 0; i < shown; i++) {
            places.add((int) Math.round((double) i * (all.size() - 1) / Math.max(1, shown - 1)));
        }
        return places.stream().map(all::get).toList();
    }
}

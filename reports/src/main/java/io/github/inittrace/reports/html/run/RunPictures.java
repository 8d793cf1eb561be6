// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;

import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.FolderFile;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.MissingValue;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pictures of matrices that a run drew on its way. */
final class RunPictures {
    private static final int MOST_PICTURES = 6;

    private final Set<String> atZero;
    private final Path runFolder;
    private final PageFiles files;

    /**
     * Those of a run.
     *
     * @param untrained its record of epoch 0
     * @param runFolder where they lie
     * @param files takes what a page shows
     */
    RunPictures(EpochRecord untrained, Path runFolder, PageFiles files) {
        atZero =
                untrained.tensors().stream()
                        .filter(MissingValue::startsAtZero)
                        .map(TensorMeasures::name)
                        .collect(Collectors.toSet());
        this.runFolder = runFolder;
        this.files = files;
    }

    /** Adds them; nothing where there are none. */
    void addTo(List<DomContent> parts) throws IOException {
        List<DomContent> strips = strips();
        if (!strips.isEmpty()) {
            parts.add(h3("Over the epochs"));
            parts.add(
                    p(
                            "Every picture has the colours of the first: blue is negative, white"
                                    + " zero, orange positive, strongest at the largest initial"
                                    + " weight. A row is an input, a column a unit."));
            parts.addAll(strips);
        }
    }

    /** A row of pictures for each matrix. */
    private List<DomContent> strips() throws IOException {
        Path folder = runFolder.resolve(RunFolder.PICTURES);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<DomContent> strips = new ArrayList<>();
        FolderFile.requireInside(runFolder, folder);
        for (Path matrix : list(folder).stream().filter(Files::isDirectory).toList()) {
            FolderFile.requireInside(runFolder, matrix);
            List<DomContent> figures = new ArrayList<>();
            for (Path file : sample(list(matrix), MOST_PICTURES)) {
                FolderFile.requireFile(runFolder, file);
                String epoch = file.getFileName().toString().replaceAll("epoch-0*|\\.png", "");
                String what = matrix.getFileName() + ", epoch " + (epoch.isEmpty() ? "0" : epoch);
                figures.add(figure(files.picture(file, "Weights of " + what), figcaption(what)));
            }
            if (figures.isEmpty()) {
                continue;
            }
            strips.add(Markup.strip(figures));
            String tensor = matrix.getFileName().toString();
            if (atZero.contains(tensor)) {
                strips.add(
                        p(
                                "All weights of "
                                        + tensor
                                        + " start at zero: there is no largest initial weight to"
                                        + " measure others by, and every picture is white."));
            }
        }
        return strips;
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

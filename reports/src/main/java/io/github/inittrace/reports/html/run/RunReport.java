// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import io.github.inittrace.files.Folders;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.reports.html.kit.PageOutput;
import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.BestRecord;
import io.github.inittrace.run.ClassificationRecord;
import io.github.inittrace.run.FolderFile;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.NamedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report of a run, whether it ended or was killed: {@code index.html}, {@code
 * report.css}, {@code measures.html}, pictures in {@code img}, and last {@code manifest.json}, the
 * hashes of these. Stateless.
 *
 * @see PageOutput
 */
public final class RunReport {
    /** The name of the report in one file, where it lies beside the other. */
    public static final String SINGLE = "report.html";

    private RunReport() {}

    /**
     * Writes the report into the run folder, replacing an older one. A network that cannot be read
     * costs the pictures, not the report.
     *
     * @param run the run to show
     * @param complaint told, in one sentence, what the report has to leave out
     * @return the page's file
     * @throws IOException if a file cannot be written
     */
    public static Path write(RunFolder run, Consumer<? super String> complaint) throws IOException {
        return write(run, null, null, complaint);
    }

    /**
     * Writes the report into the run folder as {@link #write(RunFolder, Consumer)}, with what only
     * some readers want.
     *
     * @param run the run to show
     * @param baseline a run to compare with at the top of the page; null for none
     * @param single also write one file that can be mailed, as in {@link #write(ReportInput, Path,
     *     Path)}; null for none
     * @param complaint told, in one sentence, what the report has to leave out
     * @return the page's file in the run folder
     * @throws IOException if a file cannot be written, or links in the run folder lead out of it
     */
    public static Path write(
            RunFolder run,
            @Nullable NamedRun baseline,
            @Nullable Path single,
            Consumer<? super String> complaint)
            throws IOException {
        ReportInput input = input(run, baseline, complaint);
        requireNoWayOut(run);
        return write(input, run.report(), single);
    }

    /**
     * Writes the report on a training that goes on, which a browser asks for again and again.
     *
     * @param run the run, whose folder has its records up to now
     * @param renewedAfter after how many seconds, at least 1
     * @return the page's file in the run folder
     * @throws IOException if a file cannot be written, or links in the run folder lead out of it
     */
    static Path writeSoFar(RunFolder run, int renewedAfter) throws IOException {
        ReportInput input = input(run, null, complaint -> {}); // what is missing may still come
        requireNoWayOut(run);
        return PageOutput.write(
                run.report(), files -> RunPage.of(input, run.path(), renewedAfter, files));
    }

    private static ReportInput input(
            RunFolder run, @Nullable NamedRun baseline, Consumer<? super String> complaint)
            throws IOException {
        return new ReportInput(
                NamedRun.of(run),
                matrices(run.initialModel(), complaint),
                matrices(run.trainedModel(), complaint),
                readable(run::analysis, Optional.<AnalysisRecord>empty(), complaint).orElse(null),
                readable(run::conditionals, List.of(), complaint),
                readable(run::classification, Optional.<ClassificationRecord>empty(), complaint)
                        .orElse(null),
                readable(run::best, Optional.<BestRecord>empty(), complaint).orElse(null),
                baseline);
    }

    /**
     * Writes the report, replacing an older one.
     *
     * @param input what to show
     * @param folder where to; created if missing. The page links to files of the run that lie beside
     *     it
     * @param single where the same report goes as one file that has everything inside: style sheet,
     *     pictures, the page on measures; in a folder that exists or in {@code folder}, where it is
     *     called {@value #SINGLE}. Null for none, which deletes an older one of that name
     * @return the page's file in the folder
     * @throws IOException if a file cannot be written
     */
    public static Path write(ReportInput input, Path folder, @Nullable Path single)
            throws IOException {
        Path runFolder = folder.toAbsolutePath().resolveSibling("");
        return PageOutput.write(folder, single, files -> RunPage.of(input, runFolder, 0, files));
    }

    /** A page written through a stranger's link would replace a file that is the user's. */
    private static void requireNoWayOut(RunFolder run) throws IOException {
        if (Files.exists(run.report(), LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : Folders.all(run.report())) {
                FolderFile.requireInside(run.path(), entry);
            }
        }
    }

    /** What a file of the run holds; where it cannot be read, a sentence and what to show instead. */
    private static <R> R readable(Read<R> read, R otherwise, Consumer<? super String> complaint) {
        try {
            return read.get();
        } catch (IOException e) {
            complaint.accept(e.getMessage() + "; the report leaves out what it would show of it");
            return otherwise;
        }
    }

    private interface Read<R> {
        R get() throws IOException;
    }

    private static List<WeightMatrix> matrices(
            Optional<Path> model, Consumer<? super String> complaint) {
        return model.isEmpty()
                ? List.of()
                : readable(() -> matrices(model.get()), List.of(), complaint);
    }

    private static List<WeightMatrix> matrices(Path model) throws IOException {
        return OnnxWeights.read(model).tensors().stream()
                .filter(tensor -> tensor.shape().size() == 2 && tensor.values().length > 0)
                .map(
                        tensor ->
                                new WeightMatrix(
                                        tensor.name(),
                                        tensor.shape().get(0),
                                        tensor.shape().get(1),
                                        tensor.values()))
                .toList();
    }
}

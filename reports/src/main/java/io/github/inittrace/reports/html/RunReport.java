// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.reports.check.NamedRun;
import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the report of a run folder, whether its run ended or was killed. Stateless. */
public final class RunReport {
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
        return write(run, null, complaint);
    }

    /**
     * As {@link #write(RunFolder, Consumer)}, with a comparison at the top of the page.
     *
     * @param run the run to show
     * @param baseline the run to compare with; null for none
     * @param complaint told, in one sentence, what the report has to leave out
     * @return the page's file
     * @throws IOException if a file cannot be written
     */
    public static Path write(
            RunFolder run, @Nullable NamedRun baseline, Consumer<? super String> complaint)
            throws IOException {
        ReportInput input =
                new ReportInput(
                        run.record(),
                        run.history(),
                        matrices(run.initialModel(), complaint),
                        matrices(run.trainedModel(), complaint),
                        analysis(run, complaint),
                        baseline);
        return HtmlReport.write(input, run.report());
    }

    private static @Nullable AnalysisRecord analysis(
            RunFolder run, Consumer<? super String> complaint) {
        try {
            return run.analysis().orElse(null);
        } catch (IOException e) {
            complaint.accept(e.getMessage() + "; the report leaves out what it would show of it");
            return null;
        }
    }

    private static List<WeightMatrix> matrices(
            Optional<Path> model, Consumer<? super String> complaint) {
        if (model.isEmpty()) {
            return List.of();
        }
        try {
            return OnnxWeights.read(model.get()).tensors().stream()
                    .filter(tensor -> tensor.shape().size() == 2 && tensor.values().length > 0)
                    .map(
                            tensor ->
                                    new WeightMatrix(
                                            tensor.name(),
                                            tensor.shape().get(0),
                                            tensor.shape().get(1),
                                            tensor.values()))
                    .toList();
        } catch (IOException e) {
            complaint.accept(e.getMessage() + "; the report leaves out what it would show of it");
            return List.of();
        }
    }
}

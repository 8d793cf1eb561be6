// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.reports.html.HtmlReport;
import io.github.inittrace.reports.html.ReportInput;
import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes the report of a run folder, whether its run ended or was killed. */
final class RunReport {
    private RunReport() {}

    /**
     * Writes it, and returns its page. A network that cannot be read costs the pictures, not the
     * report.
     */
    static Path write(RunFolder run) throws IOException {
        ReportInput input =
                new ReportInput(
                        run.record(),
                        run.history(),
                        matrices(run.initialModel()),
                        matrices(run.trainedModel()));
        return HtmlReport.write(input, run.report());
    }

    private static List<WeightMatrix> matrices(Optional<Path> model) {
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
            Failures.say(e.getMessage() + "; the report leaves out what it would show of it");
            return List.of();
        }
    }
}

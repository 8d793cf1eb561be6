// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.analysis.SingularValues;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.MatrixSpectra;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.Spectrum;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.verify.Finding.Topic;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Recomputes the singular values of an analysis. */
final class SpectraCheck {
    private final RunFolder run;
    private final boolean exact;
    private final Findings findings;

    SpectraCheck(RunFolder run, boolean exact, Findings findings) {
        this.run = run;
        this.exact = exact;
        this.findings = findings;
    }

    void run(double[][] initial, double[][] trained) throws IOException {
        AnalysisRecord analysis = run.analysis().orElse(null);
        if (analysis == null) {
            return;
        }
        List<TensorShape> shapes = run.record().architecture();
        List<String> names = shapes.stream().map(TensorShape::name).toList();
        for (MatrixSpectra spectra : analysis.spectra()) {
            int tensor = names.indexOf(spectra.tensor());
            if (tensor < 0 || shapes.get(tensor).shape().size() != 2) {
                findings.differs(
                        Topic.FIGURES,
                        RunFolder.ANALYSIS,
                        String.format(
                                Locale.ROOT,
                                "has singular values of '%s', which is no matrix of the model",
                                spectra.tensor()));
            } else {
                check(spectra, shapes.get(tensor).shape(), initial[tensor], trained[tensor]);
            }
        }
        findings.note(
                Topic.FIGURES,
                RunFolder.ANALYSIS,
                "resets and path take the data, so they were not checked");
    }

    private void check(MatrixSpectra recorded, List<Integer> shape, double[] start, double[] end) {
        double[] change = new double[end.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = end[i] - start[i];
        }
        // By Weyl, no singular value moves by more than the norm of what rounding adds.
        double rounded = exact ? 0 : 0x1.2p-24 * (norm(start) + norm(end));
        RecordComparison comparison =
                new RecordComparison(
                        (path, value) ->
                                !exact && path.endsWith("Rank")
                                        ? Double.POSITIVE_INFINITY
                                        : 1e-12 * Math.abs(value) + rounded);
        comparison.compare(
                "",
                recorded,
                new MatrixSpectra(
                        recorded.tensor(), of(start, shape), of(end, shape), of(change, shape)));
        String text = "singular values: " + comparison.summary();
        if (comparison.differences().isEmpty()) {
            findings.agrees(Topic.FIGURES, recorded.tensor(), text);
        } else {
            findings.differs(Topic.FIGURES, recorded.tensor(), text);
        }
    }

    private static Spectrum of(double[] matrix, List<Integer> shape) {
        return SingularValues.of(matrix, shape.get(0), shape.get(1));
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    }
}

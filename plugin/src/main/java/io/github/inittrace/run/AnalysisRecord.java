// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.text.SafeText;
import java.util.List;

/**
 * The content of {@code analysis.json}: what was found out at the end of a run from the initial and
 * the trained weights together.
 *
 * @param schema the version of the run folder's format, {@link RunFolder#SCHEMA}
 * @param resets the trained model, then each layer put back alone, then each pair of layers, all on
 *     the same sets; empty if the model cannot be evaluated at other weights
 * @param path the points of the straight line through both weights, by alpha, all on the same sets;
 *     empty as well then
 * @param spectra the singular values of each weight matrix
 * @param remarks what is missing and why, a sentence each
 */
public record AnalysisRecord(
        int schema,
        List<LayerReset> resets,
        List<PathPoint> path,
        List<MatrixSpectra> spectra,
        List<String> remarks) {
    public AnalysisRecord {
        resets = List.copyOf(resets);
        path = List.copyOf(path);
        spectra = List.copyOf(spectra);
        remarks = List.copyOf(remarks);
        requireSameSets(resets.stream().map(LayerReset::evaluations).toList());
        requireSameSets(path.stream().map(PathPoint::evaluations).toList());
    }

    /** Tables and curves have the sets of the first throughout. */
    private static void requireSameSets(List<List<ValidationRecord>> evaluations) {
        List<List<String>> names =
                evaluations.stream()
                        .map(sets -> sets.stream().map(ValidationRecord::name).toList())
                        .distinct()
                        .toList();
        if (names.size() > 1 || names.contains(List.of())) {
            throw new IllegalArgumentException(
                    "expected the same sets of examples in every evaluation, one or more, found "
                            + SafeText.of(names.toString()));
        }
    }
}

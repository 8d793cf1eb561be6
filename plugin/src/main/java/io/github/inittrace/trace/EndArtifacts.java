// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.ClassificationRecord;
import io.github.inittrace.run.SamplePredictions;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about the models once training had ended, each null where it was not asked for
 * or could not be had.
 */
record EndArtifacts(
        @Nullable AnalysisRecord analysis,
        @Nullable SamplePredictions samples,
        @Nullable ClassificationRecord classification) {
    /** Of a training that failed. */
    static final EndArtifacts NONE = new EndArtifacts(null, null, null);
}

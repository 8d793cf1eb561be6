// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.imported.WeightSeries;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.nio.file.Path;
import org.tribuo.classification.Label;

/** The pages' sample of an import. */
final class Import {
    private Import() {}

    static TracedRun<Label> of(Path weights, Path losses, Path folder) throws IOException {
        // sample: begin
        WeightSeries series = WeightSeries.matching(weights + "/epoch-{epoch}.onnx").losses(losses);

        TracedRun<Label> run = series.record(trace -> trace.runFolder(folder));
        // sample: end
        return run;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.nio.file.Path;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/** The pages' sample of a report without the command or the extension. */
final class Report {
    private Report() {}

    /** The report's page. */
    static Path of(Trainer<Label> trainer, Dataset<Label> trainSet, Dataset<Label> testSet)
            throws IOException {
        // sample: begin
        Path folder = Path.of("target", "inittrace", "digits");
        InitTrace.of(trainer)
                .runFolder(folder)
                .overwrite(true)
                .validateOn("test", testSet)
                .run(trainSet);
        Path page = RunReport.write(RunFolder.open(folder), System.err::println);
        // sample: end
        return page;
    }
}

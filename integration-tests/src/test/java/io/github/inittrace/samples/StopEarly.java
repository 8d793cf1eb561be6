// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.trace.EarlyStopping;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.nio.file.Path;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/** The page's sample of a run that ends when it gets no better, for Java. */
final class StopEarly {
    private StopEarly() {}

    /** Trains and returns the best model. */
    static Model<Label> of(
            Trainer<Label> trainer, Dataset<Label> trainSet, Dataset<Label> testSet, Path folder) {
        // sample: begin
        TracedRun<Label> run =
                InitTrace.of(trainer)
                        .validateOn("test", testSet)
                        .earlyStopping(
                                EarlyStopping.on("validation.test.loss")
                                        .patience(5)
                                        .restoreBest(true))
                        .runFolder(folder)
                        .run(trainSet);

        Model<Label> best = run.model(); // that of run.best().index(), not of the last epoch
        // sample: end
        return best;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.nio.file.Path;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

/** The pages' sample for Java. */
final class FirstRun {
    private FirstRun() {}

    /** Trains and returns the model before and after. */
    static List<Model<Label>> of(Dataset<Label> trainSet, Dataset<Label> testSet, Path folder) {
        // sample: begin
        Trainer<Label> trainer = new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.01), 5, 1L);

        InitTrace<Label> traced = InitTrace.of(trainer).validateOn("test", testSet).runFolder(folder);
        TracedRun<Label> run = traced.run(trainSet);

        for (EpochRecord epoch : run.history()) {
            System.out.println(epoch.index() + " " + epoch.epochEndLoss() + " " + epoch.total().distance());
        }
        Model<Label> before = run.initialModel();
        Model<Label> after = run.model();
        // sample: end
        return List.of(before, after);
    }
}

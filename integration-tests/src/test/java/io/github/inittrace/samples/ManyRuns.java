// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.job.Job;
import io.github.inittrace.job.JobAlarms;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.sweep.JobMaker;
import io.github.inittrace.sweep.LocalExecutor;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.Shard;
import io.github.inittrace.sweep.Sweep;
import io.github.inittrace.sweep.SweepPlan;
import io.github.inittrace.trace.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The pages' sample of a sweep, for Java. */
final class ManyRuns {
    private ManyRuns() {}

    /** Trains two widths with two seeds. */
    static List<RunResult> of(Path folder) throws IOException {
        // sample: begin
        JobMaker jobs =
                settings ->
                        Job.of(
                                MLPClassificationTrainer.builder()
                                        .hiddenLayers(Integer.parseInt(settings.get("width")))
                                        .seed(Long.parseLong(settings.get("seed")))
                                        .epochs(Integer.parseInt(settings.get("epochs")))
                                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                                        .build(),
                                DatasetLoader.of("digits"),
                                Recording.light(),
                                new JobAlarms());
        SweepPlan plan = SweepPlan.of(Map.of("epochs", "1")).vary("width", 4, 8).seeds(2);
        List<RunResult> results =
                Sweep.of(plan, jobs)
                        .execute(
                                folder,
                                Shard.WHOLE,
                                new LocalExecutor(2),
                                run -> System.out.println(run.run().name() + " " + run.state()));
        // sample: end
        return results;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.job.Job;
import io.github.inittrace.job.JobAlarms;
import io.github.inittrace.kernels.ThreadLimit;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.sweep.RunResult.State;
import io.github.inittrace.trace.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps where the system gives fewer threads than are asked for. */
class ThreadLimitTest {
    private static final SweepListener NOBODY = result -> {};
    private static final String OF_A_STACK =
            "cannot start a thread for each of the 3 networks of a stack: "
                    + ThreadLimit.MESSAGE
                    + "; take a smaller stack or fewer workers";

    @TempDir private Path temp;
    private Sweep sweep;

    /** Stacks of the seeds 1 to 3 and 4 to 6. */
    @BeforeEach
    void plan() throws IOException {
        Files.writeString(
                temp.resolve("table.csv"),
                "z,a,label\n1,2,x\n2,1,y\n3,5,x\n4,3,y\n5,9,x\n6,4,y\n7,1,x\n8,2,y\n");
        sweep = Sweep.of(SweepPlan.of(Map.of()).seeds(6), this::job);
    }

    private Job job(Map<String, String> settings) throws IOException {
        return Job.of(
                MLPClassificationTrainer.builder()
                        .hiddenLayers(3)
                        .epochs(2)
                        .stack(3)
                        .seed(Long.parseLong(settings.get("seed")))
                        .build(),
                DatasetLoader.of("csv").path(temp.resolve("table.csv")).response("label"),
                Recording.light(),
                new JobAlarms());
    }

    @Test
    void execute_tooFewThreadsForAStack_failsThoseWithoutOneAndTheRestGoesOn() throws IOException {
        List<RunResult> results =
                sweep.execute(
                        temp.resolve("out"),
                        Shard.WHOLE,
                        (units, trainings) -> {
                            try (ThreadLimit limit = ThreadLimit.of(1)) {
                                trainings.train(units.get(0), 1);
                            }
                            trainings.train(units.get(1), 1);
                        },
                        NOBODY);
        assertThat(results)
                .extracting(RunResult::state)
                .containsExactly(
                        State.FINISHED,
                        State.FAILED,
                        State.FAILED,
                        State.FINISHED,
                        State.FINISHED,
                        State.FINISHED);
        assertThat(results.get(2).message()).isEqualTo(OF_A_STACK);
    }

    @Test
    void train_elsewhereWithTooFewThreadsForAStack_saysWhyThoseWithoutOneFailed()
            throws IOException {
        Map<String, String> jobs = new LinkedHashMap<>();
        for (SweepRun run : sweep.runs().subList(0, 3)) {
            jobs.put(run.name(), sweep.job(run).toJson());
        }
        try (ThreadLimit limit = ThreadLimit.of(1)) {
            assertThat(
                            new UnitTrainer(original -> original)
                                    .train(jobs, temp::resolve, 1, run -> epoch -> {}))
                    .isEqualTo(Map.of("seed=2", OF_A_STACK, "seed=3", OF_A_STACK));
        }
    }

    @Test
    void execute_tooFewThreadsForAllWorkers_saysSoAndLeavesNone() throws Exception {
        List<String> trained = new ArrayList<>();
        LocalExecutor executor = new LocalExecutor(2);
        try (ThreadLimit limit = ThreadLimit.of(1)) {
            assertThatThrownBy(
                            () ->
                                    sweep.execute(
                                            temp.resolve("out"),
                                            Shard.WHOLE,
                                            executor,
                                            result -> trained.add(result.run().name())))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage(
                            "cannot start 2 workers: "
                                    + ThreadLimit.MESSAGE
                                    + "; take fewer workers");
        }
        assertThat(trained).isEmpty();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("inittrace-sweep")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}

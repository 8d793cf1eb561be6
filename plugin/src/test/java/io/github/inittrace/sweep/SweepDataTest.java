// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.job.Job;
import io.github.inittrace.job.JobAlarms;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.sweep.RunResult.State;
import io.github.inittrace.trace.Logs;
import io.github.inittrace.trace.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep over several data sets loads and when, and who watches it. */
class SweepDataTest {
    @TempDir private Path temp;

    private Sweep sweep() throws IOException {
        return Sweep.of(
                SweepPlan.of(Map.of()).vary("units", 3, 5).vary("data", "a", "b", "c"), this::job);
    }

    private Job job(Map<String, String> settings) throws IOException {
        return Job.of(
                MLPClassificationTrainer.builder()
                        .hiddenLayers(Integer.parseInt(settings.get("units")))
                        .epochs(2)
                        .build(),
                DatasetLoader.of("csv")
                        .path(temp.resolve(settings.get("data") + ".csv"))
                        .response("label"),
                Recording.light(),
                new JobAlarms());
    }

    private void tables(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(
                    temp.resolve(name + ".csv"),
                    "z,a,label\n1,2,x\n2,1,y\n3,5,x\n4,3,y\n5,9,x\n6,4,y\n7,1,x\n8,2,y\n");
        }
    }

    private List<RunResult> execute(Sweep sweep, SweepListener listener) throws IOException {
        return sweep.execute(temp.resolve("out"), Shard.WHOLE, new LocalExecutor(1), listener);
    }

    /** Writes down what it is told, and may fail when data are loaded. */
    private static final class Diary implements SweepListener {
        final List<String> entries = Collections.synchronizedList(new ArrayList<>());
        private final Runnable atLoading;

        Diary(Runnable atLoading) {
            this.atLoading = atLoading;
        }

        @Override
        public void onLoad(DatasetLoader loader) {
            entries.add("load");
            atLoading.run();
        }

        @Override
        public void onStart(int runs, int finished) {
            entries.add("start");
        }

        @Override
        public void onRun(RunResult result) {
            Map<String, String> settings = result.run().settings();
            entries.add(settings.get("data") + settings.get("units") + " " + result.state().word());
        }
    }

    @Test
    void execute_onSeveralSets_hasOneAfterTheOther() throws IOException {
        tables("a", "b", "c");
        Diary diary = new Diary(() -> {});
        execute(sweep(), diary);
        assertThat(diary.entries)
                .containsExactly(
                        "load",
                        "start",
                        "a5 finished",
                        "a3 finished",
                        "load",
                        "b5 finished",
                        "b3 finished",
                        "load",
                        "c5 finished",
                        "c3 finished");
    }

    @Test
    void execute_whereTheFirstSetIsMissing_failsItsRunsAndGoesByTheNext() throws IOException {
        tables("b", "c");
        Diary diary = new Diary(() -> {});
        execute(sweep(), diary);
        assertThat(diary.entries)
                .containsExactly(
                        "load",
                        "load",
                        "start",
                        "a5 failed",
                        "a3 failed",
                        "b5 finished",
                        "b3 finished",
                        "load",
                        "c5 finished",
                        "c3 finished");
    }

    @Test
    void execute_stoppedWhileASetIsLoaded_loadsNoOther() throws IOException {
        Sweep sweep = sweep(); // none of whose sets is there
        Diary diary = new Diary(() -> sweep.requestStop("enough"));
        assertThat(execute(sweep, diary)).allMatch(result -> result.state() == State.PLANNED);
        assertThat(diary.entries).containsExactly("load", "start");
    }

    @Test
    void execute_aSetThatDoesNotFitInMemory_failsItsRunsOnceItWasTried() throws IOException {
        tables("a", "b", "c");
        int[] loads = new int[1];
        Diary diary =
                new Diary(
                        () -> {
                            if (++loads[0] == 1) {
                                throw new OutOfMemoryError("made up");
                            }
                        });
        List<RunResult> results = execute(sweep(), diary);
        assertThat(diary.entries).filteredOn("load"::equals).hasSize(3);
        assertThat(results)
                .filteredOn(result -> result.state() == State.FAILED)
                .hasSize(2)
                .allSatisfy(
                        result -> {
                            assertThat(result.run().settings()).containsEntry("data", "a");
                            assertThat(result.message())
                                    .startsWith("the memory does not suffice (made up): ");
                        });
        assertThat(results).filteredOn(result -> result.state() == State.FINISHED).hasSize(4);
    }

    @Test
    void execute_aListenerThrowsAllTheTime_isLoggedAndTheSweepGoesOn() throws IOException {
        tables("a", "b", "c");
        SweepListener rude = new Rude();
        try (Logs logs = Logs.of(GuardedListener.class)) {
            assertThat(execute(sweep(), rude)).allMatch(run -> run.state() == State.FINISHED);
            for (String event : List.of("onLoad", "onStart", "onProgress", "onRun", "onEnd")) {
                assertThat(logs.messages())
                        .contains(
                                Rude.class.getName()
                                        + " threw in "
                                        + event
                                        + "; the sweep goes on");
            }
        }
    }

    /** Throws, whatever it is told. */
    private static final class Rude implements SweepListener {
        @Override
        public void onRun(RunResult result) {
            throw new IllegalStateException("rude");
        }

        @Override
        public void onProgress(double share) {
            throw new IllegalStateException("rude");
        }

        @Override
        public void onLoad(DatasetLoader loader) {
            throw new IllegalStateException("rude");
        }

        @Override
        public void onStart(int runs, int finished) {
            throw new IllegalStateException("rude");
        }

        @Override
        public void onEnd(List<RunResult> results) {
            throw new IllegalStateException("rude");
        }
    }

    @Test
    void estimate_ofSeveralSets_loadsEachOnce() throws IOException {
        tables("a", "b", "c");
        Diary diary = new Diary(() -> {});
        Sweep sweep = sweep();
        SweepEstimate estimate =
                SweepEstimate.of(sweep, sweep.runs(), 2, temp.resolve("scratch"), diary);
        assertThat(diary.entries).containsExactly("load", "load", "load");
        assertThat(estimate.seconds()).isPositive();
        assertThat(estimate.diskBytes()).isPositive();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import io.github.inittrace.files.Folders;
import io.github.inittrace.sweep.UnitTrainer;
import io.github.inittrace.text.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/**
 * A task: trains a unit on the local disk of an executor, with as many threads as {@code
 * spark.task.cpus}, and leaves its runs on shared storage for the driver to put in their places.
 */
final class TrainUnit implements Function<UnitWork, UnitEnd> {
    private static final long serialVersionUID = 1L;

    /** How often a run that is being trained may be copied to shared storage. */
    private static final String INTERVAL = "spark.inittrace.resumeIntervalSeconds";

    /** One of each for the process: they keep data for the units to come. */
    private static final DataCopies COPIES =
            new DataCopies(
                    data ->
                            data.get(
                                    SharedStorage.ofExecutor(),
                                    LocalDisk.newFolder("inittrace-data")));

    private static final UnitTrainer TRAINER = new UnitTrainer(COPIES);

    @Override
    public UnitEnd call(UnitWork work) throws IOException {
        if (!Version.current().equals(work.version())) {
            return allFailed(
                    work,
                    "executors must have the driver's version of InitTrace, "
                            + work.version()
                            + ", found "
                            + Version.current());
        }
        TaskContext task = TaskContext.get();
        SharedStorage storage = SharedStorage.ofExecutor();
        Duration interval = Duration.ofSeconds(SparkEnv.get().conf().getLong(INTERVAL, 30));
        if (!storage.isMarked(UnitWork.sign(work.scratch()))) {
            return allFailed(
                    work,
                    "expected to see the folder "
                            + work.scratch()
                            + " of the driver, found none; give an --out that all machines share");
        }
        COPIES.fetch(work.data());
        Path local = LocalDisk.newFolder("inittrace-unit");
        try {
            Map<String, ResumePoints> points = new LinkedHashMap<>();
            for (String run : work.jobs().keySet()) {
                ResumePoints kept =
                        new ResumePoints(
                                storage,
                                local.resolve(run),
                                work.points(run),
                                task::isInterrupted,
                                interval);
                kept.fetch();
                points.put(run, kept);
            }
            Map<String, String> failures =
                    TRAINER.train(
                            work.jobs(),
                            local::resolve,
                            task.cpus(),
                            run -> Objects.requireNonNull(points.get(run)));
            if (task.isInterrupted()) {
                return allFailed(work, "the task was cancelled"); // Spark asks nobody for it.
            }
            return new UnitEnd(
                    drafts(work, failures, storage, local, task.taskAttemptId()),
                    onThisHost(failures));
        } finally {
            Folders.delete(local);
        }
    }

    private static Map<String, String> drafts(
            UnitWork work,
            Map<String, String> failures,
            SharedStorage storage,
            Path local,
            long attempt)
            throws IOException {
        Map<String, String> drafts = new LinkedHashMap<>();
        for (String run : work.jobs().keySet()) {
            if (!failures.containsKey(run)) {
                String draft = work.draft(run, attempt);
                storage.upload(local.resolve(run), draft);
                drafts.put(run, draft);
            }
        }
        return drafts;
    }

    private static UnitEnd allFailed(UnitWork work, String sentence) {
        Map<String, String> failures = new LinkedHashMap<>();
        work.jobs().keySet().forEach(run -> failures.put(run, sentence));
        return new UnitEnd(Map.of(), onThisHost(failures));
    }

    private static Map<String, String> onThisHost(Map<String, String> failures) {
        String host = SparkEnv.get().blockManager().blockManagerId().host();
        Map<String, String> said = new LinkedHashMap<>();
        failures.forEach((run, sentence) -> said.put(run, "on " + host + ": " + sentence));
        return said;
    }
}

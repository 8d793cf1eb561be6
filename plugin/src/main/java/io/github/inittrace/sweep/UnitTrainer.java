// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.data.CopiedFiles;
import io.github.inittrace.job.Job;
import io.github.inittrace.lifecycle.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.tribuo.classification.Label;

/**
 * Trains units away from the process that has the sweep, for an {@link Executor} that sends them
 * elsewhere. Data that one needs are kept until one comes that needs others, so a process has one trainer. Safe for
 * several threads.
 */
public final class UnitTrainer {
    private final LoadedDataCache data;

    /** Of jobs that have ended, whose data the next unit may need. */
    private final List<JobFacts> ended = new ArrayList<>();

    /**
     * With no data yet.
     *
     * @param copies where the files of data sets are read that jobs name
     */
    public UnitTrainer(CopiedFiles copies) {
        data = new LoadedDataCache(loader -> loader.copies(copies), true);
    }

    /**
     * Trains the runs of a unit together. The run folders are those that the sweep would have written
     * itself, bit for bit but for times.
     *
     * @param jobs the jobs of all runs of a unit, by the runs' names
     * @param folders where each run's folder is to be. One that holds the run up to a resume point
     *     is gone on with; else it is replaced
     * @param threads how many threads it may train with; the result does not depend on it
     * @param listeners for each run who is told of its training, and may stop it
     * @return why runs failed, as sentences by the runs' names; empty if none did
     */
    public Map<String, String> train(
            Map<String, String> jobs,
            Function<String, Path> folders,
            int threads,
            Function<String, TrainingListener<Label>> listeners) {
        Map<String, String> failures = new ConcurrentHashMap<>();
        List<RunTraining> trainings = new ArrayList<>();
        jobs.forEach(
                (name, json) -> {
                    try {
                        Job job = Job.parse(json);
                        trainings.add(
                                new RunTraining(
                                        name,
                                        job,
                                        JobFacts.of(job),
                                        folders.apply(name),
                                        listeners.apply(name)));
                    } catch (IOException | RuntimeException e) {
                        failures.put(name, RunTraining.sentence(e));
                    }
                });
        List<JobFacts> facts = trainings.stream().map(RunTraining::facts).toList();
        keepDataOf(facts);
        Set<String> done = ConcurrentHashMap.newKeySet();
        try {
            if (!trainings.isEmpty()) {
                RunTraining.together(
                        trainings.stream()
                                .map(run -> train(run, threads, failures, done))
                                .toList());
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            // Such as a limit of threads, which not all networks of a stack could get.
            trainings.stream()
                    .map(RunTraining::name)
                    .filter(name -> !done.contains(name))
                    .forEach(name -> failures.put(name, RunTraining.sentence(e)));
        } finally {
            synchronized (ended) {
                ended.addAll(facts);
            }
        }
        return new TreeMap<>(failures);
    }

    private Runnable train(
            RunTraining training, int threads, Map<String, String> failures, Set<String> done) {
        return () -> {
            try {
                training.run(data, threads);
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                failures.put(training.name(), RunTraining.sentence(e));
            }
            done.add(training.name());
        };
    }

    /** Drops data that neither these jobs need nor others that are being trained. */
    private void keepDataOf(List<JobFacts> jobs) {
        synchronized (ended) {
            jobs.forEach(data::expect);
            ended.forEach(data::release);
            ended.clear();
        }
    }
}

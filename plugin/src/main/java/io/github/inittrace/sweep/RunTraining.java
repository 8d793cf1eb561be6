// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.job.Job;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.mlp.StackedTrainings;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.text.SafeText;
import io.github.inittrace.trace.FullHistoryException;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.NotResumableException;
import io.github.inittrace.trace.Resume;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/**
 * One training of a sweep into its run folder, on data that others share; from its last resume point
 * if it was begun before.
 *
 * @param name of the run
 * @param job what to train
 * @param facts what is known of that job
 * @param folder the run folder
 * @param listener is told of the training, and may stop it
 */
record RunTraining(
        String name, Job job, JobFacts facts, Path folder, TrainingListener<Label> listener) {

    /** Runs what each of several trainings does, those of one stack as one. */
    static void together(List<Runnable> trainings) {
        if (trainings.size() == 1) {
            trainings.get(0).run();
        } else {
            StackedTrainings.run(trainings);
        }
    }

    /**
     * Trains.
     *
     * @param data has the job's data, or loads them
     * @param threads how many it may use
     * @throws IOException if data cannot be loaded; one sentence
     */
    NamedRun run(LoadedDataCache data, int threads) throws IOException {
        LoadedDataCache.Layout laid = data.layout(job, facts);
        TracedRun<Label> traced = null;
        if (canGoOn()) {
            traced = resumed(trace(data, laid, threads), laid.train());
        }
        if (traced == null) {
            // Not by the trainer of before: each training of a trainer has other random numbers.
            traced = trace(data, laid, threads).run(laid.train());
        }
        return new NamedRun(name, traced.record(), traced.history());
    }

    private InitTrace<Label> trace(LoadedDataCache data, LoadedDataCache.Layout laid, int threads)
            throws IOException {
        return job.trace(data.of(facts, () -> job), laid.test(), threads)
                .runFolder(folder)
                .overwrite(true)
                .listener(listener);
    }

    /** The whole run, from where an earlier training left it; null if it cannot go on from there. */
    private static @Nullable TracedRun<Label> resumed(
            InitTrace<Label> trace, Dataset<Label> examples) {
        try {
            return Resume.of(trace).run(examples);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NotResumableException) {
                return null;
            }
            throw e;
        }
    }

    /**
     * Whether an earlier training left a resume point, and nothing that speaks against going on from
     * there.
     */
    private boolean canGoOn() {
        try {
            if (!Files.exists(folder.resolve(RunFolder.RECORD))) {
                return false;
            }
            RunFolder written = RunFolder.open(folder);
            return written.resumePoint().isPresent() && !hasStopped(written) && isWhole(written);
        } catch (IOException e) {
            return false; // What cannot be read is trained anew.
        }
    }

    /**
     * Whether an alarm or a figure has ended it: resumed, it would go on past that. Its process was
     * killed before the manifest was written, or the files are no longer those of then.
     */
    private static boolean hasStopped(RunFolder written) {
        Ending ending = written.record().ending();
        return ending != null && ending.endedByItself() && ending.reason() != EndReason.COMPLETED;
    }

    /** Whether its files are as a stop left them; a process that was killed has left no manifest. */
    private static boolean isWhole(RunFolder written) throws IOException {
        Optional<Manifest> manifest = written.manifest();
        return manifest.isEmpty() || manifest.get().differences(written.path()).isEmpty();
    }

    /** Why a run failed, as a sentence. */
    static String sentence(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return "the memory does not suffice ("
                    + e.getMessage()
                    + "): Java may use "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; give it more with -Xmx, or take fewer workers";
        }
        boolean isSentence =
                e instanceof IOException
                        || e instanceof UncheckedIOException
                        || e instanceof IllegalArgumentException
                        || e instanceof FullHistoryException;
        return SafeText.onOneLine(isSentence ? String.valueOf(e.getMessage()) : e.toString());
    }
}

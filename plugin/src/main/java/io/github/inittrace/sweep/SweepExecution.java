// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.job.Job;
import io.github.inittrace.mlp.StackedTrainings;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/** Trains the runs of a sweep that are left to do. */
final class SweepExecution {
    private final Sweep sweep;
    private final SweepFolder folder;
    private final StopSignal stop;
    private final SweepListener listener;
    private final LoadedDataCache data;

    /** About how much each run takes that was left at the start, by its name. */
    private final Map<String, Double> work = new HashMap<>();

    private double done;

    SweepExecution(Sweep sweep, SweepFolder folder, StopSignal stop, SweepListener listener) {
        this.sweep = sweep;
        this.folder = folder;
        this.stop = stop;
        this.listener = listener;
        data = new LoadedDataCache(listener::onLoad);
    }

    void run(Executor executor) {
        List<SweepRun> left = folder.left();
        int all = folder.results().size();
        try (data) {
            List<SweepUnit> heaviestFirst = heaviestFirst(left);
            listener.onStart(all, all - left.size());
            executor.execute(heaviestFirst, this::train);
        }
        listener.onEnd(List.copyOf(folder.results()));
    }

    /** What is long starts early, so that no worker is left alone with it at the end. */
    private List<SweepUnit> heaviestFirst(List<SweepRun> left) {
        for (SweepRun run : left) {
            try {
                JobFacts facts = sweep.facts(run);
                data.expect(facts);
                work.put(run.name(), facts.work(data.of(facts, () -> sweep.job(run))));
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                work.put(run.name(), 0.0); // It fails when it is its turn, and says why.
            }
        }
        return sweep.units(left).stream()
                .sorted(Comparator.comparing(unit -> -work(unit)))
                .toList();
    }

    private double work(SweepUnit unit) {
        return unit.runs().stream().mapToDouble(run -> work.getOrDefault(run.name(), 0.0)).sum();
    }

    private void train(SweepUnit unit, int threads) {
        if (unit.runs().size() == 1) {
            train(unit.runs().get(0), threads);
            return;
        }
        StackedTrainings.run(
                unit.runs().stream().map(run -> (Runnable) () -> train(run, threads)).toList());
    }

    private void train(SweepRun run, int threads) {
        if (stop.isRequested()) {
            return;
        }
        NamedRun recorded = null;
        RunResult result;
        try {
            JobFacts facts = sweep.facts(run);
            try {
                recorded = trained(run, sweep.job(run), facts, threads);
                result = RunResult.of(run, recorded);
            } finally {
                data.release(facts);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            result = RunResult.failed(run, sentence(e));
        }
        synchronized (this) {
            folder.add(result, recorded);
            if (result.state() != RunResult.State.PLANNED) {
                done += work.getOrDefault(run.name(), 0.0);
                double all = work.values().stream().mapToDouble(each -> each).sum();
                listener.onProgress(all > 0 ? Math.min(1, done / all) : 1);
                listener.onRun(result);
            }
        }
    }

    private NamedRun trained(SweepRun run, Job job, JobFacts facts, int threads)
            throws IOException {
        LoadedDataCache.Layout laid = data.layout(job, facts);
        TracedRun<Label> traced = null;
        if (hasResumePoint(folder.path(run))) {
            traced = resumed(trace(run, job, facts, laid, threads), laid.train());
        }
        if (traced == null) {
            // Not by the trainer of before: each training of a trainer has other random numbers.
            traced = trace(run, job, facts, laid, threads).run(laid.train());
        }
        return new NamedRun(run.name(), traced.record(), traced.history());
    }

    private InitTrace<Label> trace(
            SweepRun run, Job job, JobFacts facts, LoadedDataCache.Layout laid, int threads)
            throws IOException {
        return job.trace(data.of(facts, () -> job), laid.test(), threads)
                .runFolder(folder.path(run))
                .overwrite(true)
                .listener(stop.listener());
    }

    /** The whole run, from where an earlier sweep left it; null if it cannot go on from there. */
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

    private static boolean hasResumePoint(Path run) {
        try {
            return Files.exists(run.resolve(RunFolder.RECORD))
                    && RunFolder.open(run).resumePoint().isPresent();
        } catch (IOException e) {
            return false; // What cannot be read is trained anew.
        }
    }

    private static String sentence(Throwable e) {
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

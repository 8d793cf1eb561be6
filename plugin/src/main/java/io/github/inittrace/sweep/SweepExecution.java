// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.files.Folders;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.study.NamedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trains the runs of a sweep that are left to do. */
final class SweepExecution implements Executor.Trainings {
    private final Sweep sweep;
    private final SweepFolder folder;
    private final StopSignal stop;
    private final SweepListener listener;
    private final LoadedDataCache data;

    /** About how much each run takes that was left at the start, by its name. */
    private Map<String, Double> work = Map.of();

    /** The hashes of each data set's files, as the first run read them of those that were trained elsewhere or before. */
    private final Map<String, Map<String, String>> files = new HashMap<>();

    /** The names of runs that have ended. */
    private final Set<String> ended = new HashSet<>();

    private double done;

    SweepExecution(Sweep sweep, SweepFolder folder, StopSignal stop, SweepListener listener) {
        this.sweep = sweep;
        this.folder = folder;
        this.stop = stop;
        this.listener = new GuardedListener(listener);
        data = new LoadedDataCache(this.listener::onLoad, false);
    }

    void run(Executor executor) {
        List<SweepRun> left = folder.left();
        int all = folder.results().size();
        try (data) {
            UnitOrder order = UnitOrder.of(sweep, left, data, stop);
            work = order.work();
            listener.onStart(all, all - left.size());
            executor.execute(order.units(), this);
        }
        listener.onEnd(List.copyOf(folder.results()));
    }

    @Override
    public void train(SweepUnit unit, int threads) {
        try {
            RunTraining.together(
                    unit.runs().stream().map(run -> (Runnable) () -> train(run, threads)).toList());
        } catch (RuntimeException | OutOfMemoryError e) {
            // Such as a limit of threads, which not all networks of a stack could get.
            unit.runs().stream()
                    .filter(run -> !stop.isRequested() && !hasEnded(run))
                    .forEach(run -> add(RunResult.failed(run, RunTraining.sentence(e)), null));
        }
    }

    private synchronized boolean hasEnded(SweepRun run) {
        return ended.contains(run.name());
    }

    private void train(SweepRun run, int threads) {
        if (stop.isRequested()) {
            return;
        }
        NamedRun recorded = null;
        RunResult result;
        try {
            JobFacts facts = sweep.facts(run);
            RunTraining training =
                    new RunTraining(
                            run.name(), sweep.job(run), facts, folder(run), stop.listener());
            recorded = training.run(data, threads);
            result = RunResult.of(run, recorded);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            result = RunResult.failed(run, RunTraining.sentence(e));
        }
        add(result, recorded);
    }

    @Override
    public String job(SweepRun run) throws IOException {
        return sweep.job(run).toJson();
    }

    @Override
    public boolean isStopRequested() {
        return stop.isRequested();
    }

    @Override
    public Path folder(SweepRun run) {
        return folder.path(run);
    }

    @Override
    public boolean ended(SweepRun run, @Nullable String failure) {
        NamedRun recorded = failure == null ? this.folder.finished(run, folder(run)) : null;
        if (failure != null) {
            add(RunResult.failed(run, failure), null);
            return true;
        }
        if (recorded == null) {
            add(RunResult.planned(run), null);
            return true;
        }
        if (isOnOtherFiles(run, recorded.run())) {
            add(
                    RunResult.failed(
                            run,
                            "its data set was read from other files than that of runs before it;"
                                    + " every machine must have the same files"
                                    + removed(run)),
                    null);
            return false;
        }
        add(RunResult.of(run, recorded), recorded);
        return true;
    }

    /** Deletes the folder of a run that would count as finished the next time; says if it stays. */
    private String removed(SweepRun run) {
        try {
            Folders.delete(folder(run));
            return "";
        } catch (IOException e) {
            return "; its folder stays and is to be deleted: " + e.getMessage();
        }
    }

    /** Whether the hashes of its data's files are not those of a run before it on the same data. */
    private synchronized boolean isOnOtherFiles(SweepRun run, RunRecord recorded) {
        String data = sweep.facts(run).data();
        if (!files.containsKey(data)) {
            files.put(
                    data,
                    finishedBefore(data).map(SweepExecution::hashes).orElse(hashes(recorded)));
        }
        return !hashes(recorded).equals(files.get(data));
    }

    /** A run that an earlier sweep into this folder has finished on some data. */
    private Optional<RunRecord> finishedBefore(String data) {
        for (RunResult result : folder.results()) {
            if (result.state() == RunResult.State.FINISHED
                    && sweep.facts(result.run()).data().equals(data)) {
                try {
                    return Optional.of(RunFolder.record(folder(result.run())));
                } catch (IOException e) {
                    continue; // Others may tell.
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> hashes(RunRecord record) {
        Map<String, String> hashes = new TreeMap<>(record.training().provenance());
        hashes.keySet().removeIf(key -> !key.endsWith("-hash"));
        return hashes;
    }

    private void add(RunResult result, @Nullable NamedRun recorded) {
        data.release(sweep.facts(result.run()));
        synchronized (this) {
            folder.add(result, recorded);
            ended.add(result.run().name());
            if (result.state() != RunResult.State.PLANNED) {
                done += work.getOrDefault(result.run().name(), 0.0);
                double all = work.values().stream().mapToDouble(each -> each).sum();
                listener.onProgress(all > 0 ? Math.min(1, done / all) : 1);
                listener.onRun(result);
            }
        }
    }
}

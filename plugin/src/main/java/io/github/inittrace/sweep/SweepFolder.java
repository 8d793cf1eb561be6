// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.files.Folders;
import io.github.inittrace.job.Job;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.text.SafeText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a sweep: {@link PlanRecord} says which runs there are, {@value #RUNS} holds a run folder
 * for each that was started, and {@link SweepTables} sum up the finished ones. Safe for several
 * threads.
 */
final class SweepFolder implements Closeable {
    static final String RUNS = "runs";

    private static final Logger logger = Logger.getLogger(SweepFolder.class.getName());

    private final Path folder;
    private final String suffix;
    private final List<SweepRun> runs;
    private final SweepLock lock;
    private final Map<String, RunResult> results = new LinkedHashMap<>();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private SweepTables tables;

    /** Whether rows could not be written, so that the tables must be made again. */
    private boolean lacksRows;

    private SweepFolder(Path folder, Shard shard, List<SweepRun> runs, SweepLock lock)
            throws IOException {
        this.folder = folder;
        this.runs = runs;
        this.lock = lock;
        suffix = shard.isWhole() ? "" : "-" + shard.index() + "-of-" + shard.count();
        runs.forEach(run -> results.put(run.name(), RunResult.planned(run)));
        tables = collected(runs);
    }

    /**
     * Opens the folder for the runs of a shard, and looks what is finished.
     *
     * @param folder a folder that does not exist, is empty or has this sweep
     * @param sweep what the sweep is made of
     * @param runs which of its runs are to be done
     * @param shard which shard these are
     * @throws IOException if it holds anything else, is in use or cannot be written; one sentence
     */
    static SweepFolder open(Path folder, PlanRecord sweep, List<SweepRun> runs, Shard shard)
            throws IOException {
        PlanRecord.requireRoom(folder);
        Folders.create(folder.resolve(RUNS));
        SweepLock lock = SweepLock.of(folder, shard);
        try {
            sweep.writeOrRequire(folder);
            return new SweepFolder(folder, shard, runs, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Tables of what run folders hold.
     *
     * @param written the runs that may be finished; not those that are being trained now, which
     *     come to the tables later
     */
    private SweepTables collected(Collection<SweepRun> written) throws IOException {
        SweepTables collected = new SweepTables(folder, suffix, runs);
        try {
            for (SweepRun run : written) {
                NamedRun finished = finished(run, path(run));
                if (finished != null) {
                    results.put(run.name(), RunResult.of(run, finished));
                }
                RunResult result = results.getOrDefault(run.name(), RunResult.planned(run));
                if (result.state() != RunResult.State.PLANNED) {
                    collected.add(result, finished);
                }
            }
            collected.publish();
            collected.index(results.values());
            return collected;
        } catch (IOException e) {
            collected.close();
            throw e;
        }
    }

    /**
     * A run that has ended by itself and is as it was then; null if it is not. Where it says that it
     * has ended all the same, a warning says once why it does not count: without it nobody could tell
     * a run that is damaged from one that was not trained yet.
     *
     * @param run the run
     * @param path its folder, in this sweep's or another's
     */
    @Nullable NamedRun finished(SweepRun run, Path path) {
        if (!Files.exists(path.resolve(RunFolder.MANIFEST))) {
            return null;
        }
        try {
            Ending ending = RunFolder.record(path).ending();
            if (ending == null || !ending.endedByItself()) {
                return null;
            }
            RunFolder written = RunFolder.open(path);
            Optional<String> wrong = wrong(run, written);
            if (wrong.isEmpty()) {
                return NamedRun.of(written);
            }
            warn(path, wrong.get());
        } catch (IOException e) {
            warn(path, String.valueOf(e.getMessage()));
        }
        return null;
    }

    /** How a run is not as its manifest and the plan have it. */
    private static Optional<String> wrong(SweepRun run, RunFolder written) throws IOException {
        Optional<Manifest> manifest = written.manifest();
        if (manifest.isEmpty()) {
            return Optional.of(RunFolder.MANIFEST + " is missing");
        }
        List<String> differences = manifest.get().differences(written.path());
        if (!differences.isEmpty()) {
            return Optional.of(differences.get(0));
        }
        Optional<Path> job = written.job();
        return job.isEmpty() || Job.idIn(job.get()).equals(run.job())
                ? Optional.empty()
                : Optional.of(RunFolder.JOB + " asks for another training than the plan does");
    }

    private void warn(Path path, String reason) {
        String sentence = path + " does not count as finished: " + SafeText.onOneLine(reason);
        if (warned.add(sentence)) {
            logger.warning(sentence);
        }
    }

    /** Where a run is written. */
    Path path(SweepRun run) {
        return path(folder, run);
    }

    /** Where the folder of a sweep has a run. */
    static Path path(Path folder, SweepRun run) {
        return folder.resolve(RUNS).resolve(run.name());
    }

    /** The runs that are not finished. */
    synchronized List<SweepRun> left() {
        return runs.stream().filter(run -> !isFinished(results.get(run.name()))).toList();
    }

    private static boolean isFinished(@Nullable RunResult result) {
        return result != null && result.state() == RunResult.State.FINISHED;
    }

    /**
     * Takes note of how a run ended. Where that cannot be written, as on a full disk, it is logged,
     * and written with the next run that ends.
     */
    synchronized void add(RunResult result, @Nullable NamedRun recorded) {
        results.put(result.run().name(), result);
        try {
            write(result, recorded);
        } catch (IOException e) {
            lacksRows = true;
            logger.warning(e.getMessage());
        }
    }

    private void write(RunResult result, @Nullable NamedRun recorded) throws IOException {
        if (lacksRows) {
            replaceTables();
            return;
        }
        if (result.state() != RunResult.State.PLANNED) {
            tables.add(result, recorded);
        }
        tables.index(results.values());
    }

    private void replaceTables() throws IOException {
        replaceTables(
                results.values().stream()
                        .filter(result -> result.state() != RunResult.State.PLANNED)
                        .map(RunResult::run)
                        .toList());
    }

    private void replaceTables(Collection<SweepRun> written) throws IOException {
        tables.close();
        tables = collected(written);
        lacksRows = false;
    }

    /**
     * Writes the tables anew from all runs that are there now.
     *
     * @param failures why runs failed that are not there, by their names
     */
    synchronized void readAgain(Map<String, String> failures) throws IOException {
        for (SweepRun run : runs) {
            String failure = failures.get(run.name());
            if (failure != null) {
                results.put(run.name(), RunResult.failed(run, failure));
            }
        }
        replaceTables(runs);
    }

    /** What came of all runs so far, in the order of the plan. */
    synchronized Collection<RunResult> results() {
        return new ArrayList<>(results.values());
    }

    /**
     * Lets go of the folder.
     *
     * @throws IOException if the tables still lack rows that could not be written; one sentence
     */
    @Override
    public synchronized void close() throws IOException {
        try {
            if (lacksRows) {
                replaceTables();
            }
        } finally {
            tables.close();
            lock.close();
        }
    }
}

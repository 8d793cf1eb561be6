// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.NamedRun;
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
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a sweep: {@value #PLAN} says which runs there are, {@value #RUNS} holds a run folder
 * for each that was started, and {@link SweepTables} sum up the finished ones. Safe for several
 * threads.
 */
final class SweepFolder implements Closeable {
    static final String PLAN = "sweep.json";
    static final String RUNS = "runs";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Logger logger = Logger.getLogger(SweepFolder.class.getName());

    private final Path folder;
    private final String suffix;
    private final List<SweepRun> runs;
    private final SweepLock lock;
    private final Map<String, RunResult> results = new LinkedHashMap<>();
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
        tables = collected();
    }

    /**
     * Opens the folder for the runs of a shard, and looks what is finished.
     *
     * @param folder a folder that does not exist, is empty or has this sweep
     * @param sweep all runs of the sweep
     * @param shard which of them are to be done
     * @throws IOException if it holds anything else, is in use or cannot be written; one sentence
     */
    static SweepFolder open(Path folder, List<SweepRun> sweep, Shard shard) throws IOException {
        byte[] plan = plan(sweep);
        Path file = folder.resolve(PLAN);
        if (!Files.exists(file)) {
            requireEmpty(folder);
        }
        Folders.create(folder.resolve(RUNS));
        SweepLock lock = SweepLock.of(folder, shard);
        try {
            if (Files.exists(file)) {
                requireSame(file, plan, sweep);
            } else {
                AtomicFile.write(file, plan);
            }
            return new SweepFolder(folder, shard, shard.of(sweep), lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "cannot write to "
                            + folder
                            + ": it is a file, not a folder; choose another name");
        }
        boolean isForeign;
        try (Stream<Path> entries = Files.list(folder)) {
            // The others are what a sweep that was killed at once, or starts just now, has made.
            isForeign =
                    entries.map(entry -> entry.getFileName().toString())
                            .anyMatch(name -> !name.equals(RUNS) && !name.startsWith("."));
        } catch (IOException e) {
            throw FileFailure.cannotRead(folder, e);
        }
        if (isForeign) {
            throw new IOException(
                    "cannot write to "
                            + folder
                            + ": it is not empty and holds no "
                            + PLAN
                            + ", so it is no sweep; choose another folder");
        }
    }

    private static void requireSame(Path file, byte[] plan, List<SweepRun> sweep)
            throws IOException {
        JsonNode found;
        try {
            found = MAPPER.readTree(Files.readAllBytes(file)).path(RUNS);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no JSON; choose another folder", e);
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
        JsonNode expected = MAPPER.readTree(plan).path(RUNS);
        if (!found.equals(expected)) {
            throw new IOException(
                    file.getParent()
                            + " holds the sweep of another plan: expected "
                            + sweep.size()
                            + " runs from "
                            + sweep.get(0).name()
                            + " on, found "
                            + (found.size() == sweep.size()
                                    ? "other settings"
                                    : found.size() + " runs")
                            + "; choose another folder");
        }
    }

    private static byte[] plan(List<SweepRun> sweep) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", 1);
        json.put(RUNS, sweep);
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tables of what the run folders hold. */
    private SweepTables collected() throws IOException {
        SweepTables collected = new SweepTables(folder, suffix, runs);
        try {
            for (SweepRun run : runs) {
                Optional<NamedRun> finished = finished(run);
                if (finished.isPresent()) {
                    results.put(run.name(), RunResult.of(run, finished.get()));
                }
                RunResult result = results.getOrDefault(run.name(), RunResult.planned(run));
                if (result.state() != RunResult.State.PLANNED) {
                    collected.add(result, finished.orElse(null));
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

    /** A run that has ended by itself and is as it was then. */
    private Optional<NamedRun> finished(SweepRun run) {
        Path path = path(run);
        if (!Files.exists(path.resolve(RunFolder.MANIFEST))) {
            return Optional.empty();
        }
        try {
            RunFolder written = RunFolder.open(path);
            Optional<Manifest> manifest = written.manifest();
            NamedRun recorded = NamedRun.of(written);
            boolean isWhole =
                    manifest.isPresent()
                            && manifest.get().differences(path).isEmpty()
                            && RunResult.of(run, recorded).state() == RunResult.State.FINISHED;
            return isWhole ? Optional.of(recorded) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // It is trained again.
        }
    }

    /** Where a run is written. */
    Path path(SweepRun run) {
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
    synchronized void add(RunResult result, Optional<NamedRun> recorded) {
        results.put(result.run().name(), result);
        try {
            write(result, recorded);
        } catch (IOException e) {
            lacksRows = true;
            logger.warning(e.getMessage());
        }
    }

    private void write(RunResult result, Optional<NamedRun> recorded) throws IOException {
        if (lacksRows) {
            replaceTables();
            return;
        }
        tables.add(result, recorded.orElse(null));
        tables.index(results.values());
    }

    private void replaceTables() throws IOException {
        SweepTables before = tables;
        tables = collected();
        before.close();
        lacksRows = false;
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

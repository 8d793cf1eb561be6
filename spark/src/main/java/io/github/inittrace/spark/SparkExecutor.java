// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.files.PathText;
import io.github.inittrace.sweep.Executor;
import io.github.inittrace.sweep.SweepRun;
import io.github.inittrace.sweep.SweepUnit;
import io.github.inittrace.text.SafeText;
import io.github.inittrace.text.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;
import org.apache.spark.api.java.JavaFutureAction;
import org.jspecify.annotations.Nullable;

/**
 * Trains every unit as a task of a Spark job of its own, so that each can be tried again by itself
 * and is named in Spark's pages. The driver alone puts finished runs in their places: it hears of
 * one attempt of a task only, whatever was tried again or twice.
 */
final class SparkExecutor implements Executor {
    private static final Logger logger = Logger.getLogger(SparkExecutor.class.getName());
    private static final long POLL_MILLIS = 100;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Cluster cluster;
    private final SharedStorage storage;
    private final SparkWorkplace workplace;

    /** Data that executors can take, by where they are and what they are copies of. */
    private final Map<String, SharedData> shared = new HashMap<>();

    /** The folders for what is not finished that have been {@linkplain #prepare prepared}. */
    private final Set<String> scratches = new HashSet<>();

    /** Whether the thread that executes was interrupted, which must not keep it from tidying up. */
    private boolean interrupted;

    SparkExecutor(Cluster cluster, SharedStorage storage, SparkWorkplace workplace) {
        this.cluster = cluster;
        this.storage = storage;
        this.workplace = workplace;
    }

    /** A unit that has been handed to Spark. */
    private record Sent(SweepUnit unit, UnitWork work, JavaFutureAction<List<UnitEnd>> end) {}

    @Override
    public void execute(List<SweepUnit> units, Trainings trainings) {
        try {
            await(sent(units, trainings), trainings);
        } catch (IllegalStateException e) {
            throw cluster.isStopped() ? ended() : e;
        } finally {
            scratches.forEach(this::tidy);
            scratches.clear();
            shared.clear();
            if (interrupted) {
                interrupted = false;
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Spark takes jobs in the order in which they come. */
    private List<Sent> sent(List<SweepUnit> units, Trainings trainings) {
        List<Sent> sent = new ArrayList<>();
        for (SweepUnit unit : units) {
            if (trainings.isStopRequested()) {
                break; // It may take long to share the data of the others.
            }
            send(unit, trainings, sent);
        }
        return sent;
    }

    private void await(List<Sent> pending, Trainings trainings) {
        boolean isPublished = false; // Whoever is killed first leaves the plan at least.
        while (!pending.isEmpty()) {
            if (interrupted || trainings.isStopRequested()) {
                pending.forEach(sent -> sent.end().cancel(true));
                pending.forEach(sent -> take(sent, trainings));
                return;
            }
            if (cluster.isStopped()) {
                throw ended();
            }
            for (Iterator<Sent> all = pending.iterator(); all.hasNext(); ) {
                Sent sent = all.next();
                if (sent.end().isDone()) {
                    all.remove();
                    take(sent, trainings);
                    isPublished = false;
                }
            }
            isPublished = isPublished || publish();
            pause();
        }
    }

    private static RuntimeException ended() {
        return new UncheckedIOException(
                "Spark ended the application before all runs were done, and says above why; what is"
                        + " finished is kept, start again to go on with the rest",
                new IOException("stopped"));
    }

    private void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
    }

    private void send(SweepUnit unit, Trainings trainings, List<Sent> pending) {
        Map<String, String> jobs = new LinkedHashMap<>();
        Map<String, SharedData> data = new LinkedHashMap<>();
        // A sweep's runs lie in a folder of the sweep's.
        Path folder = trainings.folder(unit.runs().get(0));
        Path sweep = folder.toAbsolutePath().resolve("../..").normalize();
        String scratch = workplace.folder(sweep).scratch(sweep);
        for (SweepRun run : unit.runs()) {
            try {
                if (!scratches.contains(scratch)) {
                    prepare(scratch);
                    scratches.add(scratch);
                }
                String job = trainings.job(run);
                JsonNode path = MAPPER.readTree(job).at("/data/path");
                if (path.isTextual()) {
                    Path original = PathText.path(path.asText());
                    data.put(original.toString(), share(original, UnitWork.dataFolder(scratch)));
                }
                jobs.put(run.name(), job);
            } catch (IOException | IllegalArgumentException e) {
                // One run that cannot be sent must not keep the others from it.
                trainings.ended(run, SafeText.onOneLine(String.valueOf(e.getMessage())));
            }
        }
        if (jobs.isEmpty()) {
            return;
        }
        UnitWork work = new UnitWork(Version.current(), jobs, data, scratch);
        String name = unit.runs().get(0).name();
        String title = jobs.size() == 1 ? name : name + " and " + (jobs.size() - 1) + " more";
        pending.add(new Sent(unit, work, cluster.send(work, title)));
    }

    /** Clears what a driver that was killed has left, for nobody else works there, and leaves a sign for executors. */
    private void prepare(String scratch) throws IOException {
        storage.delete(scratch + "/drafts");
        storage.mark(UnitWork.sign(scratch));
    }

    private SharedData share(Path original, String folder) throws IOException {
        String key = folder + ' ' + original;
        SharedData known = shared.get(key);
        if (known == null) {
            known = SharedData.put(storage, original, folder);
            shared.put(key, known);
        }
        return known;
    }

    /** Says what came of the runs of a unit; those of one that was cancelled before stay planned. */
    private void take(Sent sent, Trainings trainings) {
        UnitEnd end;
        try {
            end = end(sent);
        } catch (CancellationException e) {
            return;
        } catch (ExecutionException e) {
            if (cluster.isStopped()) {
                throw ended();
            }
            String reason = reason(e.getCause() == null ? e : e.getCause());
            sent.unit().runs().stream()
                    .filter(run -> sent.work().jobs().containsKey(run.name()))
                    .forEach(run -> trainings.ended(run, reason));
            return;
        }
        for (SweepRun run : sent.unit().runs()) {
            String draft = end.drafts().get(run.name());
            if (draft != null) {
                Path place = trainings.folder(run);
                boolean counts = trainings.ended(run, place(run, draft, sent.work(), place));
                if (!counts) {
                    forget(place);
                }
            } else if (end.failures().containsKey(run.name())) {
                trainings.ended(run, end.failures().get(run.name()));
            }
        }
    }

    /** Waits for the end of a unit, however often this thread is interrupted. */
    private UnitEnd end(Sent sent) throws ExecutionException {
        while (true) {
            try {
                return sent.end().get().get(0);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** Whether shared storage has the tables now: not if they were brought there a moment ago. */
    private boolean publish() {
        try {
            return workplace.publishNowAndThen();
        } catch (IOException e) {
            logger.warning("tables are not brought to shared storage yet: " + e.getMessage());
            return true; // With the next run that ends.
        }
    }

    /** Removes what attempts have left that nobody waits for, and all if no run is to go on. */
    private void tidy(String scratch) {
        try {
            storage.delete(scratch + "/drafts");
            storage.deleteMarked(UnitWork.sign(scratch));
            String data = UnitWork.dataFolder(scratch);
            for (String name : storage.marked(data)) {
                storage.deleteMarked(data + "/" + name);
            }
            storage.delete(data);
            boolean goesOn = false;
            for (String run : storage.names(scratch + "/points")) {
                goesOn |= !storage.marked(scratch + "/points/" + run).isEmpty();
            }
            if (!goesOn) {
                storage.delete(scratch);
            }
        } catch (IOException e) {
            logger.warning("what is no longer needed stays in " + scratch + ": " + e.getMessage());
        }
    }

    /**
     * Puts a finished run in its place; says why where that cannot be. Where a driver that is
     * killed meanwhile leaves part of it there, its manifest says so, and it is trained again from
     * its resume point.
     */
    @Nullable String place(SweepRun run, String draft, UnitWork work, Path place) {
        SharedFolder folder = workplace.folder(place);
        try {
            storage.move(draft, folder.uri(place));
            deletePoints(work.points(run.name()));
            folder.fetch(place);
            return null;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Nobody needs those of a run that is in its place. */
    private void deletePoints(String points) {
        try {
            storage.delete(points);
        } catch (IOException e) {
            logger.warning("resume points stay in " + points + ": " + e.getMessage());
        }
    }

    /** Takes a run away from shared storage that has ended and is not to count. */
    private void forget(Path place) {
        SharedFolder folder = workplace.folder(place);
        try {
            storage.delete(folder.uri(place));
        } catch (IOException e) {
            logger.warning("the run in " + folder.uri(place) + " stays: " + e.getMessage());
        }
    }

    /** The first line of what Spark says of a job that failed. */
    private static String reason(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return "Spark gave the task up: " + message.lines().findFirst().orElse(message).strip();
    }
}

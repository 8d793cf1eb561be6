// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import io.github.inittrace.files.Folders;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tribuo.classification.Label;

/**
 * Keeps a run on shared storage up to its last resume point, so that another attempt goes on from
 * there when an executor is lost; and stops a training whose task is to end.
 */
final class ResumePoints implements TrainingListener<Label> {
    private static final Logger logger = Logger.getLogger(ResumePoints.class.getName());

    private final SharedStorage storage;
    private final Path folder;
    private final String points;
    private final BooleanSupplier cancelled;
    private final long interval;
    private long last = System.nanoTime();
    private String kept = "";

    /**
     * Of one run.
     *
     * @param folder where it is trained
     * @param points the URI of the folder that keeps it, see {@link UnitWork#points}
     * @param cancelled whether the task is to end
     * @param interval the least time between two copies
     */
    ResumePoints(
            SharedStorage storage,
            Path folder,
            String points,
            BooleanSupplier cancelled,
            Duration interval) {
        this.storage = storage;
        this.folder = folder;
        this.points = points;
        this.cancelled = cancelled;
        this.interval = interval.toNanos();
    }

    /** Brings the run back as it was kept last, if it was. */
    void fetch() throws IOException {
        for (Optional<String> newest = newest(); newest.isPresent(); newest = newest()) {
            try {
                storage.download(newest.get(), folder);
                if (storage.isMarked(newest.get())) {
                    kept = points();
                    return;
                }
            } catch (IOException e) {
                if (storage.isMarked(newest.get())) {
                    throw e;
                }
            }
            // Another attempt has kept a newer one, and deleted this meanwhile.
            Folders.delete(folder);
        }
    }

    private Optional<String> newest() throws IOException {
        return storage.marked(points).stream()
                .max(Comparator.comparingInt(ResumePoints::epoch))
                .map(name -> points + "/" + name);
    }

    /** The epoch of a point. */
    private static int epoch(String name) {
        return Integer.parseInt(name.substring(0, name.indexOf('-')));
    }

    @Override
    public void onEpoch(EpochEnd<Label> epoch) {
        if (cancelled.getAsBoolean()) {
            epoch.session().requestStop("the task was cancelled");
            return;
        }
        try {
            String there = points();
            if (!there.equals(kept) && System.nanoTime() - last >= interval) {
                keep(epoch.index());
                kept = there;
                last = System.nanoTime();
            }
        } catch (IOException e) {
            logger.warning("a resume point is not kept: " + e.getMessage());
        }
    }

    /** Several attempts may do so at a time: none touches what another has not marked yet. */
    private void keep(int epoch) throws IOException {
        String name = epoch + "-" + UUID.randomUUID();
        storage.upload(folder, points + "/" + name);
        if (cancelled.getAsBoolean()) {
            storage.delete(points + "/" + name); // The driver may have cleared up meanwhile.
            return;
        }
        storage.mark(points + "/" + name);
        for (String other : storage.marked(points)) {
            if (epoch(other) < epoch) {
                storage.deleteMarked(points + "/" + other);
            }
        }
    }

    /** The names of the resume points in the folder. */
    private String points() throws IOException {
        Path resume = folder.resolve(RunFolder.RESUME);
        if (!Files.isDirectory(resume)) {
            return "";
        }
        try (Stream<Path> files = Files.list(resume)) {
            return files.map(file -> file.getFileName().toString())
                    .sorted()
                    .collect(Collectors.joining(" "));
        }
    }
}

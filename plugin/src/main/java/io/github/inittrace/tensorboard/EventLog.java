// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunRecord;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The events of a run that goes on, which TensorBoard follows: every epoch is in the file when it is
 * told, and a process that is killed leaves all of them but perhaps the last. For one thread.
 */
public final class EventLog implements Closeable {
    private final Path file;
    private final OutputStream out;
    private final RunEvents events;

    private EventLog(Path file, OutputStream out, RunEvents events) {
        this.file = file;
        this.out = out;
        this.events = events;
    }

    /**
     * Starts the log of a run in place of an earlier one.
     *
     * @param folder the folder of the run; made where it is missing
     * @param run the run
     * @throws IOException if it holds anything but events, or cannot be written; one sentence
     */
    public static EventLog start(Path folder, RunRecord run) throws IOException {
        for (Path earlier : EventFiles.in(folder)) {
            Folders.delete(earlier);
        }
        return goOn(folder, run, List.of());
    }

    /**
     * Goes on with a run in another file. Of what the files before it have, TensorBoard drops what
     * is behind the epochs done.
     *
     * @param folder the folder of the run; made where it is missing
     * @param run the run
     * @param done the records of the epochs done
     * @throws IOException as {@link #start}
     */
    public static EventLog goOn(Path folder, RunRecord run, List<EpochRecord> done)
            throws IOException {
        List<Path> before = EventFiles.in(folder);
        Folders.create(folder);
        long seconds = Instant.now().getEpochSecond();
        while (before.contains(folder.resolve(EventFiles.name(seconds)))) {
            seconds++;
        }
        Path file = folder.resolve(EventFiles.name(seconds));
        try {
            // Not buffered, so that what was told can be read.
            OutputStream out = new FileOutputStream(file.toFile());
            try {
                String name = String.valueOf(folder.getFileName());
                RunEvents events = new RunEvents(out, run, name, run.configuration());
                events.goOnAfter(done);
                return new EventLog(file, out, events);
            } catch (IOException e) {
                out.close();
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    /**
     * Writes an epoch.
     *
     * @param record its record
     * @param weights the values of each tensor then, by name
     * @throws IOException if it cannot be written; one sentence
     */
    public void epoch(EpochRecord record, Map<String, double[]> weights) throws IOException {
        try {
            events.epoch(record);
            events.weights(weights);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    /**
     * Writes how the run ended.
     *
     * @param ending its end
     * @throws IOException if it cannot be written; one sentence
     */
    public void end(Ending ending) throws IOException {
        try {
            events.end(ending);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

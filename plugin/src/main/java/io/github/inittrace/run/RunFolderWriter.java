// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes one run, in the order in which it happens: the record, the untrained network, the epochs,
 * the trained network, the record with its ending, and at last the manifest. Whenever the process
 * dies, {@link RunFolder#open} reads what was written. For one thread at a time.
 *
 * <p>This file is long because every file of a run has its method here.
 */
public final class RunFolderWriter implements Closeable {
    /** How many resume points are kept: a damaged one is then not the end. */
    private static final int RESUME_POINTS = 2;

    private final Path folder;
    private final FileChannel epochs;
    private final RunLock lock;
    private @Nullable MatrixSeries matrices;

    private RunFolderWriter(Path folder, FileChannel epochs, RunLock lock) {
        this.folder = folder;
        this.epochs = epochs;
        this.lock = lock;
    }

    /**
     * Finds out whether {@link #create} would succeed, without changing anything.
     *
     * @param folder where a run is to be written
     * @param overwrite whether a run that is already there may be replaced
     * @throws IOException if it would fail, as far as can be seen
     */
    public static void check(Path folder, boolean overwrite) throws IOException {
        ExistingRun.in(folder, overwrite);
        Path other = RunFolder.around(folder).orElse(null);
        if (other != null) {
            throw new ForeignFileException(
                    "cannot write to "
                            + folder
                            + ": it lies in the run folder "
                            + other
                            + ", whose files are fixed by its manifest; choose another folder");
        }
        checkWritable(folder);
    }

    static void checkWritable(Path folder) throws IOException {
        // Not normalised: 'link/..' is not the folder that the link lies in.
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing != null && !Files.isDirectory(existing)) {
            throw new IOException(
                    "cannot write to " + folder + ": " + existing + " is a file, not a folder");
        }
        if (existing != null && !Files.isWritable(existing)) {
            throw new IOException(
                    "cannot write to " + folder + ": no permission to write to " + existing);
        }
    }

    /**
     * Starts a run in a folder that does not exist or is empty. With {@code overwrite} the folder
     * may also hold an earlier run, which is removed; if it holds anything else as well, nothing
     * is.
     *
     * @param folder where to write
     * @param overwrite whether a run that is already there may be replaced
     * @return the writer
     * @throws IOException if the folder holds what must not be removed, is being written by another
     *     training or cannot be written to; the message is one sentence that names it
     */
    public static RunFolderWriter create(Path folder, boolean overwrite) throws IOException {
        check(folder, overwrite);
        Folders.create(folder);
        RunLock lock = RunLock.of(folder);
        if (lock == null) {
            throw new ForeignFileException(
                    "cannot write to "
                            + folder
                            + ": a training is writing a run there; wait for its end, or choose"
                            + " another folder");
        }
        try {
            for (Path file : ExistingRun.in(folder, overwrite)) {
                Files.delete(file);
            }
            // Where there are no locks, one of two runs that start in one folder fails here.
            FileChannel epochs =
                    FileChannel.open(
                            folder.resolve(RunFolder.EPOCHS),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE);
            return new RunFolderWriter(folder, epochs, lock);
        } catch (ForeignFileException e) {
            lock.close();
            throw e;
        } catch (IOException e) {
            lock.close();
            throw FileFailure.cannotWrite(folder, e);
        }
    }

    /**
     * Opens the folder of a run that is to go on, and changes nothing until {@link #goBack}.
     *
     * @param folder the folder of a run
     * @throws IOException if there is none, it cannot be written, or a process is writing it
     */
    public static RunFolderWriter reopen(Path folder) throws IOException {
        RunFolder.record(folder);
        LaterFiles.requireInside(folder);
        checkWritable(folder);
        RunLock lock = RunLock.of(folder);
        if (lock == null) {
            throw new IOException(folder + " cannot be resumed: its training is still going on");
        }
        try {
            FileChannel epochs =
                    FileChannel.open(folder.resolve(RunFolder.EPOCHS), StandardOpenOption.WRITE);
            return new RunFolderWriter(folder, epochs, lock);
        } catch (IOException e) {
            lock.close();
            throw FileFailure.cannotWrite(folder, e);
        }
    }

    /** The folder that is written. */
    public Path folder() {
        return folder;
    }

    /**
     * Writes or replaces the run's record.
     *
     * @param record what to write
     * @throws IOException if that fails; an earlier record is then still there
     */
    public void writeRecord(RunRecord record) throws IOException {
        writePretty(RunFolder.RECORD, record);
    }

    /**
     * Writes the untrained network.
     *
     * @param onnx an ONNX model
     * @throws IOException if that fails
     */
    public void writeInitialModel(byte[] onnx) throws IOException {
        AtomicFile.write(folder.resolve(RunFolder.INITIAL), onnx);
    }

    /**
     * Writes the trained network.
     *
     * @param onnx an ONNX model
     * @throws IOException if that fails
     */
    public void writeTrainedModel(byte[] onnx) throws IOException {
        AtomicFile.write(folder.resolve(RunFolder.TRAINED), onnx);
    }

    /**
     * Writes or replaces the network of the best epoch so far.
     *
     * @param onnx an ONNX model
     * @throws IOException if that fails; an earlier one is then still there
     */
    public void writeBestModel(byte[] onnx) throws IOException {
        AtomicFile.write(folder.resolve(RunFolder.BEST), onnx);
    }

    /**
     * Removes the network of the best epoch, if there is one.
     *
     * @throws IOException if that fails
     */
    public void removeBestModel() throws IOException {
        AtomicFile.remove(folder.resolve(RunFolder.BEST));
    }

    /**
     * Writes which epoch was the best.
     *
     * @param best what to write
     * @throws IOException if that fails
     */
    public void writeBest(BestRecord best) throws IOException {
        writePretty(RunFolder.BEST_RECORD, best);
    }

    /**
     * Writes what the network's outputs and inputs stand for.
     *
     * @param labels the outputs' names by id
     * @param features the inputs' names by id
     * @throws IOException if that fails
     */
    public void writeNames(List<String> labels, List<String> features) throws IOException {
        AtomicFile.write(folder.resolve(RunFolder.LABELS), NameTable.bytes(labels));
        AtomicFile.write(folder.resolve(RunFolder.FEATURES), NameTable.bytes(features));
    }

    /**
     * Writes what was found out at the end of the run.
     *
     * @param analysis what to write
     * @throws IOException if that fails
     */
    public void writeAnalysis(AnalysisRecord analysis) throws IOException {
        writePretty(RunFolder.ANALYSIS, analysis);
    }

    /**
     * Writes what the models said to a few examples.
     *
     * @param samples what to write
     * @throws IOException if that fails
     */
    public void writeSamples(SamplePredictions samples) throws IOException {
        writePretty(RunFolder.SAMPLES, samples);
    }

    /**
     * Writes what the trained classifier takes for what.
     *
     * @param classification what to write
     * @throws IOException if that fails
     */
    public void writeClassification(ClassificationRecord classification) throws IOException {
        writePretty(RunFolder.CLASSIFICATION, classification);
    }

    /**
     * Writes a picture of a weight matrix, {@code pictures/hidden2.weight/epoch-000010.png}.
     *
     * @param tensor the matrix' name; what a file's name should not have becomes {@code _}
     * @param epoch the index of the epoch it shows
     * @param png a PNG file
     * @throws IOException if that fails
     */
    public void writePicture(String tensor, int epoch, byte[] png) throws IOException {
        Path pictures = folder.resolve(RunFolder.PICTURES).resolve(FolderFile.nameFor(tensor));
        Folders.create(pictures);
        String name = String.format(Locale.ROOT, "epoch-%06d.png", epoch);
        AtomicFile.write(pictures.resolve(name), png);
    }

    /**
     * Adds the weight matrices of an epoch to their series, {@code matrices/hidden1.weight.npy}.
     *
     * @param epoch the epoch's index
     * @param architecture every tensor, in the model's order
     * @param values those of every tensor of two dimensions, in that order, row by row
     * @throws IOException if that fails; the epochs before are still there
     */
    public void appendMatrices(int epoch, List<TensorShape> architecture, List<double[]> values)
            throws IOException {
        MatrixSeries before = matrices;
        matrices =
                (before == null ? MatrixSeries.create(folder, architecture) : before)
                        .append(epoch, values);
    }

    /**
     * Writes the network of an epoch, {@code checkpoints/epoch-000100.onnx}.
     *
     * @param epoch the epoch's index
     * @param onnx an ONNX model
     * @throws IOException if that fails
     */
    public void writeCheckpoint(int epoch, byte[] onnx) throws IOException {
        Path checkpoints = folder.resolve(RunFolder.CHECKPOINTS);
        Folders.create(checkpoints);
        AtomicFile.write(checkpoints.resolve(EpochFiles.CHECKPOINTS.name(epoch)), onnx);
    }

    /**
     * Writes what the training needs to go on after the last epoch appended, {@code
     * resume/epoch-000100.safetensors}, and removes all but the two newest. Call it when all else of
     * the epoch is written.
     *
     * @param point what to remember at the end of that epoch
     * @param runId the run's identifier
     * @throws IOException if that fails
     */
    public void writeResumePoint(ResumePoint point, String runId) throws IOException {
        Path points = folder.resolve(RunFolder.RESUME);
        Folders.create(points);
        force();
        Path file = points.resolve(EpochFiles.RESUME.name(point.training().epoch()));
        AtomicFile.write(file, StateFile.bytes(point, runId));
        removeOldResumePoints();
    }

    private void removeOldResumePoints() throws IOException {
        List<Path> all = new ArrayList<>(EpochFiles.RESUME.in(folder).values());
        for (Path old : all.subList(0, Math.max(0, all.size() - RESUME_POINTS))) {
            AtomicFile.remove(old);
        }
    }

    /** Has all records outlive the machine as well: a resume point without its record is none. */
    private void force() throws IOException {
        try {
            epochs.force(false);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(folder.resolve(RunFolder.EPOCHS), e);
        }
        if (matrices != null) {
            matrices.force();
        }
        for (String name : LaterFiles.LINES) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                try (FileChannel lines = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    lines.force(false);
                } catch (IOException e) {
                    throw FileFailure.cannotWrite(file, e);
                }
            }
        }
    }

    /**
     * Writes what asked for the training.
     *
     * @param json the job
     * @throws IOException if that fails
     */
    public void writeJob(String json) throws IOException {
        AtomicFile.write(folder.resolve(RunFolder.JOB), json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Puts the folder of a run back to an epoch, and what it then appends behind that: takes away
     * the ending and all that belongs to later epochs. If the process dies meanwhile, the run can
     * still be resumed from there.
     *
     * @param record the record, without an ending
     * @param epoch the epoch, which has a record and a resume point
     * @throws IOException if that fails
     */
    public void goBack(RunRecord record, int epoch) throws IOException {
        AtomicFile.remove(folder.resolve(RunFolder.MANIFEST));
        writeRecord(record);
        LaterFiles.remove(folder, epoch);
        MatrixSeries series = MatrixSeries.open(folder, record.architecture()).orElse(null);
        matrices = series == null ? null : series.cut(epoch);
        removeOldResumePoints();
        try {
            LaterFiles.cut(epochs, folder.resolve(RunFolder.EPOCHS), "index", epoch);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(folder.resolve(RunFolder.EPOCHS), e);
        }
    }

    /**
     * Appends an epoch and hands it to the operating system before returning, so that it outlives
     * this process.
     *
     * @param epoch what to append
     * @throws IOException if that fails or the file has vanished
     */
    public void append(EpochRecord epoch) throws IOException {
        Path file = folder.resolve(RunFolder.EPOCHS);
        if (!Files.exists(file)) {
            throw new IOException("cannot write to " + file + ": it was removed during the run");
        }
        try {
            writeLine(epochs, epoch);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    /**
     * Appends where a matrix's weights are by where they started.
     *
     * @param conditional what to append
     * @throws IOException if that fails
     */
    public void append(ConditionalRecord conditional) throws IOException {
        appendLine(RunFolder.CONDITIONAL, conditional);
    }

    /**
     * Appends where the weights were as the loss came down to a level.
     *
     * @param level what to append
     * @throws IOException if that fails
     */
    public void append(LossLevelRecord level) throws IOException {
        appendLine(RunFolder.LOSS_LEVELS, level);
    }

    /**
     * Appends what of the weight matrices no renumbering of neurons changes.
     *
     * @param invariants what to append
     * @throws IOException if that fails
     */
    public void append(InvariantRecord invariants) throws IOException {
        appendLine(RunFolder.INVARIANTS, invariants);
    }

    private void appendLine(String name, Object value) throws IOException {
        Path file = folder.resolve(name);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            writeLine(channel, value);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    private static void writeLine(FileChannel channel, Object value) throws IOException {
        byte[] json = Json.compact().writeValueAsBytes(value);
        ByteBuffer line = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    /**
     * Closes the run and writes the manifest of its files.
     *
     * @throws IOException if that fails
     */
    public void finish() throws IOException {
        try {
            closeEpochs();
            // While it is still locked: nobody else may change what is being counted.
            writePretty(RunFolder.MANIFEST, Manifest.of(folder));
        } finally {
            close();
        }
    }

    /** Closes the run without a manifest, as if the process had died. */
    @Override
    public void close() throws IOException {
        try {
            closeEpochs();
        } finally {
            lock.close();
        }
    }

    private void closeEpochs() throws IOException {
        try {
            epochs.close();
        } catch (IOException e) {
            throw FileFailure.cannotWrite(folder.resolve(RunFolder.EPOCHS), e);
        }
    }

    private void writePretty(String name, Object value) throws IOException {
        Path file = folder.resolve(name);
        byte[] json;
        try {
            json = Json.file(value);
        } catch (JsonProcessingException e) {
            throw FileFailure.cannotWrite(file, e);
        }
        AtomicFile.write(file, json);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import io.github.inittrace.text.JsonComplaint;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run on disk, read. The folder holds
 *
 * <ul>
 *   <li>{@value #RECORD}: the {@link RunRecord}, replaced in one step when training ends
 *   <li>{@value #EPOCHS}: one {@link EpochRecord} a line, appended as each epoch ends
 *   <li>{@value #CONDITIONAL}: one {@link ConditionalRecord} a line for each weight matrix, at the
 *       last epoch and at those chosen
 *   <li>{@value #LOSS_LEVELS}: one {@link LossLevelRecord} a line, for each of the levels asked for
 *       that the loss came down to
 *   <li>{@value #INVARIANTS}: one {@link InvariantRecord} a line, for each of the epochs asked for
 *   <li>{@value #INITIAL} and {@value #TRAINED}: the network before and after, where it can be
 *       exported
 *   <li>{@value #BEST} and {@value #BEST_RECORD}: the network of the epoch with the best figure, and
 *       the {@link BestRecord}, where it was to be kept
 *   <li>{@value #CHECKPOINTS}: the network at epochs in between, where they were asked for
 *   <li>{@value #RESUME}: what the training needs to go on, at the two newest of the epochs that
 *       were asked for
 *   <li>{@value #JOB}: what asked for the training, where it was a job and is to be resumed
 *   <li>{@value #LABELS} and {@value #FEATURES}: the names behind the network's outputs and inputs
 *   <li>{@value #ANALYSIS}: the {@link AnalysisRecord}, where one was asked for
 *   <li>{@value #SAMPLES}: the {@link SamplePredictions}, where the network can be exported
 *   <li>{@value #CLASSIFICATION}: the {@link ClassificationRecord}, of a classifier
 *   <li>{@value #MATRICES}: the {@link MatrixSeries}, where it was asked for
 *   <li>{@value #PICTURES}: pictures of a weight matrix, where they were asked for
 *   <li>{@value #REPORT}: what was made from the rest; may be deleted and made again
 *   <li>{@value #MANIFEST}: the {@link Manifest}, written last
 * </ul>
 *
 * <p>A folder can be read at any moment: during training, and after the process was killed. Then
 * there is no ending, no trained network, no manifest, and perhaps a torn last line, which is
 * ignored. Immutable; what training adds later is seen by opening the folder again.
 *
 * <p>This file is long because it names every file of a run and reads most of them.
 */
public final class RunFolder {
    /** The version of the format that this release writes, and the newest one it reads. */
    public static final int SCHEMA = 1;

    /** The name of the run's record. */
    public static final String RECORD = "run.json";

    /** The name of the file of epochs. */
    public static final String EPOCHS = "epochs.jsonl";

    /** The name of the file of conditional distributions. */
    public static final String CONDITIONAL = "conditional.jsonl";

    /** The name of the file of levels that the loss came down to. */
    public static final String LOSS_LEVELS = "loss-levels.jsonl";

    /** The name of the file of what no renumbering of neurons changes. */
    public static final String INVARIANTS = "invariants.jsonl";

    /** The name of the untrained network. */
    public static final String INITIAL = "initial.onnx";

    /** The name of the trained network. */
    public static final String TRAINED = "trained.onnx";

    /** The name of the network of the best epoch so far. */
    public static final String BEST = "best.onnx";

    /** The name of what is known of the best epoch at the end. */
    public static final String BEST_RECORD = "best.json";

    /** The name of the table of labels: which output of the network stands for which. */
    public static final String LABELS = "labels.csv";

    /** The name of the table of features: which input of the network is which. */
    public static final String FEATURES = "features.csv";

    /** The name of what was found out from the initial and the trained weights, on request. */
    public static final String ANALYSIS = "analysis.json";

    /** The name of what both networks said to a few examples. */
    public static final String SAMPLES = "samples.json";

    /** The name of what a classifier takes for what at the end. */
    public static final String CLASSIFICATION = "classification.json";

    /** The name of the manifest. */
    public static final String MANIFEST = "manifest.json";

    /** The name of the folder for the network at epochs in between. */
    public static final String CHECKPOINTS = "checkpoints";

    /** The name of the folder for what the training needs to go on. */
    public static final String RESUME = "resume";

    /** The name of the job that asked for the training. */
    public static final String JOB = "job.json";

    /** The name of the folder for the weight matrices along the training. */
    public static final String MATRICES = "matrices";

    /** The name of the folder for pictures of weights. */
    public static final String PICTURES = "pictures";

    /** The name of the folder for reports. */
    public static final String REPORT = "report";

    /** The names of the files directly in the folder. */
    static final Set<String> FILES =
            Set.of(
                    RECORD,
                    EPOCHS,
                    CONDITIONAL,
                    LOSS_LEVELS,
                    INVARIANTS,
                    INITIAL,
                    TRAINED,
                    BEST,
                    BEST_RECORD,
                    LABELS,
                    FEATURES,
                    ANALYSIS,
                    CLASSIFICATION,
                    SAMPLES,
                    JOB,
                    MANIFEST);

    private final Path path;
    private final RunRecord record;
    private final TrainingHistory history;

    private RunFolder(Path path, RunRecord record, TrainingHistory history) {
        this.path = path;
        this.record = record;
        this.history = history;
    }

    /**
     * Reads the record and the history of a run.
     *
     * @param path the folder
     * @return the run
     * @throws IOException if it is not a run folder, is of a newer format, cannot be read, is
     *     corrupt, has no complete epoch or has a link that leads out of it in place of a file; the
     *     message is one sentence that names the file
     */
    public static RunFolder open(Path path) throws IOException {
        RunRecord record = record(path);
        var records = EpochLines.read(path.resolve(EPOCHS));
        if (records.isEmpty()) {
            throw noEpochs(path, record);
        }
        return new RunFolder(path, record, new TrainingHistory(records));
    }

    /**
     * Reads the record of a run alone.
     *
     * @param path the run folder
     * @throws IOException as {@link #open}, but for its epochs
     */
    public static RunRecord record(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            throw new IOException(
                    "expected the folder of a run, found the file "
                            + path
                            + "; name the folder that it lies in");
        }
        for (String name : FILES) {
            FolderFile.in(path, name);
        }
        Path file =
                FolderFile.in(path, RECORD)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                path
                                                        + " is not a run folder: expected a file "
                                                        + RECORD
                                                        + " in it, found none"));
        return parse(file, RunRecord.class);
    }

    /** What to say of a run that recorded nothing. */
    static IOException noEpochs(Path path, RunRecord record) {
        Ending ending = record.ending();
        if (ending != null && ending.epochs() > 0) {
            return new IOException(
                    path.resolve(EPOCHS)
                            + " holds no complete record, expected those of "
                            + ending.epochs()
                            + " epochs: it was cut off or damaged");
        }
        return new IOException(
                path.resolve(EPOCHS)
                        + " holds no complete record: the run ended before its first one"
                        + (ending == null
                                ? ""
                                : " (" + ending.reason().word() + ": " + ending.message() + ")"));
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /**
     * The finished run in whose folder a place lies, where one more file would contradict the
     * manifest, or that of the report.
     *
     * @param place a file or folder, there or not
     * @return its folder, by no links; empty if there is none
     * @throws IOException if the folders cannot be looked at; one sentence
     */
    public static Optional<Path> around(Path place) throws IOException {
        Path at =
                Files.isDirectory(place)
                        ? Folders.real(place).getParent()
                        : Folders.real(place.toAbsolutePath().resolveSibling(""));
        for (; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(RECORD)) && Files.exists(at.resolve(MANIFEST))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** What was trained, on what, by what, and how it ended. */
    public RunRecord record() {
        return record;
    }

    /**
     * Whether {@value #EPOCHS} ends where the run says that it ended.
     *
     * @return what is wrong, in words, if its last record is of another epoch; empty if it is not,
     *     or no end is recorded
     */
    public Optional<String> wrongEnd() {
        Ending ending = record.ending();
        int last = history.last().index();
        return ending == null || ending.epochs() == last
                ? Optional.empty()
                : Optional.of(
                        "the last record is of epoch "
                                + last
                                + ", expected "
                                + ending.epochs()
                                + " as in "
                                + RECORD);
    }

    /** The records of all complete epochs. */
    public TrainingHistory history() {
        return history;
    }

    /**
     * Reads where weights ended by where they started.
     *
     * @return a record for each weight matrix and chosen epoch, in order of epochs; none if the run
     *     wrote none
     * @throws IOException if they cannot be read or are corrupt; the message names file and line
     */
    public List<ConditionalRecord> conditionals() throws IOException {
        Optional<Path> file = existing(CONDITIONAL);
        return file.isEmpty()
                ? List.of()
                : JsonLines.read(
                        file.get(),
                        ConditionalRecord.class,
                        "a conditional distribution",
                        (before, found) -> found == null ? "holds null" : null);
    }

    /**
     * Reads where the weights were at levels of the loss.
     *
     * @return a record for each level that was asked for and reached, in the order reached
     * @throws IOException if they cannot be read or are corrupt; the message names file and line
     */
    public List<LossLevelRecord> lossLevels() throws IOException {
        return lossLevels(path);
    }

    /**
     * Reads the levels of the loss alone.
     *
     * @param path the run folder
     * @return as {@link #lossLevels()}
     * @throws IOException as {@link #lossLevels()}
     */
    public static List<LossLevelRecord> lossLevels(Path path) throws IOException {
        Optional<Path> file = FolderFile.in(path, LOSS_LEVELS);
        return file.isEmpty()
                ? List.of()
                : JsonLines.read(
                        file.get(),
                        LossLevelRecord.class,
                        "a level of the loss",
                        (before, found) ->
                                found == null ? "holds null" : found.disorderBehind(before));
    }

    /**
     * Reads what of the weight matrices no renumbering of neurons changes.
     *
     * @return a record for each epoch of which it was kept, in order; none if the run kept none
     * @throws IOException if it cannot be read or is corrupt; the message names file and line
     */
    public List<InvariantRecord> invariants() throws IOException {
        return invariants(path);
    }

    /**
     * Reads the invariants alone.
     *
     * @param path the run folder
     * @return as {@link #invariants()}
     * @throws IOException as {@link #invariants()}
     */
    public static List<InvariantRecord> invariants(Path path) throws IOException {
        Optional<Path> file = FolderFile.in(path, INVARIANTS);
        return file.isEmpty()
                ? List.of()
                : JsonLines.read(
                        file.get(),
                        InvariantRecord.class,
                        "invariants",
                        (before, found) ->
                                found == null ? "holds null" : found.disorderBehind(before));
    }

    /** The untrained network, if it was exported. */
    public Optional<Path> initialModel() {
        return existing(INITIAL);
    }

    /** The network at the end of training, if training ended and the network was exported. */
    public Optional<Path> trainedModel() {
        return existing(TRAINED);
    }

    /**
     * The checkpoints there are: the network at epochs in between.
     *
     * @return their files by epoch, in order; none if none was asked for
     * @throws IOException if the folder cannot be read
     */
    public SortedMap<Integer, Path> checkpoints() throws IOException {
        return EpochFiles.CHECKPOINTS.in(path);
    }

    /**
     * The file of the network as it was after some epoch.
     *
     * @param epoch 0 for {@value #INITIAL}, the last recorded one for {@value #TRAINED}, or that of
     *     a checkpoint
     * @throws IOException if there is no network of that epoch; the message is one sentence that
     *     lists of which there are
     */
    public Path model(int epoch) throws IOException {
        SortedMap<Integer, Path> models = new TreeMap<>(checkpoints());
        // Before training has ended, the last epoch is only the last so far.
        trainedModel().ifPresent(file -> models.put(history.last().index(), file));
        initialModel().ifPresent(file -> models.put(0, file));
        Path model = models.get(epoch);
        if (model == null) {
            throw new IOException(
                    path
                            + " holds no network of epoch "
                            + epoch
                            + ": "
                            + (models.isEmpty()
                                    ? "it holds none at all"
                                    : "expected one of " + models.keySet()));
        }
        return model;
    }

    /**
     * The weight matrices along the training.
     *
     * @return empty if they were not asked for
     * @throws IOException if a file is missing, cannot be read or is damaged; the message is one
     *     sentence that names it
     */
    public Optional<MatrixSeries> matrices() throws IOException {
        return MatrixSeries.open(path, record.architecture());
    }

    /**
     * Where the training can go on.
     *
     * @return the newest resume point whose epoch has its record; empty if there is none
     * @throws IOException if it cannot be read, is damaged, or is that of another run; the message
     *     is one sentence that names the file
     */
    public Optional<ResumePoint> resumePoint() throws IOException {
        NavigableMap<Integer, Path> points = new TreeMap<>(EpochFiles.RESUME.in(path));
        points.keySet().retainAll(history.epochs().stream().map(EpochRecord::index).toList());
        Map.Entry<Integer, Path> newest = points.lastEntry();
        return newest == null
                ? Optional.empty()
                : Optional.of(StateFile.read(newest.getValue(), record.runId(), newest.getKey()));
    }

    /** The job that asked for the training, if it is kept. */
    public Optional<Path> job() {
        return existing(JOB);
    }

    /** Where the run's report is or will be. */
    public Path report() {
        return path.resolve(REPORT);
    }

    /**
     * Reads the manifest.
     *
     * @return the manifest; empty if the run has not been finished
     * @throws IOException if it cannot be read or is corrupt
     */
    public Optional<Manifest> manifest() throws IOException {
        return document(MANIFEST, Manifest.class);
    }

    /**
     * Reads what was found out at the end of the run.
     *
     * @return the analysis; empty if none was asked for
     * @throws IOException if it cannot be read or is corrupt
     */
    public Optional<AnalysisRecord> analysis() throws IOException {
        return document(ANALYSIS, AnalysisRecord.class);
    }

    /**
     * Reads what the initial and the trained model said to a few examples.
     *
     * @return the predictions; empty if the run has not ended, its network cannot be exported, or it
     *     is an older one
     * @throws IOException if they cannot be read or are corrupt
     */
    public Optional<SamplePredictions> samples() throws IOException {
        return document(SAMPLES, SamplePredictions.class);
    }

    /**
     * Reads what the trained classifier takes for what.
     *
     * @return the record; empty if the model is no classifier, or the run has not ended or is older
     * @throws IOException if it cannot be read or is corrupt
     */
    public Optional<ClassificationRecord> classification() throws IOException {
        return document(CLASSIFICATION, ClassificationRecord.class);
    }

    /**
     * The network of the best epoch so far.
     *
     * @return empty if it was not to be kept, or cannot be exported
     * @throws IOException if its file cannot be taken for one of the folder
     */
    public Optional<Path> bestModel() throws IOException {
        return existing(BEST);
    }

    /**
     * Reads which epoch was the best at the end.
     *
     * @return empty if its network was not to be kept, the figure never was a finite number, or the
     *     run has not ended
     * @throws IOException if it cannot be read or is corrupt
     */
    public Optional<BestRecord> best() throws IOException {
        return document(BEST_RECORD, BestRecord.class);
    }

    private <R> Optional<R> document(String name, Class<R> type) throws IOException {
        Optional<Path> file = existing(name);
        return file.isEmpty() ? Optional.empty() : Optional.of(parse(file.get(), type));
    }

    private Optional<Path> existing(String name) {
        return Optional.of(path.resolve(name)).filter(Files::isRegularFile);
    }

    /** Reads a document that carries its schema, and looks at that first. */
    static <R> R parse(Path file, Class<R> type) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException | OutOfMemoryError e) {
            throw FileFailure.cannotRead(
                    file, e instanceof IOException io ? io : new IOException("it is too large"));
        }
        try {
            JsonNode tree = Json.tree(content);
            JsonNode schema = tree.path("schema");
            if (!schema.isInt() || schema.intValue() < 1) {
                throw new MalformedRecordException(
                        file
                                + " is no record of a run: expected a schema number, found "
                                + (schema.isMissingNode() ? "none" : schema),
                        null);
            }
            if (schema.intValue() > SCHEMA) {
                throw new MalformedRecordException(
                        file
                                + " has schema "
                                + schema
                                + ", this release reads up to "
                                + SCHEMA
                                + "; use a newer InitTrace",
                        null);
            }
            return Json.readerFor(type).readValue(tree);
        } catch (JsonProcessingException e) {
            throw new MalformedRecordException(file + " is corrupt: " + JsonComplaint.of(e), e);
        } catch (CharConversionException e) {
            throw new MalformedRecordException(file + " is corrupt: it is no text", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * The weights that a training of another tool saved, a file for each epoch, from which a full run
 * folder is made: with all measures and alarms, as if the training had been traced.
 *
 * <pre>{@code
 * WeightSeries series = WeightSeries.startingAt(Path.of("initial.npz"))
 *         .epoch(1, Path.of("epoch-1.npz"))
 *         .epoch(2, Path.of("epoch-2.npz"))
 *         .losses(Path.of("losses.csv"));
 * TracedRun<Label> run = series.record(trace -> trace.runFolder(Path.of("runs/imported")));
 * }</pre>
 *
 * <p>Files are ONNX, safetensors or archives of {@code numpy.savez}. Their floating-point tensors
 * count, the same in every file; quantised ones as the numbers that they stand for, single numbers
 * that Constant nodes give not at all. Epochs may be left out. Memory is a matter of one file's size, not
 * of how many there are. Immutable: each setting returns a new series.
 */
public final class WeightSeries {
    private final SortedMap<Integer, Path> files;
    private final @Nullable Path losses;
    private final boolean outputsFirst;

    private WeightSeries(
            SortedMap<Integer, Path> files, @Nullable Path losses, boolean outputsFirst) {
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        this.losses = losses;
        this.outputsFirst = outputsFirst;
    }

    /** A series that so far has the untrained network alone, which is epoch 0. */
    public static WeightSeries startingAt(Path initial) {
        return new WeightSeries(new TreeMap<>(Map.of(0, initial)), null, false);
    }

    /**
     * The files of a folder.
     *
     * @param pattern their path with {@code {epoch}} in place of the number, such as {@code
     *     weights/epoch-{epoch}.npz}; leading zeros count for nothing
     * @throws IllegalArgumentException if {@code {epoch}} is not once in the name of the file
     * @throws IOException if the folder cannot be read, or has no such files, none of epoch 0 or two
     *     of one epoch; one sentence
     */
    public static WeightSeries matching(String pattern) throws IOException {
        SortedMap<Integer, Path> found = EpochPattern.files(pattern);
        if (found.firstKey() != 0) {
            throw new IOException(
                    "expected a file of epoch 0, the untrained network, among those named "
                            + pattern
                            + ", found "
                            + found.firstKey()
                            + " as the first; name it as the initial one");
        }
        return new WeightSeries(found, null, false);
    }

    /**
     * The files of a folder behind an untrained network that lies elsewhere.
     *
     * @param initial the untrained network, also where there is a file of epoch 0
     * @param pattern as of {@link #matching(String)}
     * @throws IllegalArgumentException as {@link #matching(String)}
     * @throws IOException as {@link #matching(String)}, but for a missing epoch 0
     */
    public static WeightSeries matching(Path initial, String pattern) throws IOException {
        SortedMap<Integer, Path> files = EpochPattern.files(pattern);
        files.put(0, initial);
        return new WeightSeries(files, null, false);
    }

    /**
     * Adds the weights at the end of an epoch; in any order, with gaps.
     *
     * @param epoch how many passes over the data they have seen, from 1 on
     * @param file the file
     * @throws IllegalArgumentException if the epoch is not from 1 on, or has a file already
     */
    public WeightSeries epoch(int epoch, Path file) {
        if (epoch < 1) {
            throw new IllegalArgumentException(
                    "expected an epoch from 1 on, as 0 is the initial network, found "
                            + epoch
                            + " of "
                            + file);
        }
        Path other = files.get(epoch);
        if (other != null) {
            throw new IllegalArgumentException(
                    "expected one file of epoch " + epoch + ", found " + other + " and " + file);
        }
        SortedMap<Integer, Path> more = new TreeMap<>(files);
        more.put(epoch, file);
        return new WeightSeries(more, losses, outputsFirst);
    }

    /**
     * States losses and accuracies.
     *
     * @param csv a table with a line for each epoch. Columns are {@code epoch} and any of {@code
     *     train.loss} and {@code train.accuracy}, of the weights at the end of the epoch; {@code
     *     runningLoss}, the mean over its minibatches; {@code learningRate}; {@code NAME.loss} and
     *     {@code NAME.accuracy} of held-out examples, such as {@code test.loss}. Accuracies are
     *     shares from 0 to 1. Cells may be empty; a loss that is {@code nan} or {@code inf} ends the
     *     run as diverged. Lines of epochs without a file count for nothing
     */
    public WeightSeries losses(Path csv) {
        return new WeightSeries(files, csv, outputsFirst);
    }

    /**
     * States what the rows of weight matrices are, where shapes leave it open: where all layers are
     * of one size, and where tensors make up no perceptron.
     *
     * @param outputs whether they are outputs, as PyTorch has them; if not, inputs, as Keras,
     *     scikit-learn and InitTrace have them. Inputs unless set
     */
    public WeightSeries outputsFirst(boolean outputs) {
        return new WeightSeries(files, losses, outputs);
    }

    /** The files by epoch; 0 is the untrained network. */
    public SortedMap<Integer, Path> files() {
        return files;
    }

    /**
     * Plays the training and records it.
     *
     * @param settings what is set of the trace: its run folder, alarms, listeners. A recording that
     *     is set there should keep no samples, classification and analysis, for what the network
     *     does with the weights is not known
     * @return the run, with models that hold weights and predict nothing
     * @throws IOException if there is no file behind the initial one, a file cannot be read or is
     *     damaged, its quantised weights have no known scale, they have not the same tensors, the
     *     initial one has a number that is not finite,
     *     a tensor is missing or of another shape, no line of the losses is of an epoch that has a
     *     file, or the memory does not suffice; one sentence
     * @throws java.io.UncheckedIOException if the run folder cannot be written, or the values of a
     *     file cannot be read; the run folder then has the epochs before
     */
    public TracedRun<Label> record(UnaryOperator<InitTrace<Label>> settings) throws IOException {
        if (files.size() < 2) {
            throw new IOException(
                    "expected weights of one or more epochs behind "
                            + files.get(0)
                            + ", found none");
        }
        SavedLosses figures = losses == null ? SavedLosses.NONE : LossTable.read(losses);
        if (losses != null) {
            figures.requireUsed(losses, files);
        }
        SavedWeights saved = SavedWeights.open(files, outputsFirst);
        List<String> sha256 = new ArrayList<>();
        for (OnnxFile file : saved.files().values()) {
            sha256.add(file.sha256());
        }
        ImportedTraining training =
                new ImportedTraining(
                        saved,
                        sha256,
                        figures,
                        losses == null ? "" : losses.toString(),
                        losses == null ? "" : sha256(losses));
        InitTrace<Label> trace =
                InitTrace.of(training)
                        .recording(Recording.full().samples(false).classification(false));
        for (String set : figures.sets()) {
            trace = trace.validateOn(set, unknown());
        }
        return settings.apply(trace).run(unknown());
    }

    private static String sha256(Path file) throws IOException {
        try {
            return Manifest.Entry.of(file).sha256();
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
    }

    /** Examples of which nothing is known. */
    private static Dataset<Label> unknown() {
        LabelFactory labels = new LabelFactory();
        return new MutableDataset<>(
                new SimpleDataSourceProvenance(DataRecord.UNKNOWN, labels), labels);
    }
}

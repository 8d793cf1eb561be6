// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.NumberedFolder;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.sgd.ObservedSGDTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Follows a trainer from its first weights to its last. The model is the one the trainer makes
 * alone, bit for bit, with the same provenance.
 *
 * <pre>{@code
 * InitTrace.of(trainer).validateOn("test", testSet).runFolder(folder).run(trainSet);
 * }</pre>
 *
 * <p>An InitTrace is immutable: each setting returns a new one. It may run many times, also at the
 * same time on several threads; every call is a run of its own. As a {@link Trainer} it can stand
 * wherever its trainer can, in cross-validation for example; {@code train} then writes each run to
 * a numbered folder in the run folder: {@code run-0001} and so on, after those already there.
 *
 * <p>The trace of a trainer that is a {@link WeightedExamples} is one as well, a {@link
 * WeightedInitTrace}: composites ask their trainer whether it is.
 *
 * @param <T> the type of the model's output
 */
public sealed class InitTrace<T extends Output<T>> implements Trainer<T>, Cloneable
        permits WeightedInitTrace {
    @Config(mandatory = true, description = "The trainer whose training to follow.")
    private @Nullable Trainer<T> trainer;

    @Config(
            description =
                    "The folder in which each training gets a numbered one; without it, tracing"
                            + " leaves nothing but what listeners do.")
    private @Nullable Path runFolder;

    @Config(description = "How the features of an example are arranged, such as 28, 28; optional.")
    private List<Integer> inputShape = List.of();

    @Config(description = "What is kept, and when; everything that costs little unless set.")
    private Recording recording = Recording.full();

    @Config(description = "The figure that ends training when it gets no better; optional.")
    private @Nullable EarlyStopping earlyStopping;

    @Config(description = "Sets of examples to evaluate at every record, by name.")
    private Map<String, ConfigurableDataSource<T>> validationSources = Map.of();

    private boolean overwrite;
    private @Nullable String job;
    private ValidationSets<T> validation = new ValidationSets<>(Map.of());
    private Watchers<T> watchers = Watchers.none();
    private @Nullable ObservableTrainer<T> observable;

    /** For OLCUT. */
    InitTrace() {}

    /**
     * Traces a trainer, in memory, with no validation set, until told otherwise.
     *
     * @param trainer whose training to follow: an {@link ObservableTrainer}, or one of Tribuo's own
     *     SGD trainers as it is, see {@link ObservedSGDTrainer}
     * @param <T> the type of the model's output
     * @throws IllegalArgumentException if the trainer cannot be traced; the message names the
     *     alternative
     */
    public static <T extends Output<T>> InitTrace<T> of(Trainer<T> trainer) {
        InitTrace<T> trace =
                trainer instanceof WeightedExamples ? new WeightedInitTrace<>() : new InitTrace<>();
        trace.trainer = trainer;
        trace.observable = ObservableTrainers.of(trainer);
        return trace;
    }

    /** For OLCUT: checks what was configured, and reads the validation sets. */
    @Override
    public void postConfig() {
        observable = Configured.observable(trainer);
        Configured.check("inputShape", () -> InputShape.check(inputShape));
        Configured.check(
                "validationSources", () -> validation = ValidationSets.of(validationSources));
    }

    /**
     * Evaluates another set of examples at every epoch.
     *
     * @param name what to call it in the record
     * @param dataset the examples; not trained on
     * @throws IllegalArgumentException if the name is blank or already taken
     */
    public InitTrace<T> validateOn(String name, Dataset<T> dataset) {
        return with(changed -> changed.validation = validation.and(name, dataset));
    }

    /**
     * Writes what happens to a folder that {@link RunFolder} reads. Without, everything stays in
     * memory. {@link #run(Dataset)} writes to this folder itself, {@code train} to numbered folders
     * in it.
     *
     * @param folder a folder that does not exist or is empty
     */
    public InitTrace<T> runFolder(Path folder) {
        return with(changed -> changed.runFolder = folder);
    }

    /**
     * Whether {@link #run(Dataset)} may replace an earlier run in the run folder, false unless set. A
     * folder that holds anything but a run is never touched, nor a numbered one.
     */
    public InitTrace<T> overwrite(boolean overwrite) {
        return with(changed -> changed.overwrite = overwrite);
    }

    /**
     * States how the features of one example are arranged, for those who draw weights. Their order
     * is that of their ids, and so alphabetical unless the trainer has an input order. Where that
     * has pixel10 before pixel2, a warning says so, and the record is without the shape.
     *
     * @param lengths the lengths of the dimensions, outermost first: {@code 28, 28} for an image
     * @throws IllegalArgumentException if there is none or one is not positive
     */
    public InitTrace<T> inputShape(int... lengths) {
        List<Integer> shape = InputShape.of(lengths);
        return with(changed -> changed.inputShape = shape);
    }

    /** Chooses what is kept of a run, and when; {@link Recording#full} unless set. */
    public InitTrace<T> recording(Recording recording) {
        return with(changed -> changed.recording = recording);
    }

    /**
     * Keeps what asked for the training, a {@code Job} as JSON, in the folder of a run that is to be
     * resumed, so that the command can make trainer, data and this trace of it again.
     */
    public InitTrace<T> job(String json) {
        return with(changed -> changed.job = json);
    }

    /**
     * Tells somebody else as well. Listeners are told after the record has been taken, in the
     * order in which they were added; with several runs at the same time, from several threads.
     */
    public InitTrace<T> listener(TrainingListener<T> listener) {
        return with(changed -> changed.watchers = watchers.and(listener));
    }

    /** Hands out each epoch's record, on the thread that trains, as soon as it has been written. */
    public InitTrace<T> onRecord(Consumer<? super EpochRecord> consumer) {
        return with(changed -> changed.watchers = watchers.and(consumer));
    }

    /**
     * Writes events for TensorBoard as training goes on, to a folder in this one by the name of the
     * run folder. A new run replaces an earlier log of that name; one that is resumed goes on in
     * another file.
     */
    public InitTrace<T> tensorBoard(Path folder) {
        return with(changed -> changed.watchers = watchers.logTo(folder));
    }

    /**
     * Chooses which alarms to watch for, and from which values on. Those raised are in {@link
     * EpochRecord#alarms}, and all together in {@link
     * io.github.inittrace.run.TrainingHistory#alarms}.
     *
     * @param settings {@link AlarmSettings#defaults} unless set
     */
    public InitTrace<T> alarms(AlarmSettings settings) {
        return with(changed -> changed.watchers = watchers.of(settings));
    }

    /**
     * Asks training to stop at the first alarm of a kind, or of several given one after another.
     * Where a trainer {@linkplain TrainingSession#isStoppable cannot be stopped}, that is logged,
     * and training goes on.
     *
     * @param alarm which alarms stop training; {@link Alarms} has the usual ones
     */
    public InitTrace<T> stopWhen(Predicate<? super Alarm> alarm) {
        return with(changed -> changed.watchers = watchers.stopWhen(alarm));
    }

    /**
     * Ends training once a figure gets no better, where {@linkplain TrainingSession#isStoppable that
     * is possible}, as with {@link #stopWhen}.
     *
     * @param stopping none unless set
     */
    public InitTrace<T> earlyStopping(EarlyStopping stopping) {
        return with(changed -> changed.earlyStopping = stopping);
    }

    /**
     * Trains and traces, with the trainer's next invocation.
     *
     * @param examples the training data
     * @return the run
     * @throws IllegalArgumentException if the data cannot be trained on, or its features do not fit
     *     in the input shape
     * @throws UncheckedIOException if the run folder cannot be written, before or during training;
     *     the message is one sentence for the user
     * @throws FullHistoryException if the records of the run fill the memory
     */
    public TracedRun<T> run(Dataset<T> examples) {
        return run(examples, Map.of(), INCREMENT_INVOCATION_COUNT);
    }

    /**
     * Trains and traces, and throws, as {@link #run(Dataset)} does.
     *
     * @param examples the training data
     * @param runProvenance instance values for the model's provenance
     * @param invocationCount the invocation to replay, or {@link #INCREMENT_INVOCATION_COUNT}
     * @return the run
     */
    public TracedRun<T> run(
            Dataset<T> examples, Map<String, Provenance> runProvenance, int invocationCount) {
        InputShape.checkFeatures(inputShape, examples.getFeatureMap().size());
        try (RunSink sink = RunSink.to(runFolder, overwrite, watchers.logs())) {
            return new Recorder<>(this, examples, sink, null)
                    .train(observable(), runProvenance, invocationCount);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public Model<T> train(Dataset<T> examples, Map<String, Provenance> runProvenance) {
        return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
    }

    /**
     * Trains and traces as {@link #run(Dataset)} does, into a numbered folder of its own.
     *
     * @throws IllegalArgumentException as {@link #run(Dataset)}, and if a configuration file made
     *     this trace no {@link WeightedExamples} although its trainer is one, and the examples are a
     *     sample drawn by weight, such as AdaBoost hands to trainers that are none
     * @throws UncheckedIOException as {@link #run(Dataset)}
     */
    @Override
    public Model<T> train(
            Dataset<T> examples, Map<String, Provenance> runProvenance, int invocationCount) {
        WeightedInitTrace.requireWeights(this, examples);
        Path parent = runFolder;
        if (parent == null) {
            return run(examples, runProvenance, invocationCount).model();
        }
        try (NumberedFolder folder = NumberedFolder.claim(parent)) {
            return runFolder(folder.path()).run(examples, runProvenance, invocationCount).model();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public int getInvocationCount() {
        return observable().getInvocationCount();
    }

    @Override
    public void setInvocationCount(int invocationCount) {
        observable().setInvocationCount(invocationCount);
    }

    /** The trainer's own provenance: tracing is no part of it. */
    @Override
    public TrainerProvenance getProvenance() {
        return observable().getProvenance();
    }

    @Override
    public String toString() {
        return "InitTrace(" + trainer + ")";
    }

    @SuppressWarnings("unchecked") // a copy of this
    private InitTrace<T> with(Consumer<InitTrace<T>> change) {
        try {
            InitTrace<T> changed = (InitTrace<T>) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the trainer weighs its examples. */
    boolean weighs() {
        return trainer instanceof WeightedExamples;
    }

    ObservableTrainer<T> observable() {
        return Objects.requireNonNull(observable, "set by of and by postConfig");
    }

    @Nullable Path runFolder() {
        return runFolder;
    }

    List<Integer> inputShape() {
        return inputShape;
    }

    /** What asked for the training, where a folder is to hold it. */
    @Nullable String job() {
        return recording.resumable().isNever() ? null : job;
    }

    Recording recording() {
        return recording;
    }

    @Nullable EarlyStopping earlyStopping() {
        return earlyStopping;
    }

    ValidationSets<T> validation() {
        return validation;
    }

    Watchers<T> watchers() {
        return watchers;
    }
}

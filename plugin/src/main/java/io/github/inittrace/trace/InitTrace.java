// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.analysis.EndAnalysis;
import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.NumberedFolder;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.sgd.ObservedSGDTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.dataset.DatasetView;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Follows a trainer from its first weights to its last. The model is the one the trainer makes
 * alone, bit for bit, with the same provenance.
 *
 * <pre>{@code
 * InitTrace<Label> traced = InitTrace.of(trainer)
 *         .validateOn("test", testSet)
 *         .runFolder(Path.of("runs/fashion-512"));
 * TracedRun<Label> run = traced.run(trainSet);
 * }</pre>
 *
 * <p>An InitTrace is immutable: each setting returns a new one. It may run many times, also at the
 * same time on several threads; every call is a run of its own. As a {@link Trainer} it can stand
 * wherever its trainer can, in cross-validation for example; {@code train} then writes each run
 * to a numbered folder inside the run folder: {@code run-0001}, {@code run-0002} and so on, after
 * those already there.
 *
 * <p>The trace of a trainer that is a {@link WeightedExamples} is one as well, a {@link
 * WeightedInitTrace}: composites ask their trainer whether it is.
 *
 * <p>This file is long because every setting is a field for OLCUT and a method with its contract
 * for people.
 *
 * @param <T> the type of the model's output
 */
public sealed class InitTrace<T extends Output<T>> implements Trainer<T> permits WeightedInitTrace {
    @Config(mandatory = true, description = "The trainer whose training to follow.")
    private @Nullable Trainer<T> trainer;

    @Config(
            description =
                    "The folder in which each training gets a numbered one; without it, tracing"
                            + " leaves nothing but what listeners do.")
    private @Nullable Path runFolder;

    @Config(description = "How the features of an example are arranged, such as 28, 28; optional.")
    private List<Integer> inputShape = List.of();

    @Config(description = "How many training examples to evaluate at every record.")
    private int trainingSample = Observation.DEFAULT_TRAINING_SAMPLE;

    @Config(description = "How many epochs there are from one record to the next.")
    private int recordEvery = 1;

    @Config(
            description =
                    "How many epochs there are from one conditional distribution to the next, 0 for"
                            + " the last only.")
    private int conditionalEvery;

    @Config(
            description =
                    "How many epochs there are from one checkpoint of the model to the next, 0 for"
                            + " none.")
    private int checkpointsEvery;

    @Config(description = "Whether to analyse the initial and the trained weights at the end.")
    private boolean analyseEnd;

    @Config(description = "Sets of examples to evaluate at every record, by name.")
    private Map<String, ConfigurableDataSource<T>> validationSources = Map.of();

    private boolean overwrite;
    private Pictures.@Nullable Wish pictures;
    private Map<String, Dataset<T>> validation = Map.of();
    private List<TrainingListener<T>> listeners = List.of();
    private List<Consumer<? super EpochRecord>> consumers = List.of();
    private AlarmSettings alarms = AlarmSettings.defaults();
    private @Nullable Predicate<? super Alarm> stopWhen;
    private @Nullable ObservableTrainer<T> observable;

    /** For OLCUT. */
    InitTrace() {}

    InitTrace(InitTrace<T> other) {
        trainer = other.trainer;
        runFolder = other.runFolder;
        inputShape = other.inputShape;
        trainingSample = other.trainingSample;
        recordEvery = other.recordEvery;
        conditionalEvery = other.conditionalEvery;
        checkpointsEvery = other.checkpointsEvery;
        analyseEnd = other.analyseEnd;
        validationSources = other.validationSources;
        overwrite = other.overwrite;
        pictures = other.pictures;
        validation = other.validation;
        listeners = other.listeners;
        consumers = other.consumers;
        alarms = other.alarms;
        stopWhen = other.stopWhen;
        observable = other.observable;
    }

    /**
     * Traces a trainer, in memory, with no validation set, until told otherwise.
     *
     * @param trainer whose training to follow: an {@link ObservableTrainer}, or one of Tribuo's own
     *     SGD trainers as it is, see {@link ObservedSGDTrainer}
     * @param <T> the type of the model's output
     * @return the trace
     * @throws IllegalArgumentException if the trainer cannot be traced; the message names the
     *     alternative
     */
    public static <T extends Output<T>> InitTrace<T> of(Trainer<T> trainer) {
        InitTrace<T> trace = new InitTrace<>();
        trace.trainer = trainer;
        trace.observable = ObservableTrainers.of(trainer);
        return trace.copy();
    }

    /** For OLCUT: checks what was configured, and reads the validation sets. */
    @Override
    public void postConfig() {
        Trainer<T> configured = trainer;
        if (configured == null) {
            throw new PropertyException("", "trainer", "a trace needs a trainer, found none");
        }
        check("trainer", () -> observable = ObservableTrainers.of(configured));
        check("inputShape", () -> TraceSettings.checkShape(inputShape));
        check("trainingSample", () -> TraceSettings.checkSample(trainingSample));
        check("recordEvery", () -> TraceSettings.checkInterval(recordEvery));
        check("conditionalEvery", () -> TraceSettings.checkConditional(conditionalEvery));
        check("checkpointsEvery", () -> TraceSettings.checkCheckpoints(checkpointsEvery));
        Map<String, Dataset<T>> sets = new LinkedHashMap<>();
        new TreeMap<>(validationSources)
                .forEach(
                        (name, source) -> {
                            check("validationSources", () -> TraceSettings.checkName(name));
                            sets.put(name, new MutableDataset<>(source));
                        });
        validation = sets;
    }

    private static void check(String property, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new PropertyException("", property, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Evaluates another set of examples at every epoch.
     *
     * @param name what to call it in the record
     * @param dataset the examples; not trained on
     * @return a trace that also does this
     * @throws IllegalArgumentException if the name is blank or already taken
     */
    public InitTrace<T> validateOn(String name, Dataset<T> dataset) {
        TraceSettings.checkName(name);
        if (validation.containsKey(name)) {
            throw new IllegalArgumentException(
                    "there is already a validation set named '" + name + "'; choose another name");
        }
        Map<String, Dataset<T>> more = new LinkedHashMap<>(validation);
        more.put(name, dataset);
        return with(changed -> changed.validation = more);
    }

    /**
     * Writes what happens to a folder that {@link RunFolder} reads. Without, everything stays in
     * memory. {@link #run(Dataset)} writes to this folder itself, {@code train} to numbered folders
     * in it.
     *
     * @param folder a folder that does not exist or is empty
     * @return a trace that also does this
     */
    public InitTrace<T> runFolder(Path folder) {
        return with(changed -> changed.runFolder = folder);
    }

    /**
     * Whether {@link #run(Dataset)} may replace an earlier run in the run folder. A folder that
     * holds anything but a run is never touched. Numbered folders are never overwritten.
     *
     * @param overwrite false unless set
     * @return a trace that does so
     */
    public InitTrace<T> overwrite(boolean overwrite) {
        return with(changed -> changed.overwrite = overwrite);
    }

    /**
     * States how the features of one example are arranged, for those who draw weights.
     *
     * @param lengths the lengths of the dimensions, outermost first: {@code 28, 28} for an image
     * @return a trace that records this
     * @throws IllegalArgumentException if there is none or one is not positive
     */
    public InitTrace<T> inputShape(int... lengths) {
        List<Integer> shape = Arrays.stream(lengths).boxed().toList();
        if (shape.isEmpty()) {
            throw new IllegalArgumentException(
                    "an input shape is made of positive lengths, found " + shape);
        }
        TraceSettings.checkShape(shape);
        return with(changed -> changed.inputShape = shape);
    }

    /**
     * Evaluates this many training examples at every epoch, a random sample that stays the same.
     *
     * @param examples {@link Observation#DEFAULT_TRAINING_SAMPLE} unless set; {@link
     *     Observation#ALL} for every one
     * @return a trace that does so
     * @throws IllegalArgumentException if it is not positive
     */
    public InitTrace<T> trainingSample(int examples) {
        TraceSettings.checkSample(examples);
        return with(changed -> changed.trainingSample = examples);
    }

    /**
     * Takes a record at every k-th epoch only, and besides of the untrained network and at the last
     * epoch. What a record says of the way since the record before, its update sizes and seconds,
     * then covers all epochs in between; its running loss is that of its own epoch.
     *
     * @param epochs how many epochs there are from one record to the next, 1 unless set
     * @return a trace that does so
     * @throws IllegalArgumentException if it is not positive
     */
    public InitTrace<T> recordEvery(int epochs) {
        TraceSettings.checkInterval(epochs);
        return with(changed -> changed.recordEvery = epochs);
    }

    /**
     * Writes where weights are by where they started, for each weight matrix, not only at the last
     * epoch but at every k-th that is recorded. Takes a run folder; one takes as long as about twenty
     * records.
     *
     * @param epochs how many epochs there are from one to the next; 0, for the last epoch only,
     *     unless set
     * @return a trace that does so
     * @throws IllegalArgumentException if it is negative
     */
    public InitTrace<T> conditionalEvery(int epochs) {
        TraceSettings.checkConditional(epochs);
        return with(changed -> changed.conditionalEvery = epochs);
    }

    /**
     * Exports the model along the way, at every record whose epoch is a multiple of k: {@code
     * checkpoints/epoch-000100.onnx} and so on, with the tensor names, order and shapes of {@code
     * initial.onnx} and {@code trained.onnx}. Epoch 0 has none, being the initial model. Takes a run
     * folder and a model that can be exported; without either there is none, and of a model that
     * cannot, the log says so.
     *
     * @param epochs how many epochs there are from one to the next; 0, for none, unless set
     * @return a trace that does so
     * @throws IllegalArgumentException if it is negative
     */
    public InitTrace<T> checkpointsEvery(int epochs) {
        TraceSettings.checkCheckpoints(epochs);
        return with(changed -> changed.checkpointsEvery = epochs);
    }

    /**
     * Whether to find out, once training has ended, what the initial and the trained weights tell
     * together: how good the model is with layers put back to their start and along the straight
     * line between both, and the singular values. See {@link EndAnalysis}. It takes seconds, costs
     * nothing during training, and changes nothing.
     *
     * @param analyse false unless set
     * @return a trace that does so
     */
    public InitTrace<T> analyseEnd(boolean analyse) {
        return with(changed -> changed.analyseEnd = analyse);
    }

    /**
     * Draws a weight matrix at the first and the last record, and at every record in between whose
     * epoch is a multiple of k: PNG files in the run folder, {@code
     * pictures/hidden2.weight/epoch-000010.png}. All have one colour scale, from minus to plus the
     * largest initial weight. Without a run folder nothing is drawn.
     *
     * @param tensor the name of the matrix; training ends at once if there is none of that name
     * @param epochs how many epochs there are from one picture to the next
     * @return a trace that also does this
     * @throws IllegalArgumentException if the number of epochs is not positive
     */
    public InitTrace<T> pictures(String tensor, int epochs) {
        Pictures.Wish wish = new Pictures.Wish(tensor, epochs);
        return with(changed -> changed.pictures = wish);
    }

    /**
     * Tells somebody else as well. Listeners are told after the record has been taken, in the
     * order in which they were added; with several runs at the same time, from several threads.
     *
     * @param listener whom to tell
     * @return a trace that also does this
     */
    public InitTrace<T> listener(TrainingListener<T> listener) {
        List<TrainingListener<T>> more = new ArrayList<>(listeners);
        more.add(listener);
        return with(changed -> changed.listeners = more);
    }

    /**
     * Hands out each epoch's record as soon as it has been taken and written.
     *
     * @param consumer whom to hand it to; called on the thread that trains
     * @return a trace that also does this
     */
    public InitTrace<T> onRecord(Consumer<? super EpochRecord> consumer) {
        List<Consumer<? super EpochRecord>> more = new ArrayList<>(consumers);
        more.add(consumer);
        return with(changed -> changed.consumers = more);
    }

    /**
     * Chooses which alarms to watch for, and from which values on. Those raised are in {@link
     * EpochRecord#alarms}, and all together in {@link
     * io.github.inittrace.run.TrainingHistory#alarms}.
     *
     * @param settings {@link AlarmSettings#defaults} unless set
     * @return a trace that does so
     */
    public InitTrace<T> alarms(AlarmSettings settings) {
        return with(changed -> changed.alarms = settings);
    }

    /**
     * Asks training to stop at the first alarm of a kind, or of several given one after another.
     * Where a trainer {@linkplain TrainingSession#isStoppable cannot be stopped}, that is logged,
     * and training goes on.
     *
     * @param alarm which alarms stop training; {@link Alarms} has the usual ones
     * @return a trace that also does this
     */
    public InitTrace<T> stopWhen(Predicate<? super Alarm> alarm) {
        Predicate<? super Alarm> before = stopWhen;
        return with(
                changed ->
                        changed.stopWhen =
                                before == null ? alarm : a -> before.test(a) || alarm.test(a));
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
     * Trains and traces.
     *
     * @param examples the training data
     * @param runProvenance instance values for the model's provenance
     * @param invocationCount the invocation to replay, or {@link #INCREMENT_INVOCATION_COUNT}
     * @return the run
     * @throws IllegalArgumentException as {@link #run(Dataset)}
     * @throws UncheckedIOException as {@link #run(Dataset)}
     */
    public TracedRun<T> run(
            Dataset<T> examples, Map<String, Provenance> runProvenance, int invocationCount) {
        return run(examples, runProvenance, invocationCount, runFolder);
    }

    @Override
    public Model<T> train(Dataset<T> examples) {
        return train(examples, Map.of());
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
        if (weighs() && !(this instanceof WeightedExamples) && isDrawnByWeight(examples)) {
            throw new IllegalArgumentException(
                    "expected examples with their weights, which "
                            + getProvenance().getClassName()
                            + " takes, found a sample drawn by weight; configure the trace as "
                            + WeightedInitTrace.class.getName()
                            + " instead of "
                            + InitTrace.class.getName());
        }
        Path parent = runFolder;
        if (parent == null) {
            return run(examples, runProvenance, invocationCount, null).model();
        }
        NumberedFolder folder = unchecked(() -> NumberedFolder.claim(parent));
        try {
            return run(examples, runProvenance, invocationCount, folder.path()).model();
        } finally {
            folder.releaseIfEmpty();
        }
    }

    /**
     * Trains again what a run folder tells of, on its data loaded again, and compares the weights;
     * shorthand for {@link Replay}, which says what of a stranger's folder is read and run.
     *
     * @param run a run that has ended
     * @return the verdict
     * @throws IOException if the run cannot be replayed, as {@link Replay#of(RunFolder)} and {@link
     *     Replay#run}; the message is one sentence
     */
    public static ReplayVerdict replay(RunFolder run) throws IOException {
        return Replay.of(run).run();
    }

    /**
     * Trains a model again, on its data loaded again, and compares the weights.
     *
     * @param model a model as training returned it, perhaps saved and loaded since
     * @return the verdict
     * @throws IllegalArgumentException if the model does not show its weights, or has those of the
     *     midst of training
     * @throws IOException as {@link Replay#run}
     */
    public static ReplayVerdict replay(Model<?> model) throws IOException {
        return Replay.of(model).run();
    }

    /**
     * Trains a model again on data handed over, and compares the weights.
     *
     * @param model as for {@link #replay(Model)}
     * @param data the model's training data, of whose provenance the verdict compares the content
     * @return the verdict
     * @throws IllegalArgumentException as {@link #replay(Model)}
     * @throws IOException as {@link Replay#run}
     */
    public static <T extends Output<T>> ReplayVerdict replay(Model<T> model, Dataset<T> data)
            throws IOException {
        return Replay.of(model).on(data).run();
    }

    private TracedRun<T> run(
            Dataset<T> examples,
            Map<String, Provenance> runProvenance,
            int invocationCount,
            @Nullable Path folder) {
        TraceSettings<T> settings = settings();
        settings.checkFeatures(examples.getFeatureMap().size());
        RunSink sink = unchecked(() -> RunSink.to(folder, overwrite));
        Recorder<T> recorder = new Recorder<>(settings, examples, sink);
        try (sink) {
            Model<T> model;
            try {
                model =
                        observable()
                                .train(
                                        examples,
                                        runProvenance,
                                        invocationCount,
                                        settings.observation(recorder));
            } catch (OutOfMemoryError e) {
                throw recorder.memoryRanOut(e);
            } catch (RuntimeException | Error e) {
                recorder.trainingThrew(e);
                throw e;
            }
            return recorder.finish(model, folder);
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

    private InitTrace<T> with(Consumer<InitTrace<T>> change) {
        InitTrace<T> changed = copy();
        change.accept(changed);
        return changed;
    }

    /** The same settings in a trace that weighs examples if its trainer does. */
    private InitTrace<T> copy() {
        return weighs() ? new WeightedInitTrace<>(this) : new InitTrace<>(this);
    }

    /** Whether the trainer weighs its examples. */
    boolean weighs() {
        return trainer instanceof WeightedExamples;
    }

    private static boolean isDrawnByWeight(Dataset<?> examples) {
        return examples.getProvenance() instanceof DatasetView.DatasetViewProvenance view
                && view.isWeighted();
    }

    private ObservableTrainer<T> observable() {
        return Objects.requireNonNull(observable, "set by of and by postConfig");
    }

    private TraceSettings<T> settings() {
        return new TraceSettings<>(
                validation,
                inputShape.isEmpty() ? null : inputShape,
                trainingSample,
                recordEvery,
                conditionalEvery,
                checkpointsEvery,
                analyseEnd,
                pictures,
                listeners,
                consumers,
                alarms,
                stopWhen);
    }

    private interface IoCall<R> {
        R call() throws IOException;
    }

    private static <R> R unchecked(IoCall<R> call) {
        try {
            return call.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}

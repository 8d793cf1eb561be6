// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import io.github.inittrace.analysis.EndAnalysis;
import io.github.inittrace.lifecycle.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a run, and when. Immutable: each setting returns a new one. In a configuration
 * file and as JSON the settings have the names of their methods, and schedules are text, such as
 * {@code every=10}.
 *
 * <pre>{@code
 * Recording.light().records(Schedule.every(5)).analysis(true)
 * }</pre>
 *
 * <p>The initial and the trained network, and the record of the run, are always kept.
 */
public final class Recording implements Configurable, Cloneable {
    @Config(description = "When the losses and the measures of the weights are recorded.")
    private String records = "every=1";

    @Config(description = "How many training examples to evaluate at every record.")
    private int trainingSample = Observation.DEFAULT_TRAINING_SAMPLE;

    @Config(description = "When it is recorded where weights are by where they started.")
    private String conditionals = "last";

    @Config(description = "Levels of the loss at which the weights are measured.")
    private List<Double> lossLevels = List.of();

    @Config(description = "When the model is exported along the way.")
    private String checkpoints = "never";

    @Config(description = "The figure by which the network of the best epoch is kept.")
    private @Nullable String keepBest;

    @Config(description = "When it is written what the training needs to go on later.")
    private String resumable = "never";

    @Config(description = "When the weight matrices are kept.")
    private String matrices = "never";

    @Config(description = "When it is kept what of the weight matrices no renumbering changes.")
    private String invariants = "never";

    @Config(description = "When a weight matrix is drawn.")
    private String pictures = "never";

    @Config(description = "The name of the matrix that is drawn.")
    private @Nullable String pictured;

    @Config(description = "Whether to keep what both models say to a few examples.")
    private boolean samples = true;

    @Config(description = "Whether to keep what a classifier takes for what.")
    private boolean classification = true;

    @Config(description = "Whether to analyse the initial and the trained weights at the end.")
    private boolean analysis;

    private Recording() {}

    /**
     * Everything that costs little time: a record of every epoch, and at the end where weights are
     * by where they started, a few predictions and the confusion of classes.
     */
    public static Recording full() {
        return new Recording();
    }

    /**
     * What a comparison of many runs takes: a record of every tenth epoch and the last, and nothing
     * besides.
     */
    public static Recording light() {
        return full().records(Schedule.every(10))
                .conditionals(Schedule.never())
                .samples(false)
                .classification(false);
    }

    /** For OLCUT: checks what was configured. */
    @Override
    public void postConfig() {
        Configured.check("records", () -> records(records()));
        Configured.check("trainingSample", () -> trainingSample(trainingSample));
        Configured.check("conditionals", this::conditionals);
        Configured.check("lossLevels", () -> checkLevels(lossLevels));
        Configured.check("checkpoints", this::checkpoints);
        Configured.check("resumable", this::resumable);
        Configured.check("matrices", this::matrices);
        Configured.check("invariants", this::invariants);
        Configured.check("pictures", () -> pictures(pictured, pictures()));
    }

    /**
     * When a record is taken, besides of the untrained network and at the last epoch, which always
     * have theirs. What a record says of the way since the record before, its update sizes and
     * seconds, covers all epochs in between; its running loss is that of its own epoch.
     *
     * @param schedule every epoch unless set
     * @throws IllegalArgumentException if it is never
     */
    public Recording records(Schedule schedule) {
        if (schedule.isNever()) {
            throw new IllegalArgumentException(
                    "the last epoch of a run is always recorded: expected every=N or last, found"
                            + " never");
        }
        return with(changed -> changed.records = schedule.toString());
    }

    /**
     * How many training examples every record evaluates, a random sample that stays the same.
     *
     * @param examples {@link Observation#DEFAULT_TRAINING_SAMPLE} unless set; {@link
     *     Observation#ALL} for every one
     * @throws IllegalArgumentException if it is not positive
     */
    public Recording trainingSample(int examples) {
        Observation.checkSample(examples);
        return with(changed -> changed.trainingSample = examples);
    }

    /**
     * When it is written where weights are by where they started, for each weight matrix, at epochs
     * that have a record; and besides, unless it is never, at alarms. Takes a run folder; one takes
     * as long as about twenty records.
     *
     * @param schedule the last epoch unless set
     */
    public Recording conditionals(Schedule schedule) {
        return with(changed -> changed.conditionals = schedule.toString());
    }

    /**
     * Measures the weights where the loss first comes down to levels, so that networks can be
     * compared at an equal loss: after the first step with which the mean loss of the last 100
     * minibatches is at most the level. So there is none before step 100, and none of a level that
     * the loss stays above. In {@code loss-levels.jsonl}, see {@link
     * io.github.inittrace.run.LossLevelRecord}. Takes a run folder and a trainer that tells the
     * losses of its minibatches; of another, the log says so.
     *
     * @param levels none unless set, in any order
     * @throws IllegalArgumentException if one is not finite, or is given twice
     */
    public Recording lossLevels(double... levels) {
        List<Double> all = Arrays.stream(levels).boxed().toList();
        checkLevels(all);
        return with(changed -> changed.lossLevels = all);
    }

    private static void checkLevels(List<Double> levels) {
        for (int i = 0; i < levels.size(); i++) {
            if (!Double.isFinite(levels.get(i)) || levels.indexOf(levels.get(i)) < i) {
                throw new IllegalArgumentException(
                        "levels of the loss must be finite numbers, each given once, found "
                                + levels);
            }
        }
    }

    /**
     * When the model is exported along the way, at epochs that have a record: {@code
     * checkpoints/epoch-000100.onnx} and so on, with the tensor names, order and shapes of {@code
     * initial.onnx} and {@code trained.onnx}, which are the networks of epoch 0 and of the end.
     * Takes a run folder and a model that can be exported; without either there is none, and of a
     * model that cannot, the log says so.
     *
     * @param schedule never unless set
     */
    public Recording checkpoints(Schedule schedule) {
        return with(changed -> changed.checkpoints = schedule.toString());
    }

    /**
     * Keeps the network of the epoch with the best figure, the first of several: {@code best.onnx},
     * replaced as better epochs come, and {@code best.json} at the end, which says which epoch it is;
     * and the model as {@link TracedRun#best}. Only epochs that have a record are compared, the
     * untrained network as well. Without a run folder, or of a model that cannot be exported, there
     * is the model alone.
     *
     * @param figure none unless set; as {@link EarlyStopping} takes it
     */
    public Recording keepBest(@Nullable String figure) {
        return with(changed -> changed.keepBest = figure);
    }

    /**
     * When it is written what the training needs to go on, should its process end or more epochs be
     * wanted, at epochs that have a record and at the last: {@code
     * resume/epoch-000100.safetensors}, with the weights and what the optimiser remembers. The two
     * newest are kept; {@link Resume} goes on from there. Where a stop ends a training between two
     * records there is none, for the record of that epoch is none of a run that goes on. Takes a run
     * folder and a trainer that is a {@link io.github.inittrace.lifecycle.ResumableTrainer}; of
     * another, the log says so.
     *
     * @param schedule never unless set
     */
    public Recording resumable(Schedule schedule) {
        return with(changed -> changed.resumable = schedule.toString());
    }

    /**
     * Keeps the weight matrices at epochs that have a record, of the untrained network and at the
     * last: for every tensor of two dimensions one NumPy file in the run folder, {@code
     * matrices/hidden1.weight.npy}, which has the matrix of each of these epochs, row by row, in
     * float32; see {@link io.github.inittrace.run.MatrixSeries}. Biases are vectors, and not kept.
     * Takes a run folder.
     *
     * @param schedule never unless set
     */
    public Recording matrices(Schedule schedule) {
        return with(changed -> changed.matrices = schedule.toString());
    }

    /**
     * Keeps what of every weight matrix no renumbering of its neurons changes, at epochs that have a
     * record, of the untrained network and at the last: sufficient statistics and invariants up to
     * degree four, from which {@link io.github.inittrace.pigmm} fits models of ensembles of networks.
     * A line for each of these epochs in {@code invariants.jsonl} of the run folder; see {@link
     * io.github.inittrace.run.InvariantRecord}. A matrix of 10 x 10 takes microseconds and 1.3 kB,
     * one of 640 x 784 a tenth of a second. Takes a run folder.
     *
     * @param schedule never unless set
     */
    public Recording invariants(Schedule schedule) {
        return with(changed -> changed.invariants = schedule.toString());
    }

    /**
     * Draws a weight matrix at epochs that have a record: PNG files in the run folder, {@code
     * pictures/hidden2.weight/epoch-000010.png}. All have one colour scale, from minus to plus the
     * largest initial weight. Without a run folder nothing is drawn.
     *
     * @param tensor the name of the matrix; training ends at once if there is none of that name
     * @param schedule never unless set; every k-th epoch includes the untrained network
     * @throws IllegalArgumentException if no matrix is named although some are to be drawn
     */
    public Recording pictures(@Nullable String tensor, Schedule schedule) {
        if (tensor == null && !schedule.isNever()) {
            throw new IllegalArgumentException(
                    "pictures need the name of a matrix in 'pictured', found none");
        }
        return with(
                changed -> {
                    changed.pictured = tensor;
                    changed.pictures = schedule.toString();
                });
    }

    /**
     * Whether to keep what the initial and the trained model say to a few examples, in the run
     * folder, so that anybody can check the exported networks.
     *
     * @param keep true unless set
     */
    public Recording samples(boolean keep) {
        return with(changed -> changed.samples = keep);
    }

    /**
     * Whether to keep the confusion matrix and the worst mistakes of a classifier, in the run
     * folder.
     *
     * @param keep true unless set
     */
    public Recording classification(boolean keep) {
        return with(changed -> changed.classification = keep);
    }

    /**
     * Whether to find out, once training has ended, what the initial and the trained weights tell
     * together: how good the model is with layers put back to their start and along the straight
     * line between both, and the singular values. See {@link EndAnalysis}. It takes seconds, costs
     * nothing during training, and changes nothing.
     *
     * @param analyse false unless set
     */
    public Recording analysis(boolean analyse) {
        return with(changed -> changed.analysis = analyse);
    }

    Schedule records() {
        return Schedule.parse(records);
    }

    int trainingSample() {
        return trainingSample;
    }

    Schedule conditionals() {
        return Schedule.parse(conditionals);
    }

    List<Double> lossLevels() {
        return lossLevels;
    }

    Schedule checkpoints() {
        return Schedule.parse(checkpoints);
    }

    @Nullable String keptBest() {
        return keepBest;
    }

    Schedule resumable() {
        return Schedule.parse(resumable);
    }

    Schedule matrices() {
        return Schedule.parse(matrices);
    }

    Schedule invariants() {
        return Schedule.parse(invariants);
    }

    Schedule pictures() {
        return Schedule.parse(pictures);
    }

    @Nullable String pictured() {
        return pictured;
    }

    boolean hasSamples() {
        return samples;
    }

    boolean hasClassification() {
        return classification;
    }

    boolean hasAnalysis() {
        return analysis;
    }

    private Recording with(Consumer<Recording> change) {
        try {
            Recording changed = (Recording) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}

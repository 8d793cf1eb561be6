// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.lifecycle.KnownExamples;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.DatasetProto;
import org.tribuo.provenance.DatasetProvenance;

/**
 * A data set laid out for training, once for any number of trainings, also at the same time: a
 * float32 matrix of its scaled features, outside of Java's heap where the kernels are native, or
 * sparse rows of them as {@link InputLayout} says. Where the kernels can scale them, images stay the
 * bytes that they are.
 *
 * <pre>{@code
 * try (PreparedData data = trainer.prepare(trainSet)) {
 *     trainer.train(data);
 *     wider.train(data);
 * }
 * }</pre>
 *
 * <p>It is the data set that it was made of, with the same provenance, and can stand wherever that
 * can, in a trace too; {@link MLPClassificationTrainer} finds the layout in it, whatever its layers,
 * seed or rates, and trains the same model, bit for bit. Only its feature scaling, input order and
 * input layout must be those of the trainer that prepared it. Later changes of the data set are not
 * seen.
 */
public final class PreparedData extends Dataset<Label> implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final transient Dataset<Label> source;

    /** That of the source as it was: it may get more examples. */
    private final transient DatasetProvenance provenance;

    private final transient ImmutableFeatureMap features;
    private final transient FeatureScaling scaling;
    private final transient List<String> inputOrder;
    private final transient Arena arena;

    private final transient ImmutableOutputInfo<Label> labels;

    /** The features by the network's input. */
    final transient ImmutableFeatureMap inputs;

    /** The labels by the network's output. */
    final transient ImmutableOutputInfo<Label> outputs;

    /** Those that are laid out: all, or those of a validation set that a network knows. */
    final transient KnownExamples known;

    /** Memory that is there during a {@link #use} only. */
    final transient LaidOutExamples examples;

    /** How many values of the examples are not zero once they are scaled; below 0 until it is asked. */
    private transient long nonZeros = -1;

    private transient int users;
    private transient boolean closed;

    /** Of training data, whose own features and labels are those of the network. */
    private PreparedData(Dataset<Label> source, NetworkPlan plan, Arena arena) {
        super(source.getSourceProvenance(), source.getOutputFactory());
        this.source = source;
        provenance = source.getProvenance();
        this.arena = arena;
        source.forEach(data::add);
        features = source.getFeatureIDMap();
        labels = source.getOutputIDInfo();
        scaling = plan.featureScaling();
        inputOrder = plan.inputOrder();
        inputs = plan.inputs(features);
        outputs = labels;
        known = new KnownExamples(IntStream.range(0, size()).toArray(), 0, 0, null);
        examples = lay("the training data", isSparse(plan));
    }

    /** Of a set that networks are evaluated on. */
    private PreparedData(Dataset<Label> source, PreparedData training, Arena arena) {
        super(source.getSourceProvenance(), source.getOutputFactory());
        this.source = source;
        provenance = source.getProvenance();
        this.arena = arena;
        source.forEach(data::add);
        features = source.getFeatureIDMap();
        labels = source.getOutputIDInfo();
        scaling = training.scaling;
        inputOrder = training.inputOrder;
        inputs = training.inputs;
        outputs = training.outputs;
        known = KnownExamples.of(this, inputs, outputs); // whose order is that of a shuffled source
        examples = lay("the validation data", training.examples.isSparse());
    }

    private LaidOutExamples lay(String what, boolean sparse) {
        return LaidOutExamples.of(
                this, known.indices(), what, inputs, outputs, scaling, sparse, arena);
    }

    /**
     * Lays out a data set to train on.
     *
     * @throws IllegalArgumentException if a feature or weight is not a finite number
     */
    static PreparedData of(Dataset<Label> source, NetworkPlan plan, MatrixKernels kernels) {
        return in(kernels, arena -> new PreparedData(source, plan, arena));
    }

    /**
     * Lays out a set to evaluate networks on that train on this data, for a trace's {@code
     * validateOn}. Like this one, it is to be closed.
     *
     * @param set the examples; those that such networks do not know are left out of evaluations
     * @throws IllegalArgumentException if a feature or weight is not a finite number
     */
    public PreparedData validation(Dataset<Label> set) {
        return in(arena.kernels(), own -> new PreparedData(set, this, own));
    }

    private static PreparedData in(MatrixKernels kernels, Function<Arena, PreparedData> making) {
        Arena arena = kernels.openArena();
        try {
            return making.apply(arena);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /**
     * Refuses to train on what {@link #validation} has laid out, by the features and labels of others.
     *
     * @throws IllegalArgumentException if that is so
     */
    void requireOwnLabels() {
        if (outputs != labels) {
            throw new IllegalArgumentException(
                    "expected data laid out to train on, found a set that was laid out to evaluate"
                            + " networks of others; prepare the set itself");
        }
    }

    /** Whether a network that trains on other data can be evaluated on this as it lies. */
    boolean isLaidOutFor(PreparedData training) {
        return inputs == training.inputs && outputs == training.outputs;
    }

    /** By one count for the layout and for every check of it: rows may hold less than examples do. */
    private boolean isSparse(NetworkPlan network) {
        return network.isSparse(size(), features.size(), this::nonZeros);
    }

    private long nonZeros() {
        if (nonZeros < 0) {
            nonZeros = LaidOutExamples.nonZeros(this, scaling);
        }
        return nonZeros;
    }

    /**
     * Checks that a network which trains on this has the layout it would have given it.
     *
     * @throws IllegalArgumentException if it was prepared for another
     */
    void requireLayout(NetworkPlan network) {
        if (isSparse(network) != examples.isSparse()) {
            throw new IllegalArgumentException(
                    "data must be prepared with the input layout of the trainer, "
                            + network.inputLayout()
                            + ", found "
                            + (examples.isSparse() ? "sparse" : "dense")
                            + " rows; let this trainer prepare it");
        }
    }

    /** Ends the use by one training. */
    interface Use extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Keeps the memory for one training until that closes what this returns.
     *
     * @throws IllegalArgumentException if it was prepared for another scaling or order
     * @throws IllegalStateException if it is closed
     */
    synchronized Use use(TrainingPlan plan) {
        if (closed) {
            throw new IllegalStateException(
                    "prepared data can be trained on until it is closed, found it closed; prepare"
                            + " the data set again");
        }
        NetworkPlan network = plan.network();
        if (network.featureScaling() != scaling) {
            throw new IllegalArgumentException(
                    "data must be prepared with the feature scaling of the trainer, "
                            + network.featureScaling()
                            + ", found "
                            + scaling
                            + "; let this trainer prepare it");
        }
        if (!network.inputOrder().equals(inputOrder) || plan.kernels() != arena.kernels()) {
            throw new IllegalArgumentException(
                    "data must be prepared with the input order and the kernels of the trainer,"
                            + " found others; let this trainer prepare it");
        }
        users++;
        return this::release;
    }

    private synchronized void release() {
        users--;
        freeIfUnused();
    }

    /**
     * Gives the memory back, at once or when the last training on it has ended; no other can start.
     */
    @Override
    public synchronized void close() {
        closed = true;
        freeIfUnused();
    }

    private void freeIfUnused() {
        if (closed && users == 0) {
            arena.close();
        }
    }

    @Override
    public Set<Label> getOutputs() {
        return labels.getDomain();
    }

    @Override
    public ImmutableOutputInfo<Label> getOutputIDInfo() {
        return labels;
    }

    @Override
    public ImmutableOutputInfo<Label> getOutputInfo() {
        return labels;
    }

    @Override
    public ImmutableFeatureMap getFeatureIDMap() {
        return features;
    }

    @Override
    public ImmutableFeatureMap getFeatureMap() {
        return features;
    }

    @Override
    public DatasetProvenance getProvenance() {
        return provenance;
    }

    @Override
    public DatasetProto serialize() {
        return source.serialize();
    }

    private Object writeReplace() {
        return source;
    }

    @Override
    public String toString() {
        return "PreparedData(" + source + ")";
    }
}

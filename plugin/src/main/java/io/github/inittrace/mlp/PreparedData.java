// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.MatrixKernels;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.DatasetProto;
import org.tribuo.provenance.DatasetProvenance;

/**
 * A data set laid out for training, once for any number of trainings, also at the same time: a
 * float32 matrix of its scaled features, outside of Java's heap where the kernels are native.
 *
 * <pre>{@code
 * try (PreparedData data = trainer.prepare(trainSet)) {
 *     trainer.train(data);
 *     wider.train(data);
 * }
 * }</pre>
 *
 * <p>It is the data set that it was made of, with the same provenance, and can stand wherever that
 * can, in a trace too; {@link MLPClassificationTrainer} finds the matrix in it, whatever its layers,
 * seed or rates, and trains the same model, bit for bit. Only its feature scaling and input order
 * must be those of the trainer that prepared it. Later changes of the data set are not seen.
 */
public final class PreparedData extends Dataset<Label> implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final transient Dataset<Label> source;
    private final transient ImmutableFeatureMap features;
    private final transient FeatureScaling scaling;
    private final transient List<String> inputOrder;
    private final transient Arena arena;

    /** The features by the network's input. */
    final transient ImmutableFeatureMap inputs;

    /** The labels by the network's output. */
    final transient ImmutableOutputInfo<Label> outputs;

    /** Memory that is there during a {@link #use} only. */
    final transient DenseExamples examples;

    private transient int users;
    private transient boolean closed;

    private PreparedData(Dataset<Label> source, NetworkPlan plan, Arena arena) {
        super(source.getSourceProvenance(), source.getOutputFactory());
        this.source = source;
        this.arena = arena;
        for (int i = 0; i < source.size(); i++) {
            data.add(source.getExample(i));
        }
        features = source.getFeatureIDMap();
        outputs = source.getOutputIDInfo();
        scaling = plan.featureScaling();
        inputOrder = plan.inputOrder();
        inputs = plan.inputs(features);
        int[] all = IntStream.range(0, size()).toArray();
        examples =
                DenseExamples.of(this, all, "the training data", inputs, outputs, scaling, arena);
    }

    /**
     * Lays out a data set.
     *
     * @throws IllegalArgumentException if a feature or weight is not a finite number
     */
    static PreparedData of(Dataset<Label> source, NetworkPlan plan, MatrixKernels kernels) {
        Arena arena = kernels.openArena();
        try {
            return new PreparedData(source, plan, arena);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
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
        return outputs.getDomain();
    }

    @Override
    public ImmutableOutputInfo<Label> getOutputIDInfo() {
        return outputs;
    }

    @Override
    public ImmutableOutputInfo<Label> getOutputInfo() {
        return outputs;
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
        return source.getProvenance();
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

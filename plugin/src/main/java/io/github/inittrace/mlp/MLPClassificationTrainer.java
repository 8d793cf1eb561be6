// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.lifecycle.Observation;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Trains a multi-layer perceptron for classification: hidden ReLU layers, softmax, categorical
 * cross-entropy, plain minibatch SGD, all in float32.
 *
 * <p>The loss of a minibatch is the mean over its examples, each counting with its weight, and a
 * step is W -= learningRate · gradient of that mean; so a learning rate means the same at every
 * batch size. Weights are drawn by the {@link Initialiser}, biases start at zero.
 *
 * <p>{@code train} may be called by many threads at the same time. With the same seed, data and
 * invocation, on the same machine and with the same matrix kernels, the trained weights have the
 * same bits, whatever the number of workers and whether or not anybody watches.
 */
public final class MLPClassificationTrainer implements ObservableTrainer<Label>, WeightedExamples {

    /** More than any machine has processors, and few enough to start. */
    private static final int MOST_WORKERS = 1024;

    @Config(description = "Sizes of the hidden layers, from the input to the output.")
    private int[] hiddenLayers = {512, 512};

    @Config(description = "The learning rate of SGD.")
    private double learningRate = 0.1;

    @Config(
            description =
                    "The number of examples per minibatch; the last one of an epoch may be"
                            + " smaller.")
    private int batchSize = 128;

    @Config(description = "The number of passes over the training data.")
    private int epochs = 10;

    @Config(description = "The seed of the initial weights and of the shuffles.")
    private long seed = Trainer.DEFAULT_SEED;

    @Config(description = "Whether to shuffle the examples before each epoch.")
    private boolean shuffle = true;

    @Config(description = "Whether the layers have biases.")
    private boolean bias = true;

    @Config(description = "The distribution the weights start from.")
    private Initialiser initialiser = Initialiser.GLOROT_UNIFORM;

    @Config(description = "What is done to every feature value before the network sees it.")
    private FeatureScaling featureScaling = FeatureScaling.NONE;

    // Results depend neither on the workers nor, but for the last bits, on the kernels: both are
    // facts of a run, recorded with it, and no configuration.
    private int workers = Runtime.getRuntime().availableProcessors();
    private MatrixKernels kernels = MatrixKernels.best();

    private SplittableRandom rng = new SplittableRandom(seed);
    private int invocations;

    /** For OLCUT, and for people by way of the builder. */
    private MLPClassificationTrainer() {}

    /** A builder with the defaults: 512,512 hidden units, rate 0.1, batch 128, 10 epochs. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public synchronized void postConfig() {
        for (int size : hiddenLayers) {
            require(
                    size > 0,
                    "hiddenLayers",
                    "hidden layer sizes must be positive, found " + Arrays.toString(hiddenLayers));
        }
        require(
                learningRate > 0.0 && learningRate <= Float.MAX_VALUE,
                "learningRate",
                "the learning rate must be a positive number, found " + learningRate);
        require(batchSize > 0, "batchSize", "the batch size must be positive, found " + batchSize);
        require(
                epochs >= 0,
                "epochs",
                "the number of epochs must not be negative, found " + epochs);
        rng = new SplittableRandom(seed);
    }

    private static void require(boolean condition, String field, String message) {
        if (!condition) {
            throw new PropertyException("", field, message);
        }
    }

    @Override
    public MLPClassificationModel train(Dataset<Label> examples) {
        return train(examples, Map.of());
    }

    @Override
    public MLPClassificationModel train(
            Dataset<Label> examples, Map<String, Provenance> runProvenance) {
        return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
    }

    @Override
    public MLPClassificationModel train(
            Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocationCount) {
        return train(examples, runProvenance, invocationCount, Observation.none());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there is no example or no weight on any, if an output is
     *     unknown, or if a feature or weight is not a finite number
     */
    @Override
    public MLPClassificationModel train(
            Dataset<Label> examples,
            Map<String, Provenance> runProvenance,
            int invocationCount,
            Observation<Label> observation) {
        if (examples.size() == 0) {
            throw new IllegalArgumentException("training needs at least one example, found none");
        }
        if (examples.getOutputInfo().getUnknownCount() > 0) {
            throw new IllegalArgumentException(
                    "every training example must have a known label, found "
                            + examples.getOutputInfo().getUnknownCount()
                            + " without one");
        }
        SplittableRandom localRng;
        TrainerProvenance provenance;
        synchronized (this) {
            if (invocationCount != INCREMENT_INVOCATION_COUNT) {
                setInvocationCount(invocationCount);
            }
            localRng = rng.split();
            provenance = getProvenance();
            invocations++;
        }
        return new TrainingLoop(this, examples, runProvenance, provenance, localRng, observation)
                .run();
    }

    @Override
    public synchronized int getInvocationCount() {
        return invocations;
    }

    @Override
    public synchronized void setInvocationCount(int invocationCount) {
        if (invocationCount < 0) {
            throw new IllegalArgumentException(
                    "the invocation count must not be negative, found " + invocationCount);
        }
        rng = new SplittableRandom(seed);
        for (invocations = 0; invocations < invocationCount; invocations++) {
            rng.split();
        }
    }

    @Override
    public synchronized TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }

    @Override
    public String toString() {
        return "MLPClassificationTrainer(hiddenLayers="
                + Arrays.toString(hiddenLayers)
                + ",learningRate="
                + learningRate
                + ",batchSize="
                + batchSize
                + ",epochs="
                + epochs
                + ",seed="
                + seed
                + ",shuffle="
                + shuffle
                + ",bias="
                + bias
                + ",initialiser="
                + initialiser
                + ",featureScaling="
                + featureScaling
                + ")";
    }

    /** Features, hidden layers, outputs. */
    int[] sizes(int features, int outputs) {
        int[] sizes = new int[hiddenLayers.length + 2];
        sizes[0] = features;
        System.arraycopy(hiddenLayers, 0, sizes, 1, hiddenLayers.length);
        sizes[sizes.length - 1] = outputs;
        return sizes;
    }

    double learningRate() {
        return learningRate;
    }

    int batchSize() {
        return batchSize;
    }

    int epochs() {
        return epochs;
    }

    boolean isShuffled() {
        return shuffle;
    }

    boolean isBiased() {
        return bias;
    }

    Initialiser initialiser() {
        return initialiser;
    }

    FeatureScaling featureScaling() {
        return featureScaling;
    }

    int workers() {
        return workers;
    }

    MatrixKernels kernels() {
        return kernels;
    }

    /** Sets what a trainer is configured by; {@link #build} checks it all. */
    public static final class Builder {
        private MLPClassificationTrainer trainer = new MLPClassificationTrainer();

        private Builder() {}

        /** The sizes of the hidden layers, from the input to the output; none for a linear model. */
        public Builder hiddenLayers(int... sizes) {
            trainer.hiddenLayers = sizes.clone();
            return this;
        }

        /** The learning rate of SGD, 0.1 by default. */
        public Builder learningRate(double learningRate) {
            trainer.learningRate = learningRate;
            return this;
        }

        /** The number of examples per minibatch, 128 by default. */
        public Builder batchSize(int batchSize) {
            trainer.batchSize = batchSize;
            return this;
        }

        /** The number of passes over the data, 10 by default; 0 returns the untrained network. */
        public Builder epochs(int epochs) {
            trainer.epochs = epochs;
            return this;
        }

        /** The seed of the initial weights and the shuffles. */
        public Builder seed(long seed) {
            trainer.seed = seed;
            return this;
        }

        /** Whether to shuffle before each epoch, as it does by default. */
        public Builder shuffle(boolean shuffle) {
            trainer.shuffle = shuffle;
            return this;
        }

        /** Whether the layers have biases, as they do by default. */
        public Builder bias(boolean bias) {
            trainer.bias = bias;
            return this;
        }

        /** The distribution the weights start from, Glorot uniform by default. */
        public Builder initialiser(Initialiser initialiser) {
            trainer.initialiser = initialiser;
            return this;
        }

        /** What is done to feature values before the network sees them; nothing by default. */
        public Builder featureScaling(FeatureScaling featureScaling) {
            trainer.featureScaling = featureScaling;
            return this;
        }

        /**
         * How many threads one training uses, all processors by default. It changes how long
         * training takes and nothing else, so it is not part of the configuration.
         */
        public Builder workers(int workers) {
            trainer.workers = workers;
            return this;
        }

        /** For tests that compare kernels. */
        Builder kernels(MatrixKernels kernels) {
            trainer.kernels = kernels;
            return this;
        }

        /**
         * The trainer. The builder is spent: take a new one for the next.
         *
         * @throws IllegalArgumentException if a value is out of its range
         */
        public MLPClassificationTrainer build() {
            MLPClassificationTrainer built = trainer;
            if (built.workers < 1) {
                throw new IllegalArgumentException(
                        "training needs at least one worker, found " + built.workers);
            }
            if (built.workers > MOST_WORKERS) {
                throw new IllegalArgumentException(
                        "training takes at most "
                                + MOST_WORKERS
                                + " workers, found "
                                + built.workers
                                + "; one per processor is best");
            }
            try {
                built.postConfig();
            } catch (PropertyException e) {
                throw new IllegalArgumentException(e.getMsg(), e);
            }
            trainer = new MLPClassificationTrainer();
            return built;
        }
    }
}

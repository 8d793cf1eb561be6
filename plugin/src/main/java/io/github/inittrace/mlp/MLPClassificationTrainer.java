// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.ResumableTrainer;
import io.github.inittrace.lifecycle.TrainingState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.WeightedExamples;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Trains a multi-layer perceptron for classification: hidden layers with an {@link Activation},
 * softmax, categorical cross-entropy, all in float32.
 *
 * <p>The loss of a minibatch is the mean over its examples, each counting with its weight, and its
 * gradient is what the {@link Optimiser} steps along; so a learning rate means the same at every
 * batch size. A step takes, in this order and as PyTorch does: the gradient of all weights and
 * biases that are not frozen; its clipping by their common norm; the weight decay; the optimiser.
 * Plain {@link SGD} with neither clipping nor decay takes a shortcut that never stores a gradient,
 * unless {@link BiasGradient} asks for another one of the biases, batches have more than 1024
 * examples, or networks are stacked.
 *
 * <p>{@code train} may be called by many threads at the same time. With the same seed, data and
 * invocation, on the same machine and with the same matrix kernels, the trained weights have the
 * same bits, whatever the number of workers and whether or not anybody watches. Trainings on one
 * data set share its layout in memory if it is {@linkplain #prepare prepared} for them.
 *
 * <p>This file is long because every setting is a method of the builder, with its contract.
 */
public final class MLPClassificationTrainer extends TrainerSettings
        implements ResumableTrainer<Label>, WeightedExamples {

    /**
     * The fact of a training that starts from a file which says what label each output of the file
     * was taken for, in their order, and why; it stands in the record of a run.
     */
    public static final String START_OUTPUTS = "start.outputs";

    /** The same for inputs and features. */
    public static final String START_INPUTS = "start.inputs";

    /**
     * The fact which says that weights from a file are no better, before they are trained, than
     * always giving the most frequent label of the training data. It is missing if they are.
     */
    public static final String START_DOUBT = "start.doubt";

    /** The fact that says how the features of the training data lie: {@code dense} or {@code sparse}. */
    public static final String INPUT_LAYOUT = "input-layout";

    /** The fact that says what share of all features of all examples is not zero once scaled. */
    public static final String INPUT_DENSITY = "input-density";

    /** Made by postConfig. */
    private @Nullable TrainingPlan plan;

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
        plan = plan();
        rng = new SplittableRandom(seed);
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
     *     unknown, if a feature or weight is not a finite number, or if it does not fit in memory
     * @throws OutOfMemoryError if memory runs out for another reason, such as what listeners keep
     */
    @Override
    public MLPClassificationModel train(
            Dataset<Label> examples,
            Map<String, Provenance> runProvenance,
            int invocationCount,
            Observation<Label> observation) {
        return train(examples, runProvenance, invocationCount, observation, null);
    }

    @Override
    public MLPClassificationModel resume(
            Dataset<Label> examples,
            Map<String, Provenance> runProvenance,
            int invocationCount,
            Observation<Label> observation,
            TrainingState from) {
        return train(examples, runProvenance, invocationCount, observation, from);
    }

    private MLPClassificationModel train(
            Dataset<Label> examples,
            Map<String, Provenance> runProvenance,
            int invocationCount,
            Observation<Label> observation,
            @Nullable TrainingState from) {
        if (examples.size() == 0) {
            throw new IllegalArgumentException("training needs at least one example, found none");
        }
        if (examples.getOutputInfo().getUnknownCount() > 0) {
            throw new IllegalArgumentException(
                    "every training example must have a known label, found "
                            + examples.getOutputInfo().getUnknownCount()
                            + " without one");
        }
        int features = examples.getFeatureMap().size();
        int outputs = examples.getOutputs().size();
        TrainingPlan plan = planned();
        NetworkPlan network = plan.network();
        network.initial().requireWidths(features, outputs);
        network.requireMemory(examples, features, outputs);
        SplittableRandom localRng;
        SplittableRandom orders;
        TrainerProvenance provenance;
        synchronized (this) {
            if (invocationCount != INCREMENT_INVOCATION_COUNT) {
                setInvocationCount(invocationCount);
            }
            localRng = rng.split();
            orders = plan.stack().isAlone() ? localRng : plan.stack().orders(seed, invocations);
            provenance = getProvenance();
            invocations++;
        }
        try {
            return TrainingLoop.train(
                    plan,
                    workers,
                    examples,
                    runProvenance,
                    provenance,
                    localRng.split(),
                    orders,
                    observation,
                    from);
        } catch (OutOfMemoryError e) {
            // What watches a training takes memory too: data that is small is not to blame.
            if (!network.isLarge(examples, features, outputs)) {
                throw e;
            }
            throw new IllegalArgumentException(network.tooLarge(examples, features, outputs), e);
        }
    }

    private TrainingPlan planned() {
        return Objects.requireNonNull(plan, "set by postConfig");
    }

    /**
     * Lays out a data set for this trainer and others, which then train on it without doing so
     * again. Close it when no other training is to start.
     *
     * @throws IllegalArgumentException if a feature or weight is not a finite number
     * @throws OutOfMemoryError if the data do not fit in memory
     */
    public PreparedData prepare(Dataset<Label> examples) {
        return PreparedData.of(examples, planned().network(), planned().kernels());
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

    /** Sets what a trainer is configured by; {@link #build} checks it all. */
    public static final class Builder {
        private @Nullable MLPClassificationTrainer trainer = new MLPClassificationTrainer();

        private Builder() {}

        private MLPClassificationTrainer trainer() {
            if (trainer == null) {
                throw new IllegalStateException(
                        "a builder makes one trainer, found it spent; take a new one for the next");
            }
            return trainer;
        }

        /** The sizes of the hidden layers, from the input to the output; none for a linear model. */
        public Builder hiddenLayers(int... sizes) {
            trainer().hiddenLayers = sizes.clone();
            return this;
        }

        /** What hidden units apply to their input, ReLU by default. */
        public Builder activation(Activation activation) {
            trainer().activation = activation;
            return this;
        }

        /** The learning rate, 0.1 by default. */
        public Builder learningRate(double learningRate) {
            trainer().learningRate = learningRate;
            return this;
        }

        /** How the learning rate changes over the epochs; not at all by default. */
        public Builder schedule(LearningRateSchedule schedule) {
            trainer().schedule = schedule;
            return this;
        }

        /** What is to become less, {@link CrossEntropy} by default. */
        public Builder loss(Loss loss) {
            trainer().loss = loss;
            return this;
        }

        /** How much more an example counts in training by its label; all alike by default. */
        public Builder classWeights(@Nullable ClassWeights classWeights) {
            trainer().classWeights = classWeights;
            return this;
        }

        /** How a gradient becomes a step, plain {@link SGD} by default. */
        public Builder optimiser(Optimiser optimiser) {
            trainer().optimiser = optimiser;
            return this;
        }

        /**
         * Coupled L2 decay, none by default: {@code weightDecay * w} is added to the gradient of
         * every weight and bias w before the optimiser sees it, as PyTorch's {@code weight_decay}.
         */
        public Builder weightDecay(double weightDecay) {
            trainer().weightDecay = weightDecay;
            return this;
        }

        /**
         * The largest Euclidean norm of the gradient of all weights and biases together, no limit
         * by default: a longer gradient is scaled to it, as by PyTorch's {@code clip_grad_norm_}.
         */
        public Builder gradientClipping(double norm) {
            trainer().gradientClipping = norm;
            return this;
        }

        /**
         * The tensors that keep their initial values, none by default. A frozen tensor is neither
         * decayed nor counted in the norm of the gradient.
         *
         * @param names {@code hidden1.weight}, {@code hidden1.bias}, ..., {@code output.bias}
         */
        public Builder frozen(String... names) {
            trainer().frozen = new ArrayList<>(List.of(names));
            return this;
        }

        /** The number of examples per minibatch, 128 by default. */
        public Builder batchSize(int batchSize) {
            trainer().batchSize = batchSize;
            return this;
        }

        /**
         * Whether every step uses all examples, whatever the batch size; not by default. An epoch
         * is then one iteration; dense rows are taken in parts of 1024, of sparse rows the activations of
         * all examples are in memory at once.
         */
        public Builder fullBatch(boolean fullBatch) {
            trainer().fullBatch = fullBatch;
            return this;
        }

        /** The number of passes over the data, 10 by default; 0 returns the untrained network. */
        public Builder epochs(int epochs) {
            trainer().epochs = epochs;
            return this;
        }

        /** The seed of the initial weights and the shuffles. */
        public Builder seed(long seed) {
            trainer().seed = seed;
            return this;
        }

        /**
         * How many networks are trained as one, 1 by default. Those of the seeds 1 to {@code
         * networks} are a stack, those of the seeds that follow the next. All of a stack see the
         * examples in the order of its first seed; trained at the same time by {@link
         * StackedTrainings}, they share one product for their first layers, which is much faster
         * for thin layers. A network of a stack has the same weights, bit for bit, trained with any
         * of the others or by itself, and the same but for float32 rounding as one without a stack
         * that sees the examples in that order.
         */
        public Builder stack(int networks) {
            trainer().stack = networks;
            return this;
        }

        /** Whether to shuffle before each epoch, as it does by default. */
        public Builder shuffle(boolean shuffle) {
            trainer().shuffle = shuffle;
            return this;
        }

        /** Whether the layers have biases, as they do by default. */
        public Builder bias(boolean bias) {
            trainer().bias = bias;
            return this;
        }

        /** What the biases are stepped along, by default the gradient of each. */
        public Builder biasGradient(BiasGradient biasGradient) {
            trainer().biasGradient = biasGradient;
            return this;
        }

        /** What the weights start from, Glorot uniform by default. */
        public Builder initialiser(Initialiser initialiser) {
            return initialiser(initialiser, 0.0);
        }

        /**
         * What the weights start from.
         *
         * @param scale of {@link Initialiser#UNIFORM} and {@link Initialiser#NORMAL}; 0 with others
         * @throws IllegalArgumentException if the scale is not what the initialiser takes
         */
        public Builder initialiser(Initialiser initialiser, double scale) {
            trainer().initialiser = new Initialisation(initialiser, scale);
            return this;
        }

        /** What the biases start from, zeros by default. */
        public Builder biasInitialiser(Initialiser initialiser) {
            return biasInitialiser(initialiser, 0.0);
        }

        /** What the biases start from, as {@link #initialiser(Initialiser, double)}. */
        public Builder biasInitialiser(Initialiser initialiser, double scale) {
            trainer().biasInitialiser = new Initialisation(initialiser, scale);
            return this;
        }

        /** Which initial weights are set to zero, so that they show a picture; none by default. */
        public Builder mark(@Nullable WeightMask mark) {
            trainer().mark = mark;
            return this;
        }

        /**
         * An ONNX file of a perceptron whose weights are the initial ones, from whatever tool; by
         * default they are drawn. Hidden layers are the file's, and {@link #hiddenLayers} only
         * checks them. Scaling that stands in the file must be the trainer's; where there is none,
         * the trainer's {@link #featureScaling} is taken for what was done outside of the file.
         *
         * <p>Inputs and outputs are matched by name where the file says their names as InitTrace's
         * own do, in the metadata {@code inittrace.features} and {@code inittrace.labels}: JSON
         * lists, by column. Otherwise {@link #startFeatures} and {@link #startLabels} say what they
         * are. Without these, outputs are the labels in ascending order, by value if all are
         * numbers, else by code point as Python's {@code sorted}; inputs are the features in their
         * {@link #inputOrder}, else in ascending order: by value if all names are numbers, else by
         * name, where digits count as the number they are, so that pixel2 comes before pixel10.
         * How it was done is logged, and a fact of the training: {@link #START_OUTPUTS} and {@link
         * #START_INPUTS}. Before the first step the weights are tried on up to 10000 training
         * examples; if they are no better than always giving the most frequent label, a warning is
         * logged and is a fact too, {@link #START_DOUBT}.
         *
         * <p>The file is read by {@link #build}, and its SHA-256 goes into the provenance. Weights
         * of other types are rounded to float32; biases that are missing start at 0.
         *
         * @param onnx the file; null to draw the weights
         */
        public Builder startFrom(@Nullable Path onnx) {
            trainer().startFrom = onnx;
            return this;
        }

        /**
         * What the inputs of the file to start from are, where it does not say so itself.
         *
         * @param features the names of the data's features, one for each input of the file in their
         *     order; none, as at first, for the rule of {@link #startFrom}
         */
        public Builder startFeatures(List<String> features) {
            trainer().startFeatures = new ArrayList<>(features);
            return this;
        }

        /**
         * What the outputs of the file to start from are, where it does not say so itself.
         *
         * @param labels the data's labels, one for each output of the file in their order; none, as
         *     at first, for the rule of {@link #startFrom}
         */
        public Builder startLabels(List<String> labels) {
            trainer().startLabels = new ArrayList<>(labels);
            return this;
        }

        /**
         * The order of the network's inputs, and so of the rows of {@code hidden1.weight} and of
         * the inputs of exported files: that of the columns in which the data came, for example
         * {@code LoadedData.inputOrder}. By default it is the order of Tribuo's ids, which is
         * alphabetical: pixel10 before pixel2. The model's feature ids follow it; such a model
         * exports itself to ONNX, but cannot be a part of another model's graph.
         *
         * @param features the names of features; all that the training data has must be there, and
         *     those it does not have are passed over; none for Tribuo's order
         */
        public Builder inputOrder(List<String> features) {
            trainer().inputOrder = new ArrayList<>(features);
            return this;
        }

        /** What is done to feature values before the network sees them; nothing by default. */
        public Builder featureScaling(FeatureScaling featureScaling) {
            trainer().featureScaling = featureScaling;
            return this;
        }

        /**
         * How features lie in memory, {@link InputLayout#AUTO} by default: sparse rows for data that
         * are sparse, such as texts. What was chosen is a fact of the training, {@link
         * #INPUT_LAYOUT}, with the {@link #INPUT_DENSITY}. A stack needs dense rows.
         */
        public Builder inputLayout(InputLayout inputLayout) {
            trainer().inputLayout = inputLayout;
            return this;
        }

        /**
         * How many threads may train, all processors by default; steps too short to share are done
         * by one. It changes no result, so it is not part of the configuration.
         */
        public Builder workers(int workers) {
            trainer().workers = workers;
            return this;
        }

        /** For tests that compare kernels. */
        Builder kernels(MatrixKernels kernels) {
            trainer().kernels = () -> kernels;
            return this;
        }

        /**
         * The trainer. The builder is spent then, and each of its methods throws an {@link
         * IllegalStateException}: take a new one for the next.
         *
         * @throws IllegalArgumentException if a value is out of its range, or the file to start
         *     from cannot be read or does not fit the other values
         */
        public MLPClassificationTrainer build() {
            MLPClassificationTrainer built = trainer();
            built.setWorkers(built.workers);
            Configured.check(built::postConfig);
            trainer = null;
            return built;
        }
    }
}

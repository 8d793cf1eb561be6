// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.WorkerTeam;
import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.lifecycle.Observation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Trainer;
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
 * unless {@link BiasGradient} asks for another one of the biases.
 *
 * <p>{@code train} may be called by many threads at the same time. With the same seed, data and
 * invocation, on the same machine and with the same matrix kernels, the trained weights have the
 * same bits, whatever the number of workers and whether or not anybody watches.
 *
 * <p>This file is long because every option stands in it twice, as OLCUT's field and in the builder.
 */
public final class MLPClassificationTrainer implements ObservableTrainer<Label>, WeightedExamples {

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

    /** More than any machine has processors, and few enough to start. */
    private static final int MOST_WORKERS = 1024;

    /** What Keras clips probabilities at. */
    private static final double KERAS_EPSILON = 1e-7;

    /** Stands for no choice: a file to start from brings its own. */
    private static final int[] USUAL_LAYERS = {512, 512};

    @Config(description = "Sizes of the hidden layers, from the input to the output.")
    private int[] hiddenLayers = USUAL_LAYERS;

    @Config(description = "The learning rate, which the schedule may change from epoch to epoch.")
    private double learningRate = 0.1;

    @Config(description = "How the learning rate changes over the epochs.")
    private LearningRateSchedule schedule = new ConstantRate();

    @Config(description = "How the cross-entropy is computed.")
    private Loss loss = Loss.LOGITS;

    @Config(description = "The least probability that KERAS_CLIP can tell from less.")
    private double lossEpsilon = KERAS_EPSILON;

    @Config(description = "How a gradient becomes a step.")
    private Optimiser optimiser = new SGD();

    @Config(
            description =
                    "Coupled L2 decay: this times each weight and bias is added to its gradient.")
    private double weightDecay;

    @Config(
            description =
                    "The largest Euclidean norm of the whole gradient, to which a longer one is"
                            + " scaled down; 0 for no limit.")
    private double gradientClipping;

    @Config(
            description =
                    "The names of tensors that keep their initial values, such as hidden1.weight"
                            + " or output.bias.")
    private List<String> frozen = new ArrayList<>();

    @Config(
            description =
                    "The number of examples per minibatch; the last one of an epoch may be"
                            + " smaller.")
    private int batchSize = 128;

    @Config(
            description =
                    "Whether every step uses all examples, whatever the batch size; an epoch is"
                            + " then one iteration.")
    private boolean fullBatch;

    @Config(description = "The number of passes over the training data.")
    private int epochs = 10;

    @Config(description = "The seed of the initial weights and of the shuffles.")
    private long seed = Trainer.DEFAULT_SEED;

    @Config(description = "Whether to shuffle the examples before each epoch.")
    private boolean shuffle = true;

    @Config(description = "Whether the layers have biases.")
    private boolean bias = true;

    @Config(description = "What the biases of a layer are stepped along.")
    private BiasGradient biasGradient = BiasGradient.PER_UNIT;

    @Config(description = "What hidden units apply to their input.")
    private Activation activation = Activation.RELU;

    // Both are null where weights start from a file, so that no record claims a law of theirs.
    @Config(description = "The distribution the weights start from.")
    private @Nullable Initialiser initialiser = Initialiser.GLOROT_UNIFORM;

    @Config(description = "The scale of the initialisers UNIFORM and NORMAL; 0 with all others.")
    private double initialiserScale;

    @Config(description = "The distribution the biases start from.")
    private @Nullable BiasInitialiser biasInitialiser = BiasInitialiser.ZERO;

    @Config(
            description =
                    "The scale of the bias initialisers UNIFORM and NORMAL; 0 with all others.")
    private double biasScale;

    @Config(description = "Which initial weights are set to zero, so that they show a picture.")
    private @Nullable WeightMask mark;

    @Config(description = "An ONNX file of a perceptron whose weights are the initial ones.")
    private @Nullable Path startFrom;

    @Config(
            description =
                    "The SHA-256 that startFrom must have; empty for any. Provenance holds the one"
                            + " it had.")
    private String startFromSha256 = "";

    @Config(
            description =
                    "The features that the inputs of startFrom are, by column; empty if the file or"
                            + " a rule says.")
    private List<String> startFeatures = new ArrayList<>();

    @Config(
            description =
                    "The labels that the outputs of startFrom are, by column; empty if the file or a"
                            + " rule says.")
    private List<String> startLabels = new ArrayList<>();

    @Config(
            description =
                    "The features in the order of the network's inputs; empty for the order of"
                            + " Tribuo's ids, which is alphabetical.")
    private List<String> inputOrder = new ArrayList<>();

    /** What startFrom holds; null if weights are drawn. */
    private @Nullable StartWeights start;

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
        String twice = NameOrder.repeated(inputOrder);
        Configured.require(
                twice == null,
                "inputOrder",
                "the input order must name every feature once, found '"
                        + NameOrder.shown(String.valueOf(twice))
                        + "' twice");
        if (startFrom == null) {
            requireInitialisers(
                    Objects.requireNonNull(initialiser), Objects.requireNonNull(biasInitialiser));
            Configured.require(
                    startFeatures.isEmpty() && startLabels.isEmpty(),
                    "startFrom",
                    "start features and start labels say what the columns of a file to start from"
                            + " are, found no such file; leave them out");
        } else {
            readStart(startFrom);
        }
        for (int size : hiddenLayers) {
            Configured.require(
                    size > 0,
                    "hiddenLayers",
                    "hidden layer sizes must be positive, found " + Arrays.toString(hiddenLayers));
        }
        Configured.require(
                learningRate > 0.0 && learningRate <= Float.MAX_VALUE,
                "learningRate",
                "the learning rate must be a positive number, found " + learningRate);
        Configured.require(
                batchSize > 0, "batchSize", "the batch size must be positive, found " + batchSize);
        Configured.require(
                epochs >= 0,
                "epochs",
                "the number of epochs must not be negative, found " + epochs);
        Configured.require(
                weightDecay >= 0.0 && weightDecay <= Float.MAX_VALUE,
                "weightDecay",
                "the weight decay must be a number of at least 0, found " + weightDecay);
        Configured.require(
                gradientClipping >= 0.0 && gradientClipping <= Float.MAX_VALUE,
                "gradientClipping",
                "the largest norm of the gradient must be a number of at least 0, found "
                        + gradientClipping);
        Configured.require(
                lossEpsilon > 0.0 && lossEpsilon < 0.5,
                "lossEpsilon",
                "the epsilon of a loss must be above 0 and below 0.5, found " + lossEpsilon);
        Configured.require(
                loss == Loss.KERAS_CLIP || lossEpsilon == KERAS_EPSILON,
                "lossEpsilon",
                "only KERAS_CLIP takes an epsilon of the loss, found "
                        + lossEpsilon
                        + " with "
                        + loss);
        Configured.require(
                bias || biasGradient == BiasGradient.PER_UNIT,
                "biasGradient",
                "a network without biases cannot step them along " + biasGradient);
        List<String> tensors = Network.tensorNames(hiddenLayers.length + 1, bias);
        for (String name : frozen) {
            Configured.require(
                    tensors.contains(name),
                    "frozen",
                    "frozen tensors must be among " + tensors + ", found '" + name + "'");
        }
        List<String> matrices = tensors.stream().filter(name -> name.endsWith(".weight")).toList();
        Configured.require(
                mark == null || matrices.contains(mark.tensor()),
                "mark",
                "a mark must be in one of " + matrices + ", found " + mark);
        rng = new SplittableRandom(seed);
    }

    private void requireInitialisers(Initialiser ofWeights, BiasInitialiser ofBiases) {
        requireScale("initialiser", ofWeights, ofWeights.isScaled(), initialiserScale);
        requireScale("bias", ofBiases, ofBiases.isScaled(), biasScale);
        Configured.require(
                bias || ofBiases == BiasInitialiser.ZERO,
                "biasInitialiser",
                "a network without biases cannot start them from " + ofBiases);
    }

    private void readStart(Path file) {
        boolean drawn =
                initialiser == Initialiser.GLOROT_UNIFORM
                        && biasInitialiser == BiasInitialiser.ZERO
                        && initialiserScale == 0.0
                        && biasScale == 0.0;
        Configured.require(
                drawn && mark == null,
                "startFrom",
                "weights that start from a file are not drawn: leave out the initialisers, their"
                        + " scales and the mark, or leave out "
                        + file);
        start =
                StartWeights.read(
                        file, startFromSha256, startFeatures, startLabels, !inputOrder.isEmpty());
        startFromSha256 = start.sha256();
        start.requireFits(
                hiddenLayers == USUAL_LAYERS ? null : hiddenLayers,
                activation,
                featureScaling,
                bias);
        hiddenLayers = start.hiddenLayers();
        initialiser = null;
        biasInitialiser = null;
    }

    private static void requireScale(String what, Enum<?> chosen, boolean scaled, double scale) {
        String field = what + "Scale";
        if (scaled) {
            Configured.require(
                    scale > 0.0 && scale <= Float.MAX_VALUE,
                    field,
                    "the "
                            + what
                            + " scale of "
                            + chosen
                            + " must be a positive number, found "
                            + scale);
        } else {
            Configured.require(
                    scale == 0.0,
                    field,
                    "only UNIFORM and NORMAL take the "
                            + what
                            + " scale, found "
                            + scale
                            + " with "
                            + chosen);
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
     *     unknown, if a feature or weight is not a finite number, or if it does not fit in memory
     * @throws OutOfMemoryError if memory runs out for another reason, such as what listeners keep
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
        int[] sizes = sizes(examples.getFeatureMap().size(), examples.getOutputs().size());
        if (start != null) {
            start.requireWidths(sizes[0], sizes[sizes.length - 1]);
        }
        // They are needed where training changes them and in the model that is returned.
        if (2 * Float.BYTES * weights(sizes) > Runtime.getRuntime().maxMemory()) {
            throw new IllegalArgumentException(tooLarge(examples.size(), sizes));
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
        try {
            return new TrainingLoop(
                            this, examples, runProvenance, provenance, localRng, observation)
                    .run();
        } catch (OutOfMemoryError e) {
            // What watches a training takes memory too: data that is small is not to blame.
            if (4 * (floats(examples.size(), sizes) * Float.BYTES)
                    < Runtime.getRuntime().maxMemory()) {
                throw e;
            }
            throw new IllegalArgumentException(tooLarge(examples.size(), sizes), e);
        }
    }

    /** What a training holds at least: the examples, and the weights several times. */
    private static long floats(int examples, int[] sizes) {
        return (long) examples * sizes[0] + 4 * weights(sizes);
    }

    private static long weights(int[] sizes) {
        long weights = 0;
        for (int l = 1; l < sizes.length; l++) {
            weights += (sizes[l - 1] + 1L) * sizes[l];
        }
        return weights;
    }

    private String tooLarge(int examples, int[] sizes) {
        return "training on "
                + examples
                + " examples of "
                + sizes[0]
                + " features with hidden layers "
                + Arrays.toString(hiddenLayers)
                + " does not fit in memory: the examples take "
                + mebibytes((long) examples * sizes[0])
                + " MiB and the weights several times "
                + mebibytes(weights(sizes))
                + " MiB, and Java may use "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB; use fewer features or units, or give it more with -Xmx";
    }

    private static long mebibytes(long floats) {
        return (floats * Float.BYTES) >> 20;
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
                + ",activation="
                + activation
                + (loss == Loss.LOGITS ? "" : ",loss=" + loss + "(" + lossEpsilon + ")")
                + ",optimiser="
                + optimiser
                + ",learningRate="
                + learningRate
                + ",schedule="
                + schedule
                + ",batchSize="
                + (fullBatch ? "all" : batchSize)
                + ",epochs="
                + epochs
                + ",seed="
                + seed
                + ",shuffle="
                + shuffle
                + ",bias="
                + bias
                + (startFrom == null ? drawn() : ",startFrom=" + startFrom)
                + listed(",startLabels=", startLabels)
                + listed(",startFeatures=", startFeatures)
                + listed(",inputOrder=", inputOrder)
                + (biasGradient == BiasGradient.PER_UNIT ? "" : ",biasGradient=" + biasGradient)
                + (mark == null ? "" : ",mark=" + mark)
                + (weightDecay > 0.0 ? ",weightDecay=" + weightDecay : "")
                + (gradientClipping > 0.0 ? ",gradientClipping=" + gradientClipping : "")
                + (frozen.isEmpty() ? "" : ",frozen=" + frozen)
                + ",featureScaling="
                + featureScaling
                + ")";
    }

    private static String listed(String name, List<String> names) {
        return names.isEmpty() ? "" : name + "[" + NameOrder.listed(names) + "]";
    }

    private String drawn() {
        return ",initialiser="
                + initialiser
                + (initialiserScale > 0.0 ? "(" + initialiserScale + ")" : "")
                + (bias ? ",biasInitialiser=" + biasInitialiser : "")
                + (biasScale > 0.0 ? "(" + biasScale + ")" : "");
    }

    /** Features, hidden layers, outputs. */
    int[] sizes(int features, int outputs) {
        int[] sizes = new int[hiddenLayers.length + 2];
        sizes[0] = features;
        System.arraycopy(hiddenLayers, 0, sizes, 1, hiddenLayers.length);
        sizes[sizes.length - 1] = outputs;
        return sizes;
    }

    /** The features of a data set by the network's input, which is their id. */
    ImmutableFeatureMap inputs(ImmutableFeatureMap features) {
        return inputOrder.isEmpty() ? features : InputOrder.of(features, inputOrder);
    }

    /** The weights that training starts from; null if they are drawn. */
    @Nullable StartWeights start() {
        return start;
    }

    /** Draws the weights and biases that a training starts from. */
    void draw(Network network, SplittableRandom random) {
        network.initialise(
                Objects.requireNonNull(initialiser),
                initialiserScale,
                Objects.requireNonNull(biasInitialiser),
                biasScale,
                random);
        if (mark != null) {
            mark.apply(network);
        }
    }

    /** How the loss clips probabilities; null if it does not. */
    @Nullable LossClip clip() {
        return loss == Loss.KERAS_CLIP ? new LossClip(lossEpsilon) : null;
    }

    /** What a step does in one training of a network. */
    WeightUpdate update(Network network, WorkerTeam team) {
        List<WeightBlock> blocks = WeightBlock.cut(network, Set.copyOf(frozen));
        if (optimiser.isPlain()
                && weightDecay == 0.0
                && gradientClipping == 0.0
                && biasGradient == BiasGradient.PER_UNIT) {
            return new WeightUpdate.Fused(blocks, team, network.kernels);
        }
        return new BufferedUpdate(
                blocks,
                team,
                network.kernels,
                optimiser,
                weightDecay,
                gradientClipping,
                biasGradient);
    }

    /** The learning rate of an epoch, from 1. */
    double rate(int epoch) {
        double factor = schedule.factor(epoch, epochs);
        if (!(factor >= 0.0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalStateException(
                    schedule
                            + " must give factors that are numbers of at least 0, found "
                            + factor
                            + " for epoch "
                            + epoch);
        }
        return learningRate * factor;
    }

    LearningRateSchedule schedule() {
        return schedule;
    }

    int batchSize() {
        return batchSize;
    }

    int epochs() {
        return epochs;
    }

    boolean isFullBatch() {
        return fullBatch;
    }

    boolean isShuffled() {
        return shuffle;
    }

    boolean isBiased() {
        return bias;
    }

    Activation activation() {
        return activation;
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

        /** What hidden units apply to their input, ReLU by default. */
        public Builder activation(Activation activation) {
            trainer.activation = activation;
            return this;
        }

        /** The learning rate, 0.1 by default. */
        public Builder learningRate(double learningRate) {
            trainer.learningRate = learningRate;
            return this;
        }

        /** How the learning rate changes over the epochs; not at all by default. */
        public Builder schedule(LearningRateSchedule schedule) {
            trainer.schedule = schedule;
            return this;
        }

        /** How the cross-entropy is computed, from logits by default. */
        public Builder loss(Loss loss) {
            trainer.loss = loss;
            return this;
        }

        /**
         * The ε of {@link Loss#KERAS_CLIP}, 1e-7 by default as in Keras; above 0 and below 0.5.
         */
        public Builder lossEpsilon(double epsilon) {
            trainer.lossEpsilon = epsilon;
            return this;
        }

        /** How a gradient becomes a step, plain {@link SGD} by default. */
        public Builder optimiser(Optimiser optimiser) {
            trainer.optimiser = optimiser;
            return this;
        }

        /**
         * Coupled L2 decay, none by default: {@code weightDecay * w} is added to the gradient of
         * every weight and bias w before the optimiser sees it, as PyTorch's {@code weight_decay}.
         */
        public Builder weightDecay(double weightDecay) {
            trainer.weightDecay = weightDecay;
            return this;
        }

        /**
         * The largest Euclidean norm of the gradient of all weights and biases together, no limit
         * by default: a longer gradient is scaled to it, as by PyTorch's {@code clip_grad_norm_}.
         */
        public Builder gradientClipping(double norm) {
            trainer.gradientClipping = norm;
            return this;
        }

        /**
         * The tensors that keep their initial values, none by default. A frozen tensor is neither
         * decayed nor counted in the norm of the gradient.
         *
         * @param names {@code hidden1.weight}, {@code hidden1.bias}, ..., {@code output.bias}
         */
        public Builder frozen(String... names) {
            trainer.frozen = new ArrayList<>(List.of(names));
            return this;
        }

        /** The number of examples per minibatch, 128 by default. */
        public Builder batchSize(int batchSize) {
            trainer.batchSize = batchSize;
            return this;
        }

        /**
         * Whether every step uses all examples, whatever the batch size; not by default. An epoch
         * is then one iteration, and the activations of all examples are in memory at once.
         */
        public Builder fullBatch(boolean fullBatch) {
            trainer.fullBatch = fullBatch;
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

        /** What the biases are stepped along, by default the gradient of each. */
        public Builder biasGradient(BiasGradient biasGradient) {
            trainer.biasGradient = biasGradient;
            return this;
        }

        /** The distribution the weights start from, Glorot uniform by default. */
        public Builder initialiser(Initialiser initialiser) {
            trainer.initialiser = initialiser;
            return this;
        }

        /** The scale of {@link Initialiser#UNIFORM} and {@link Initialiser#NORMAL}. */
        public Builder initialiserScale(double scale) {
            trainer.initialiserScale = scale;
            return this;
        }

        /** The distribution the biases start from, zeros by default. */
        public Builder biasInitialiser(BiasInitialiser biasInitialiser) {
            trainer.biasInitialiser = biasInitialiser;
            return this;
        }

        /** The scale of {@link BiasInitialiser#UNIFORM} and {@link BiasInitialiser#NORMAL}. */
        public Builder biasScale(double scale) {
            trainer.biasScale = scale;
            return this;
        }

        /** Which initial weights are set to zero, so that they show a picture; none by default. */
        public Builder mark(@Nullable WeightMask mark) {
            trainer.mark = mark;
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
            trainer.startFrom = onnx;
            return this;
        }

        /**
         * What the inputs of the file to start from are, where it does not say so itself.
         *
         * @param features the names of the data's features, one for each input of the file in their
         *     order; none, as at first, for the rule of {@link #startFrom}
         */
        public Builder startFeatures(List<String> features) {
            trainer.startFeatures = new ArrayList<>(features);
            return this;
        }

        /**
         * What the outputs of the file to start from are, where it does not say so itself.
         *
         * @param labels the data's labels, one for each output of the file in their order; none, as
         *     at first, for the rule of {@link #startFrom}
         */
        public Builder startLabels(List<String> labels) {
            trainer.startLabels = new ArrayList<>(labels);
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
            trainer.inputOrder = new ArrayList<>(features);
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
         * @throws IllegalArgumentException if a value is out of its range, or the file to start
         *     from cannot be read or does not fit the other values
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
            Configured.check(built::postConfig);
            trainer = new MLPClassificationTrainer();
            return built;
        }
    }
}

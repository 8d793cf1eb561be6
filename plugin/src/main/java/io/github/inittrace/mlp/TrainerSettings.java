// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import io.github.inittrace.kernels.MatrixKernels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tribuo.Trainer;

/**
 * What a trainer is configured by, from OLCUT or from the builder, and the plan that is made of it.
 */
abstract class TrainerSettings implements Configurable {
    /** More than any machine has processors, and few enough to start. */
    private static final int MOST_WORKERS = 1024;

    @Config(
            description =
                    "Sizes of the hidden layers, from the input to the output; without it, those of"
                            + " startFrom or else 512, 512.")
    int @Nullable [] hiddenLayers;

    @Config(description = "The learning rate, which the schedule may change from epoch to epoch.")
    double learningRate = 0.1;

    @Config(description = "How the learning rate changes over the epochs.")
    LearningRateSchedule schedule = new ConstantRate();

    @Config(description = "How the cross-entropy is computed.")
    Loss loss = new CrossEntropy();

    @Config(description = "How much more an example counts in training by its label.")
    @Nullable ClassWeights classWeights;

    @Config(description = "How a gradient becomes a step.")
    Optimiser optimiser = new SGD();

    @Config(
            description =
                    "Coupled L2 decay: this times each weight and bias is added to its gradient.")
    double weightDecay;

    @Config(
            description =
                    "The largest Euclidean norm of the whole gradient, to which a longer one is"
                            + " scaled down; 0 for no limit.")
    double gradientClipping;

    @Config(
            description =
                    "The names of tensors that keep their initial values, such as hidden1.weight"
                            + " or output.bias.")
    List<String> frozen = new ArrayList<>();

    @Config(
            description =
                    "The number of examples per minibatch; the last one of an epoch may be"
                            + " smaller.")
    int batchSize = 128;

    @Config(
            description =
                    "Whether every step uses all examples, whatever the batch size; an epoch is"
                            + " then one iteration.")
    boolean fullBatch;

    @Config(description = "The number of passes over the training data.")
    int epochs = 10;

    @Config(description = "The seed of the initial weights and of the shuffles.")
    long seed = Trainer.DEFAULT_SEED;

    @Config(
            description =
                    "How many networks of consecutive seeds are trained as one: 1 to this many see"
                            + " the examples in the order of the first, and so on.")
    int stack = 1;

    @Config(description = "Whether to shuffle the examples before each epoch.")
    boolean shuffle = true;

    @Config(description = "Whether the layers have biases.")
    boolean bias = true;

    @Config(description = "What the biases of a layer are stepped along.")
    BiasGradient biasGradient = BiasGradient.PER_UNIT;

    @Config(description = "What hidden units apply to their input.")
    Activation activation = Activation.RELU;

    // Both are null where weights start from a file, so that no record claims a law of theirs.
    @Config(description = "What the weights start from.")
    @Nullable Initialisation initialiser = new Initialisation(Initialiser.GLOROT_UNIFORM);

    @Config(description = "What the biases start from.")
    @Nullable Initialisation biasInitialiser = new Initialisation(Initialiser.ZERO);

    @Config(description = "Which initial weights are set to zero, so that they show a picture.")
    @Nullable WeightMask mark;

    @Config(description = "An ONNX file of a perceptron whose weights are the initial ones.")
    @Nullable Path startFrom;

    @Config(
            description =
                    "The SHA-256 that startFrom must have; empty for any. Provenance holds the one"
                            + " it had.")
    String startFromSha256 = "";

    @Config(
            description =
                    "The features that the inputs of startFrom are, by column; empty if the file or"
                            + " a rule says.")
    List<String> startFeatures = new ArrayList<>();

    @Config(
            description =
                    "The labels that the outputs of startFrom are, by column; empty if the file or a"
                            + " rule says.")
    List<String> startLabels = new ArrayList<>();

    @Config(
            description =
                    "The features in the order of the network's inputs; empty for the order of"
                            + " Tribuo's ids, which is alphabetical.")
    List<String> inputOrder = new ArrayList<>();

    @Config(description = "What is done to every feature value before the network sees it.")
    FeatureScaling featureScaling = FeatureScaling.NONE;

    @Config(
            description =
                    "How the features of examples lie in memory for the first layer; sparse input"
                            + " is for text and the like.")
    InputLayout inputLayout = InputLayout.AUTO;

    // Results depend neither on the workers nor, but for the last bits, on the kernels: both are
    // facts of a run, recorded with it, and no configuration.
    int workers = Runtime.getRuntime().availableProcessors();
    Supplier<MatrixKernels> kernels = MatrixKernels::best; // chosen by who trains, not before

    TrainerSettings() {}

    /**
     * Checks all settings, and completes those that a file to start from has.
     *
     * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if one is out of its range or
     *     does not fit the others
     */
    final TrainingPlan plan() {
        String twice = NameOrder.repeated(inputOrder);
        Configured.require(
                twice == null,
                "inputOrder",
                "the input order must name every feature once, found '"
                        + NameOrder.shown(String.valueOf(twice))
                        + "' twice");
        InitialWeights initial = startFrom == null ? drawing() : reading(startFrom);
        int[] hidden = hiddenLayers == null ? new int[] {512, 512} : hiddenLayers;
        hiddenLayers = hidden;
        NetworkPlan network =
                new NetworkPlan(
                        Arrays.stream(hidden).boxed().toList(),
                        bias,
                        activation,
                        featureScaling,
                        inputOrder,
                        stack != 1 && inputLayout == InputLayout.AUTO
                                ? InputLayout.DENSE
                                : inputLayout,
                        initial);
        return new TrainingPlan(
                network,
                new StepPlan(
                        loss,
                        optimiser,
                        weightDecay,
                        gradientClipping,
                        biasGradient,
                        classWeights,
                        frozen),
                new CoursePlan(epochs, batchSize, fullBatch, shuffle, learningRate, schedule),
                StackPlace.of(stack, seed),
                kernels);
    }

    /**
     * Changes how many threads one training uses, which changes no result.
     *
     * @throws IllegalArgumentException if there are none, or more than can be of use
     */
    public final void setWorkers(int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException(
                    "training needs at least one worker, found " + workers);
        }
        if (workers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "training takes at most "
                            + MOST_WORKERS
                            + " workers, found "
                            + workers
                            + "; one per processor is best");
        }
        this.workers = workers;
    }

    private InitialWeights drawing() {
        Configured.require(
                startFeatures.isEmpty() && startLabels.isEmpty(),
                "startFrom",
                "start features and start labels say what the columns of a file to start from"
                        + " are, found no such file; leave them out");
        return new InitialWeights.Drawn(
                Objects.requireNonNull(initialiser), Objects.requireNonNull(biasInitialiser), mark);
    }

    private InitialWeights reading(Path file) {
        Configured.require(
                isUsual(initialiser, Initialiser.GLOROT_UNIFORM)
                        && isUsual(biasInitialiser, Initialiser.ZERO)
                        && mark == null,
                "startFrom",
                "weights that start from a file are not drawn: leave out the initialisers, their"
                        + " scales and the mark, or leave out "
                        + file);
        StartWeights start =
                StartWeights.read(
                        file, startFromSha256, startFeatures, startLabels, !inputOrder.isEmpty());
        start.requireFits(hiddenLayers, activation, featureScaling, bias);
        startFromSha256 = start.sha256();
        hiddenLayers = start.hiddenLayers();
        initialiser = null;
        biasInitialiser = null;
        return start;
    }

    private static boolean isUsual(@Nullable Initialisation found, Initialiser usual) {
        return found == null || found.distribution() == usual;
    }

    @Override
    public String toString() {
        return "MLPClassificationTrainer(hiddenLayers="
                + Arrays.toString(hiddenLayers)
                + ",activation="
                + activation
                + (loss instanceof CrossEntropy ? "" : ",loss=" + loss)
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
                + (stack == 1 ? "" : ",stack=" + stack)
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
                + (classWeights == null ? "" : ",classWeights=" + classWeights)
                + (weightDecay > 0.0 ? ",weightDecay=" + weightDecay : "")
                + (gradientClipping > 0.0 ? ",gradientClipping=" + gradientClipping : "")
                + (frozen.isEmpty() ? "" : ",frozen=" + frozen)
                + ",featureScaling="
                + featureScaling
                + (inputLayout == InputLayout.AUTO ? "" : ",inputLayout=" + inputLayout)
                + ")";
    }

    private static String listed(String name, List<String> names) {
        return names.isEmpty() ? "" : name + "[" + NameOrder.listed(names) + "]";
    }

    private String drawn() {
        return ",initialiser=" + initialiser + (bias ? ",biasInitialiser=" + biasInitialiser : "");
    }
}

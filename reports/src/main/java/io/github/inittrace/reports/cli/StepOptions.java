// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.mlp.Adam;
import io.github.inittrace.mlp.BiasGradient;
import io.github.inittrace.mlp.ClassWeights;
import io.github.inittrace.mlp.ClippedCrossEntropy;
import io.github.inittrace.mlp.ConstantRate;
import io.github.inittrace.mlp.CosineRate;
import io.github.inittrace.mlp.CrossEntropy;
import io.github.inittrace.mlp.LearningRateSchedule;
import io.github.inittrace.mlp.Loss;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.MultiStepRate;
import io.github.inittrace.mlp.Optimiser;
import io.github.inittrace.mlp.PlateauRate;
import io.github.inittrace.mlp.PolynomialRate;
import io.github.inittrace.mlp.SGD;
import io.github.inittrace.mlp.StepRate;
import io.github.inittrace.text.SafeText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a step of training does. */
final class StepOptions implements HeadedOptions {

    /** The losses to choose from. */
    enum LossName {
        LOGITS,
        KERAS_CLIP
    }

    /** The optimisers to choose from. */
    enum OptimiserName {
        SGD,
        ADAM
    }

    /** The schedules to choose from. */
    enum ScheduleName {
        CONSTANT,
        STEP,
        MULTI_STEP,
        POLYNOMIAL,
        COSINE,
        PLATEAU
    }

    @Option(
            names = "--full-batch",
            description = "Every step uses all examples, and an epoch is one such iteration.")
    private boolean fullBatch;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description =
                    "How the cross-entropy is computed: ${COMPLETION-CANDIDATES}. Default: LOGITS.")
    private LossName loss = LossName.LOGITS;

    @Option(
            names = "--loss-epsilon",
            paramLabel = "SHARE",
            description = "What KERAS_CLIP clips probabilities at. Default: 1e-7.")
    private @Nullable Double lossEpsilon;

    @Option(
            names = "--class-weights",
            paramLabel = "balanced|LABEL=WEIGHT,...",
            description =
                    "How much more an example counts in training by its label: balanced, so that all"
                            + " labels together count the same, or the weights of some. Default: all"
                            + " examples alike.")
    private @Nullable String classWeights;

    @Option(
            names = "--optimiser",
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES}. Default: SGD.")
    private OptimiserName optimiser = OptimiserName.SGD;

    @Option(names = "--momentum", paramLabel = "SHARE", description = "Of SGD. Default: 0.")
    private @Nullable Double momentum;

    @Option(names = "--beta1", paramLabel = "SHARE", description = "Of Adam. Default: 0.9.")
    private @Nullable Double beta1;

    @Option(names = "--beta2", paramLabel = "SHARE", description = "Of Adam. Default: 0.999.")
    private @Nullable Double beta2;

    @Option(names = "--epsilon", paramLabel = "NUMBER", description = "Of Adam. Default: 1e-8.")
    private @Nullable Double epsilon;

    @Option(
            names = "--bias-gradient",
            paramLabel = "NAME",
            description =
                    "What biases are stepped along: ${COMPLETION-CANDIDATES}. SCALAR_SUM is for"
                            + " comparison with networks that sum over a whole layer."
                            + " Default: PER_UNIT.")
    private BiasGradient biasGradient = BiasGradient.PER_UNIT;

    @Option(
            names = "--weight-decay",
            paramLabel = "NUMBER",
            description = "Times a weight or bias is added to its gradient. Default: 0.")
    private double weightDecay;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            description = "The largest norm of the whole gradient. Default: any.")
    private double gradientClipping;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description =
                    "How the learning rate changes over the epochs: ${COMPLETION-CANDIDATES}."
                            + " Default: CONSTANT.")
    private ScheduleName schedule = ScheduleName.CONSTANT;

    @Option(
            names = "--rate-drop",
            paramLabel = "FACTOR",
            description = "What STEP, MULTI_STEP and PLATEAU multiply the rate by. Default: 0.1.")
    private @Nullable Double drop;

    @Option(
            names = "--rate-every",
            paramLabel = "N",
            description = "After how many epochs STEP does so. Default: 10.")
    private @Nullable Integer every;

    @Option(
            names = "--rate-after",
            paramLabel = "EPOCH",
            split = ",",
            description = "After which epochs MULTI_STEP does so.")
    private int[] after = {};

    @Option(
            names = "--rate-power",
            paramLabel = "NUMBER",
            description = "The power of POLYNOMIAL. Default: 1.")
    private @Nullable Double power;

    @Option(
            names = "--rate-patience",
            paramLabel = "N",
            description =
                    "For how many epochs the running loss may be no smaller before PLATEAU does so."
                            + " Default: 10.")
    private @Nullable Integer patience;

    @Option(
            names = "--rate-min-change",
            paramLabel = "LOSS",
            description =
                    "By more than how much the loss has to become smaller for PLATEAU. Default: 0.")
    private @Nullable Double minChange;

    @Option(
            names = "--rate-cooldown",
            paramLabel = "N",
            description = "How many epochs after a drop do not count for PLATEAU. Default: 0.")
    private @Nullable Integer cooldown;

    @Option(
            names = "--rate-lowest",
            paramLabel = "SHARE",
            description = "The share of the learning rate at which PLATEAU ends. Default: 0.")
    private @Nullable Double lowest;

    boolean isFullBatch() {
        return fullBatch;
    }

    /** The learning rate if none is given: Adam's is another. */
    double defaultLearningRate() {
        return optimiser == OptimiserName.ADAM ? 0.001 : 0.1;
    }

    void configure(MLPClassificationTrainer.Builder builder) {
        builder.loss(loss())
                .classWeights(classWeights == null ? null : classWeights(classWeights))
                .optimiser(optimiser())
                .biasGradient(biasGradient)
                .weightDecay(weightDecay)
                .gradientClipping(gradientClipping)
                .schedule(schedule());
    }

    private Loss loss() {
        if (loss == LossName.KERAS_CLIP) {
            return new ClippedCrossEntropy(or(lossEpsilon, 1e-7));
        }
        refuse(lossEpsilon, "--loss-epsilon", "--loss KERAS_CLIP");
        return new CrossEntropy();
    }

    private static ClassWeights classWeights(String text) {
        if (text.equals("balanced")) {
            return ClassWeights.balanced();
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.lastIndexOf('=');
            try {
                String label = pair.substring(0, Math.max(equals, 0)).strip();
                if (weights.put(label, Double.valueOf(pair.substring(equals + 1))) != null) {
                    throw new UsageException("--class-weights names '" + label + "' twice");
                }
            } catch (NumberFormatException e) {
                throw wrongClassWeights(text);
            }
            if (equals < 1) {
                throw wrongClassWeights(text);
            }
        }
        return ClassWeights.of(weights);
    }

    private static UsageException wrongClassWeights(String found) {
        return new UsageException(
                "--class-weights takes balanced or LABEL=WEIGHT,LABEL=WEIGHT,..., found '"
                        + SafeText.of(found)
                        + "'");
    }

    private Optimiser optimiser() {
        if (optimiser == OptimiserName.ADAM) {
            refuse(momentum, "--momentum", "--optimiser SGD");
            return new Adam(or(beta1, 0.9), or(beta2, 0.999), or(epsilon, 1e-8));
        }
        refuse(beta1, "--beta1", "--optimiser ADAM");
        refuse(beta2, "--beta2", "--optimiser ADAM");
        refuse(epsilon, "--epsilon", "--optimiser ADAM");
        return new SGD(or(momentum, 0.0));
    }

    private LearningRateSchedule schedule() {
        if (schedule != ScheduleName.STEP
                && schedule != ScheduleName.MULTI_STEP
                && schedule != ScheduleName.PLATEAU) {
            refuse(drop, "--rate-drop", "--schedule STEP, MULTI_STEP or PLATEAU");
        }
        if (schedule != ScheduleName.PLATEAU) {
            refuse(patience, "--rate-patience", "--schedule PLATEAU");
            refuse(minChange, "--rate-min-change", "--schedule PLATEAU");
            refuse(cooldown, "--rate-cooldown", "--schedule PLATEAU");
            refuse(lowest, "--rate-lowest", "--schedule PLATEAU");
        }
        if (schedule != ScheduleName.MULTI_STEP && after.length > 0) {
            throw new UsageException("--rate-after goes with --schedule MULTI_STEP only");
        }
        if (schedule != ScheduleName.STEP) {
            refuse(every, "--rate-every", "--schedule STEP");
        }
        if (schedule != ScheduleName.POLYNOMIAL) {
            refuse(power, "--rate-power", "--schedule POLYNOMIAL");
        }
        return switch (schedule) {
            case CONSTANT -> new ConstantRate();
            case STEP -> new StepRate(or(drop, 0.1), every == null ? 10 : every);
            case MULTI_STEP -> new MultiStepRate(or(drop, 0.1), after);
            case POLYNOMIAL -> new PolynomialRate(or(power, 1.0));
            case COSINE -> new CosineRate();
            case PLATEAU ->
                    new PlateauRate(
                            or(drop, 0.1),
                            patience == null ? 10 : patience,
                            or(minChange, 0.0),
                            cooldown == null ? 0 : cooldown,
                            or(lowest, 0.0));
        };
    }

    private static void refuse(@Nullable Number given, String option, String needed) {
        if (given != null) {
            throw new UsageException(option + " goes with " + needed + " only");
        }
    }

    private static double or(@Nullable Double given, double otherwise) {
        return given == null ? otherwise : given;
    }

    @Override
    public String heading() {
        return "The steps of training:";
    }
}

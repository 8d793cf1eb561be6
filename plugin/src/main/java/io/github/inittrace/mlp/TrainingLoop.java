// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.WorkerTeam;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Evaluation;
import io.github.inittrace.lifecycle.KnownExamples;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.StoppedEarly;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.lifecycle.WeightsState;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * One call of {@code train}, with everything that belongs to it alone.
 *
 * <p>Randomness: the first split of the invocation's generator draws the initial weights, and epoch
 * e takes the e-th split after it, so that an epoch's order does not depend on what was drawn in
 * the epochs before. Watching costs evaluations, never randomness, and no decision depends on it:
 * whether training diverged is read off the batches and the weights.
 */
final class TrainingLoop implements TrainingSession<Label> {
    private static final Logger logger = Logger.getLogger(TrainingLoop.class.getName());

    private final String id = UUID.randomUUID().toString();
    private final MLPClassificationTrainer trainer;
    private final Dataset<Label> data;
    private final Map<String, Provenance> runProvenance;
    private final TrainerProvenance trainerProvenance;
    private final SplittableRandom random;
    private final Observation<Label> observation;
    private final ImmutableFeatureMap features;
    private final ImmutableOutputInfo<Label> outputs;
    private final Network network;
    private final AtomicReference<@Nullable String> stopReason = new AtomicReference<>();
    private int epoch;

    /** Whether the last pass saw all its minibatches. */
    private boolean complete = true;

    private EndReason reason = EndReason.FAILED;
    private String message = "";

    TrainingLoop(
            MLPClassificationTrainer trainer,
            Dataset<Label> data,
            Map<String, Provenance> runProvenance,
            TrainerProvenance trainerProvenance,
            SplittableRandom random,
            Observation<Label> observation) {
        this.trainer = trainer;
        this.data = data;
        this.runProvenance = runProvenance;
        this.trainerProvenance = trainerProvenance;
        this.random = random;
        this.observation = observation;
        features = trainer.inputs(data.getFeatureIDMap());
        outputs = data.getOutputIDInfo();
        network =
                new Network(
                        trainer.kernels(),
                        trainer.sizes(features.size(), outputs.size()),
                        trainer.isBiased(),
                        trainer.activation());
    }

    /**
     * Trains.
     *
     * @throws IllegalArgumentException if the data cannot be trained on; nothing was fired then
     */
    MLPClassificationModel run() {
        DenseExamples examples = lay(data, everything(data.size()), "the training data");
        requireWeight(examples);
        if (outputs.size() == 1) {
            logger.warning("all training examples have the same label; there is nothing to learn");
        }
        Map<String, ValidationSet> validation = new LinkedHashMap<>();
        if (observation.isWatched()) {
            observation.validation().forEach((name, set) -> validation.put(name, lay(name, set)));
        }
        Map<String, String> facts = begin(random.split());

        long started = System.nanoTime();
        try (MatrixKernels.ThreadScope thread = network.kernels.enterThread();
                WorkerTeam team = new WorkerTeam(trainer.workers(), network.kernels)) {
            observation.fireStart(start(team, examples, facts));
            train(examples, new Report(examples, validation, team), team);
            return trained();
        } catch (RuntimeException | Error e) {
            reason = EndReason.FAILED;
            message = String.valueOf(e.getMessage());
            throw e;
        } finally {
            double seconds = (System.nanoTime() - started) / 1e9;
            observation.fireEnd(new TrainingEnd<>(this, reason, message, epoch, seconds));
        }
    }

    /** Gives the network its initial weights, and says what is to be known about them. */
    private Map<String, String> begin(SplittableRandom forWeights) {
        StartWeights start = trainer.start();
        if (start == null) {
            trainer.draw(network, forWeights);
            return Map.of();
        }
        List<String> labels = new ArrayList<>();
        for (int id = 0; id < outputs.size(); id++) {
            labels.add(outputs.getOutput(id).getLabel());
        }
        return start.start(network, InputOrder.names(features), labels);
    }

    private void train(DenseExamples examples, Report report, WorkerTeam team) {
        int epochs = trainer.epochs();
        int batchSize = trainer.isFullBatch() ? examples.size : trainer.batchSize();
        GradientDescent descent =
                new GradientDescent(
                        network,
                        team,
                        examples,
                        batchSize,
                        trainer.clip(),
                        trainer.update(network, team));
        report.fire();
        while (epoch < epochs && stopReason.get() == null) {
            int[] order = order(examples.size, random.split());
            double rate = trainer.rate(epoch + 1);
            long started = System.nanoTime();
            GradientDescent.Pass pass = descent.pass(order, rate, () -> stopReason.get() != null);
            double seconds = (System.nanoTime() - started) / 1e9;
            if (pass.batches() == 0) {
                break;
            }
            epoch++;
            complete = pass.complete();
            boolean diverged = pass.diverged() || !network.isFinite();
            report.passed(pass, rate, seconds);
            boolean last = diverged || !complete || epoch == epochs;
            if (last || epoch % observation.recordEvery() == 0) {
                report.fire();
            }
            if (diverged) {
                end(
                        EndReason.DIVERGED,
                        "the loss or a weight ceased to be a finite number in "
                                + (trainer.isFullBatch() ? "iteration " : "epoch ")
                                + epoch
                                + "; a smaller learning rate may help");
                logger.log(Level.WARNING, message);
                return;
            }
            if (!complete) {
                break;
            }
        }
        report.fireIfUnreported();
        String stop = stopReason.get();
        if (stop == null) {
            String passes = trainer.isFullBatch() ? " iterations done" : " epochs done";
            end(EndReason.COMPLETED, "all " + epochs + passes);
        } else {
            end(EndReason.STOPPED, stop);
        }
    }

    private void end(EndReason reason, String message) {
        this.reason = reason;
        this.message = message;
    }

    private static void requireWeight(DenseExamples examples) {
        for (float weight : examples.weights) {
            if (weight > 0f) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "at least one training example must have a weight above 0, found none");
    }

    private DenseExamples lay(Dataset<Label> set, int[] indices, String what) {
        return DenseExamples.of(
                set, indices, what, features, outputs, trainer.featureScaling(), network.kernels);
    }

    private ValidationSet lay(String name, Dataset<Label> set) {
        KnownExamples known = KnownExamples.of(set, features, outputs);
        known.remark(name).ifPresent(remark -> logger.warning(remark));
        return new ValidationSet(lay(set, known.indices(), name), known.leftOut());
    }

    /** What of a set can be evaluated, and how many other examples it has. */
    private record ValidationSet(DenseExamples examples, int leftOut) {}

    private TrainingStart<Label> start(
            WorkerTeam team, DenseExamples examples, Map<String, String> ofWeights) {
        Map<String, String> facts = new LinkedHashMap<>(ofWeights);
        StartWeights start = trainer.start();
        String doubt =
                start == null
                        ? null
                        : start.doubt(
                                new Evaluator(network, team, trainer.clip()), examples, outputs);
        if (doubt != null) {
            facts.put(MLPClassificationTrainer.START_DOUBT, doubt);
        }
        facts.put("matrix-kernels", network.kernels.name());
        facts.put("instruction-set", network.kernels.instructionSet());
        facts.put("workers", Integer.toString(team.size()));
        return new TrainingStart<>(
                this,
                trainerProvenance,
                trainer.epochs(),
                data.size(),
                features.size(),
                outputs.size(),
                facts);
    }

    /**
     * The order of an epoch: always a shuffle of 0, 1, 2, ..., never of the order before. Within
     * one batch of everything the order means nothing.
     */
    private int[] order(int size, SplittableRandom epochRandom) {
        int[] order = everything(size);
        if (trainer.isShuffled() && !trainer.isFullBatch()) {
            for (int i = size - 1; i > 0; i--) {
                int j = epochRandom.nextInt(i + 1);
                int held = order[i];
                order[i] = order[j];
                order[j] = held;
            }
        }
        return order;
    }

    private static int[] everything(int size) {
        int[] indices = new int[size];
        for (int i = 0; i < size; i++) {
            indices[i] = i;
        }
        return indices;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<TensorView> weights() {
        return network.views();
    }

    @Override
    public MLPClassificationModel model() {
        return model(trainerProvenance, WeightsState.mark(runProvenance, epoch));
    }

    /** The model at the end, whose provenance leads to it again. */
    private MLPClassificationModel trained() {
        int planned = trainer.epochs();
        if (reason != EndReason.STOPPED || (epoch == planned && complete)) {
            return model(trainerProvenance, runProvenance);
        }
        return model(
                StoppedTraining.provenance(trainerProvenance, trainer.schedule(), planned, epoch),
                StoppedEarly.mark(runProvenance, planned, epoch, complete));
    }

    private MLPClassificationModel model(
            TrainerProvenance ofTrainer, Map<String, Provenance> instanceValues) {
        ModelProvenance provenance =
                new ModelProvenance(
                        MLPClassificationModel.class.getName(),
                        OffsetDateTime.now(ZoneId.systemDefault()),
                        data.getProvenance(),
                        ofTrainer,
                        instanceValues);
        return new MLPClassificationModel(
                "mlp-classification",
                provenance,
                features,
                outputs,
                trainer.featureScaling(),
                trainer.activation(),
                network.toLayers(),
                network.kernels);
    }

    @Override
    public void requestStop(String reason) {
        stopReason.compareAndSet(null, reason);
    }

    /** Evaluates and fires at the end of an epoch, if anybody watches. */
    private final class Report {
        private final DenseExamples examples;
        private final int[] sample;
        private final Map<String, ValidationSet> validation;
        private final @Nullable Evaluator evaluator;

        // Of the last pass; none at the start.
        private GradientDescent.@Nullable Pass pass;
        private @Nullable Double rate;

        /** Of the passes since the last event. */
        private double seconds;

        private int reported = -1;

        Report(DenseExamples examples, Map<String, ValidationSet> validation, WorkerTeam team) {
            this.examples = examples;
            this.validation = validation;
            sample = observation.sample(examples.size);
            evaluator =
                    observation.isWatched() ? new Evaluator(network, team, trainer.clip()) : null;
        }

        void passed(GradientDescent.Pass pass, double rate, double seconds) {
            this.pass = pass;
            this.rate = rate;
            this.seconds += seconds;
        }

        void fireIfUnreported() {
            if (reported != epoch) {
                fire();
            }
        }

        void fire() {
            reported = epoch;
            if (evaluator == null) {
                return;
            }
            GradientDescent.Pass last = pass;
            long started = System.nanoTime();
            Evaluator.Result training = evaluator.evaluateWithUnits("training", examples, sample);
            List<Evaluation> others = new ArrayList<>();
            validation.forEach(
                    (name, set) ->
                            others.add(
                                    evaluator
                                            .evaluate(
                                                    name,
                                                    set.examples,
                                                    everything(set.examples.size))
                                            .leavingOut(set.leftOut)));
            double evaluationSeconds = (System.nanoTime() - started) / 1e9;
            observation.fireEpoch(
                    new EpochEnd<>(
                            TrainingLoop.this,
                            epoch,
                            last == null || last.complete(),
                            last == null ? null : last.runningLoss(),
                            rate,
                            training.evaluation(),
                            others,
                            seconds,
                            evaluationSeconds,
                            training.deadUnits()));
            seconds = 0.0;
        }
    }
}

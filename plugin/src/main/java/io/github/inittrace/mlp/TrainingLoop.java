// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.WorkerTeam;
import io.github.inittrace.lifecycle.BatchEnd;
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
import io.github.inittrace.lifecycle.TrainingState;
import io.github.inittrace.lifecycle.WeightsState;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
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
 * e takes the e-th split after it, of this generator or of that of the stack's first network, so
 * that an epoch's order does not depend on what was drawn in the epochs before. Watching costs
 * evaluations, never randomness, and no decision depends on it: whether training diverged is read
 * off the batches and the weights.
 *
 * <p>This file is long because the loop, its events and its ends share one state.
 */
final class TrainingLoop implements TrainingSession<Label> {
    private static final Logger logger = Logger.getLogger(TrainingLoop.class.getName());

    private final String id = UUID.randomUUID().toString();
    private final TrainingPlan plan;
    private final int workers;
    private final PreparedData data;
    private final Map<String, Provenance> runProvenance;
    private final TrainerProvenance trainerProvenance;
    private final SplittableRandom forWeights;
    private final SplittableRandom orders;
    private final Observation<Label> observation;
    private final ImmutableFeatureMap features;
    private final ImmutableOutputInfo<Label> outputs;
    private final LaidOutExamples examples;
    private final LaidOutExamples weighed;
    private final Network network;
    private final @Nullable TrainingState from;
    private final List<PreparedData.Use> uses = new ArrayList<>();
    private @Nullable Descent descent;

    /** The running loss of every epoch done, if the schedule follows them. */
    private final List<Double> losses = new ArrayList<>();

    private final AtomicReference<@Nullable String> stopReason = new AtomicReference<>();
    private int epoch;

    /** Whether the last pass saw all its minibatches; false in the midst of one. */
    private boolean complete = true;

    private EndReason reason = EndReason.FAILED;
    private String message = "";

    private TrainingLoop(
            TrainingPlan plan,
            int workers,
            PreparedData data,
            Arena arena,
            Map<String, Provenance> runProvenance,
            TrainerProvenance trainerProvenance,
            SplittableRandom forWeights,
            SplittableRandom orders,
            Observation<Label> observation,
            @Nullable TrainingState from) {
        this.plan = plan;
        this.workers = workers;
        this.data = data;
        this.runProvenance = runProvenance;
        this.trainerProvenance = trainerProvenance;
        this.forWeights = forWeights;
        this.orders = orders;
        this.observation = observation;
        this.from = from;
        features = data.inputs;
        outputs = data.outputs;
        examples = data.examples;
        weighed = plan.step().weigh(examples, outputs);
        network = plan.network().lay(arena, features.size(), outputs.size());
    }

    /**
     * Trains on data that is prepared, or prepares it for this training alone.
     *
     * @param workers how many threads to use
     * @param forWeights draws the initial weights
     * @param orders splits off a generator for the order of each epoch
     * @param from where to go on; null to begin
     * @throws IllegalArgumentException if the data cannot be trained on; nothing was fired then
     * @throws IllegalStateException if the prepared data is closed; likewise
     */
    static MLPClassificationModel train(
            TrainingPlan plan,
            int workers,
            Dataset<Label> data,
            Map<String, Provenance> runProvenance,
            TrainerProvenance trainerProvenance,
            SplittableRandom forWeights,
            SplittableRandom orders,
            Observation<Label> observation,
            @Nullable TrainingState from) {
        if (from != null) {
            plan.course().requireContinues(from);
        }
        if (!(data instanceof PreparedData prepared)) {
            try (PreparedData own = PreparedData.of(data, plan.network(), plan.kernels())) {
                return train(
                        plan,
                        workers,
                        own,
                        runProvenance,
                        trainerProvenance,
                        forWeights,
                        orders,
                        observation,
                        from);
            }
        }
        prepared.requireLayout(plan.network());
        prepared.requireOwnLabels();
        try (PreparedData.Use use = prepared.use(plan);
                Arena arena = plan.kernels().openArena()) {
            TrainingLoop loop =
                    new TrainingLoop(
                            plan,
                            workers,
                            prepared,
                            arena,
                            runProvenance,
                            trainerProvenance,
                            forWeights,
                            orders,
                            observation,
                            from);
            try {
                return loop.run();
            } finally {
                loop.uses.forEach(PreparedData.Use::close);
            }
        }
    }

    private MLPClassificationModel run() {
        requireWeight();
        if (outputs.size() == 1) {
            logger.warning("all training examples have the same label; there is nothing to learn");
        }
        Map<String, ValidationSet> validation = new LinkedHashMap<>();
        if (observation.isWatched()) {
            observation.validation().forEach((name, set) -> validation.put(name, lay(name, set)));
        }
        Map<String, String> facts = begin();

        long started = System.nanoTime();
        int own = plan.stack().isAlone() ? workers : 1; // a stack is computed by whose turn it is
        try (WorkerTeam team = new WorkerTeam(own, network.kernels)) {
            observation.fireStart(start(team, facts));
            try (Descent steps = descent(team)) {
                train(new Report(validation, steps), steps);
            }
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
    private Map<String, String> begin() {
        List<String> labels = new ArrayList<>();
        for (int id = 0; id < outputs.size(); id++) {
            labels.add(outputs.getOutput(id).getLabel());
        }
        return plan.network()
                .initial()
                .give(network, InputOrder.names(features), labels, forWeights);
    }

    private Descent descent(WorkerTeam team) {
        if (!plan.stack().isAlone()) {
            return StackedTrainings.join(plan, network, data, trainerProvenance);
        }
        int size = plan.course().batchSize(examples.size);
        boolean inParts = GradientDescent.inParts(size, examples);
        WeightUpdate update = plan.step().update(network, team, examples.isSparse(), inParts);
        return new GradientDescent(network, team, weighed, size, plan.step().loss(), update);
    }

    private void train(Report report, Descent descent) {
        CoursePlan course = plan.course();
        int epochs = course.epochs();
        this.descent = descent;
        if (from == null) {
            report.fire();
        } else {
            goOn(from, descent);
            report.reported = epoch;
        }
        DoubleConsumer stepped = stepListener();
        while (epoch < epochs && stopReason.get() == null) {
            int[] order = course.order(examples.size, orders.split());
            double rate = course.rate(epoch + 1, losses);
            long started = System.nanoTime();
            complete = false; // what a listener finds in its midst
            Descent.Pass pass =
                    descent.pass(epoch + 1, order, rate, () -> stopReason.get() != null, stepped);
            complete = pass.batches() == 0 || pass.complete();
            double seconds = (System.nanoTime() - started) / 1e9;
            if (pass.batches() == 0) {
                break;
            }
            epoch++;
            if (course.schedule().followsLosses()) {
                losses.add(pass.runningLoss());
            }
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
                                + course.pass()
                                + " "
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
            end(EndReason.COMPLETED, TrainingEnd.allDone(epochs, course.pass()));
        } else {
            end(EndReason.STOPPED, stop);
        }
    }

    private DoubleConsumer stepListener() {
        return observation.hearsBatches()
                ? loss -> observation.fireBatch(new BatchEnd<>(this, epoch + 1, loss))
                : Descent.UNHEARD;
    }

    /** Every epoch takes one generator from the training's, so that those done are passed over. */
    private void goOn(TrainingState from, Descent descent) {
        new StateTensors(network).restore(from, descent, plan.step().slotNames());
        losses.addAll(from.losses());
        for (epoch = 0; epoch < from.epoch(); epoch++) {
            orders.split();
        }
    }

    private void end(EndReason reason, String message) {
        this.reason = reason;
        this.message = message;
    }

    private void requireWeight() {
        for (float weight : examples.weights) {
            if (weight > 0f) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "at least one training example must have a weight above 0, found none");
    }

    private ValidationSet lay(String name, Dataset<Label> set) {
        if (set instanceof PreparedData prepared && prepared.isLaidOutFor(data)) {
            uses.add(prepared.use(plan));
            prepared.known.remark(name).ifPresent(remark -> logger.warning(remark));
            return new ValidationSet(prepared.examples, prepared.known.leftOut());
        }
        KnownExamples known = KnownExamples.of(set, features, outputs);
        known.remark(name).ifPresent(remark -> logger.warning(remark));
        LaidOutExamples laid =
                LaidOutExamples.of(
                        set,
                        known.indices(),
                        name,
                        features,
                        outputs,
                        plan.network().featureScaling(),
                        examples.isSparse(),
                        network.arena);
        return new ValidationSet(laid, known.leftOut());
    }

    /** What of a set can be evaluated, and how many other examples it has. */
    private record ValidationSet(LaidOutExamples examples, int leftOut) {}

    private TrainingStart<Label> start(WorkerTeam team, Map<String, String> ofWeights) {
        Map<String, String> facts = new LinkedHashMap<>(ofWeights);
        String doubt = plan.network().initial().doubt(() -> evaluator(team), examples, outputs);
        if (doubt != null) {
            facts.put(MLPClassificationTrainer.START_DOUBT, doubt);
        }
        facts.put("matrix-kernels", network.kernels.name());
        facts.put("instruction-set", network.kernels.instructionSet());
        facts.put(MLPClassificationTrainer.INPUT_LAYOUT, examples.isSparse() ? "sparse" : "dense");
        facts.put(
                MLPClassificationTrainer.INPUT_DENSITY,
                String.format(Locale.ROOT, "%.4g", examples.density()));
        facts.put("workers", Integer.toString(team.size()));
        return new TrainingStart<>(
                this,
                trainerProvenance,
                plan.course().epochs(),
                data.size(),
                features.size(),
                outputs.size(),
                facts);
    }

    private Evaluator evaluator(WorkerTeam team) {
        return new Evaluator(network, team, plan.step().loss(), examples.isSparse());
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

    @Override
    public @Nullable TrainingState state() {
        return descent == null || !complete
                ? null
                : new StateTensors(network).take(plan.course().epochs(), epoch, losses, descent);
    }

    /** The model at the end, whose provenance leads to it again. */
    private MLPClassificationModel trained() {
        return reason == EndReason.STOPPED ? finalModel() : model(trainerProvenance, runProvenance);
    }

    @Override
    public MLPClassificationModel finalModel() {
        int planned = plan.course().epochs();
        if (epoch == planned && complete) {
            return model(trainerProvenance, runProvenance);
        }
        return model(
                StoppedTraining.provenance(
                        trainerProvenance, plan.course().schedule(), planned, epoch, losses),
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
                plan.network().featureScaling(),
                network.activation,
                network.toLayers(),
                network.kernels);
    }

    @Override
    public void requestStop(String reason) {
        stopReason.compareAndSet(null, reason);
    }

    /** Evaluates and fires at the end of an epoch, if anybody watches. */
    private final class Report {
        private final int[] sample;
        private final Map<String, ValidationSet> validation;
        private final Descent descent;

        // Of the last pass; none at the start.
        private Descent.@Nullable Pass pass;
        private @Nullable Double rate;

        /** Of the passes since the last event. */
        private double seconds;

        private int reported = -1;

        Report(Map<String, ValidationSet> validation, Descent descent) {
            this.validation = validation;
            this.descent = descent;
            sample = observation.sample(examples.size);
        }

        void passed(Descent.Pass pass, double rate, double seconds) {
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
            if (!observation.isWatched()) {
                return;
            }
            Descent.Pass last = pass;
            long started = System.nanoTime();
            Evaluator evaluator = descent.evaluator();
            Evaluator.Result training = evaluator.evaluateWithUnits("training", examples, sample);
            List<Evaluation> others = new ArrayList<>();
            validation.forEach(
                    (name, set) ->
                            others.add(
                                    evaluator
                                            .evaluate(
                                                    name,
                                                    set.examples,
                                                    IntStream.range(0, set.examples.size).toArray())
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

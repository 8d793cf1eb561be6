// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
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
import io.github.inittrace.lifecycle.WeightsState;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.common.sgd.SGDObjective;
import org.tribuo.math.FeedForwardParameters;
import org.tribuo.math.Parameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.Tensor;
import org.tribuo.math.optimisers.ParameterAveraging;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * One call of {@code train} of one of Tribuo's SGD trainers, as its probes tell it.
 *
 * <p>Neither optimiser nor objective knows of epochs, so steps are counted. The step that ends an
 * epoch is applied only after the optimiser has returned it; the epoch's weights are seen when the
 * next example comes, or, after the last epoch, when the optimiser has finalised them. When an example
 * comes, training can be left as well. At the end of an epoch, weights and optimiser are then those of
 * a training of so many epochs before it finishes; that the examples were shuffled once more changes
 * nothing, for a training has a generator of its own.
 *
 * <p>The last record describes the weights of the model. Training may end with any epoch, so every
 * record describes what its optimiser would then make of the weights. Of Tribuo's, only parameter
 * averaging makes other values of them.
 */
final class SGDSession<T extends Output<T>> implements TrainingSession<T>, Probe {
    private static final Logger logger = Logger.getLogger(SGDSession.class.getName());

    private final String id = UUID.randomUUID().toString();
    private final RebuiltTrainer<T> rebuilt;
    private final SGDInternals<T> trainer;
    private final SGDObjective<?> objective;
    private final Dataset<T> data;
    private final Map<String, Provenance> runProvenance;
    private final TrainerProvenance trainerProvenance;
    private final Observation<T> observation;
    private final boolean hearsBatches;
    private final ImmutableFeatureMap features;
    private final ImmutableOutputInfo<T> outputs;
    private final int stepsPerEpoch;
    private final List<SGDExamples> evaluated = new ArrayList<>();
    private final AtomicReference<@Nullable String> stopReason = new AtomicReference<>();

    private @Nullable FeedForwardParameters parameters;
    private @Nullable StochasticGradientOptimiser optimiser;
    private long started;
    private int stepsOfEpoch;
    private int epoch;

    /** The last epoch with an event. */
    private int reported = -1;

    /** Whether the last epoch saw all its examples. */
    private boolean complete = true;

    /** Whether the optimiser has finalised the weights. */
    private boolean isFinal;

    /** The last epoch's steps are taken, and its event is still to come. */
    private boolean epochIsOver;

    private double lossSum;
    private long lossCount;

    /** Of the last epoch; null before the first. */
    private @Nullable Double runningLoss;

    /** A step is taken, and its event is still to come. */
    private boolean batchIsOver;

    private double batchLossSum;
    private int batchLossCount;
    private long passStarted;
    private double seconds;

    SGDSession(
            RebuiltTrainer<T> rebuilt,
            Dataset<T> data,
            Map<String, Provenance> runProvenance,
            TrainerProvenance trainerProvenance,
            Observation<T> observation) {
        this.rebuilt = rebuilt;
        trainer = new SGDInternals<>(rebuilt.trainer());
        objective = rebuilt.objective().inner();
        this.data = data;
        this.runProvenance = runProvenance;
        this.trainerProvenance = trainerProvenance;
        this.observation = observation;
        hearsBatches = observation.hearsBatches();
        features = data.getFeatureIDMap();
        outputs = data.getOutputIDInfo();
        stepsPerEpoch = (data.size() + rebuilt.batchSize() - 1) / rebuilt.batchSize();
    }

    /** Trains to the last epoch, or to where somebody asks for a stop. */
    Model<T> train(int invocation) {
        try {
            return rebuilt.trainer().train(data, runProvenance, invocation);
        } catch (LoopExit left) {
            return finish(Objects.requireNonNull(optimiser, "it took the steps"));
        }
    }

    /** Does what the trainer does behind its loop. */
    private Model<T> finish(StochasticGradientOptimiser optimiser) {
        optimiser.finalise();
        isFinal = true;
        Model<T> model = finalModel();
        optimiser.reset();
        return model;
    }

    @Override
    public void starts(Parameters initial, StochasticGradientOptimiser optimiser) {
        this.optimiser = optimiser;
        FeedForwardParameters weights = (FeedForwardParameters) initial;
        int[] sample = observation.sample(data.size());
        evaluated.add(lay("training", data, sample, 0, weights));
        observation
                .validation()
                .forEach(
                        (name, set) -> {
                            KnownExamples known = KnownExamples.of(set, features, outputs);
                            known.remark(name).ifPresent(remark -> logger.warning(remark));
                            evaluated.add(
                                    lay(name, set, known.indices(), known.leftOut(), weights));
                        });
        parameters = weights;
        started = System.nanoTime();
        observation.fireStart(
                new TrainingStart<>(
                        this,
                        trainerProvenance,
                        rebuilt.epochs(),
                        data.size(),
                        features.size(),
                        outputs.size(),
                        Map.of("loss", LossSign.describe(objective))));
        fireEpoch();
    }

    @Override
    public void beforeExample() {
        endBatch();
        if (epochIsOver) {
            endEpoch(epoch % observation.recordEvery() == 0);
        }
        boolean isBetweenSteps = batchLossCount == 0;
        if (isBetweenSteps && stopReason.get() != null) {
            leave();
        }
    }

    private void leave() {
        if (stepsOfEpoch > 0) {
            epoch++;
            complete = false;
            endEpoch(true);
        } else if (reported != epoch) {
            fireEpoch();
        }
        throw new LoopExit();
    }

    @Override
    public void afterExample(double value) {
        double loss = LossSign.of(objective) * value;
        lossSum += loss;
        lossCount++;
        batchLossSum += loss;
        batchLossCount++;
    }

    @Override
    public void stepTaken() {
        batchIsOver = true;
        stepsOfEpoch++;
        if (stepsOfEpoch == stepsPerEpoch) {
            stepsOfEpoch = 0;
            epoch++;
            epochIsOver = true;
        }
    }

    @Override
    public void finalised() {
        isFinal = true;
        endBatch();
        if (epochIsOver) {
            endEpoch(true);
        }
    }

    private void endBatch() {
        if (!batchIsOver) {
            return;
        }
        if (hearsBatches) {
            int pass = epochIsOver ? epoch : epoch + 1;
            observation.fireBatch(new BatchEnd<>(this, pass, batchLossSum / batchLossCount));
        }
        batchIsOver = false;
        batchLossSum = 0.0;
        batchLossCount = 0;
    }

    private void endEpoch(boolean report) {
        seconds += (System.nanoTime() - passStarted) / 1e9;
        runningLoss = lossSum / lossCount;
        if (report) {
            fireEpoch();
        }
        lossSum = 0.0;
        lossCount = 0;
        epochIsOver = false;
        passStarted = System.nanoTime();
    }

    private void fireEpoch() {
        if (isFinal || epoch == 0 || !(optimiser instanceof ParameterAveraging averaging)) {
            fireEpochOfCurrentWeights();
            return;
        }
        Tensor[] live = parameters().get();
        parameters().set(SGDTensors.twins(live));
        try {
            averaging.finalise(); // changes nothing but the parameters
            fireEpochOfCurrentWeights();
        } finally {
            parameters().set(live);
        }
    }

    private void fireEpochOfCurrentWeights() {
        reported = epoch;
        long evaluationStarted = System.nanoTime();
        List<Evaluation> evaluations =
                evaluated.stream().map(set -> set.evaluate(parameters(), objective)).toList();
        double evaluationSeconds = (System.nanoTime() - evaluationStarted) / 1e9;
        observation.fireEpoch(
                new EpochEnd<>(
                        this,
                        epoch,
                        complete,
                        runningLoss,
                        null,
                        evaluations.get(0),
                        evaluations.subList(1, evaluations.size()),
                        seconds,
                        evaluationSeconds));
        seconds = 0.0;
        passStarted = System.nanoTime();
    }

    /** There is a model. */
    void ended() {
        String stop = stopReason.get();
        if (stop != null) {
            fireEnd(EndReason.STOPPED, stop);
            return;
        }
        String epochs =
                data.size() == 0
                        ? "there was no example to train on"
                        : TrainingEnd.allDone(epoch, "epoch");
        if (isFinite()) {
            fireEnd(EndReason.COMPLETED, epochs);
        } else {
            fireEnd(
                    EndReason.DIVERGED,
                    epochs
                            + ", but a weight is not a finite number; a smaller learning rate may"
                            + " help");
        }
    }

    /** Training has thrown, perhaps before it started. */
    void failed(Throwable thrown) {
        if (parameters != null) {
            fireEnd(EndReason.FAILED, String.valueOf(thrown.getMessage()));
        }
    }

    private void fireEnd(EndReason reason, String message) {
        double total = (System.nanoTime() - started) / 1e9;
        observation.fireEnd(new TrainingEnd<>(this, reason, message, epoch, total));
    }

    private boolean isFinite() {
        return weights().stream()
                .allMatch(view -> Arrays.stream(view.copy()).allMatch(Double::isFinite));
    }

    private SGDExamples lay(
            String name,
            Dataset<T> set,
            int[] indices,
            int leftOut,
            FeedForwardParameters weights) {
        return SGDExamples.of(name, set, indices, leftOut, trainer, features, outputs, weights);
    }

    private FeedForwardParameters parameters() {
        if (parameters == null) {
            throw new IllegalStateException("training has not started");
        }
        return parameters;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<TensorView> weights() {
        return SGDTensors.views(parameters());
    }

    @Override
    public Model<T> model() {
        return model(
                trainerProvenance, WeightsState.mark(runProvenance, epoch), parameters().copy());
    }

    @Override
    public Model<T> finalModel() {
        if (epoch == rebuilt.epochs() && complete) {
            return model(trainerProvenance, runProvenance, parameters().copy());
        }
        return model(
                StoppedEarly.provenance(trainerProvenance, epoch),
                StoppedEarly.mark(runProvenance, rebuilt.epochs(), epoch, complete),
                parameters().copy());
    }

    private Model<T> model(
            TrainerProvenance ofTrainer,
            Map<String, Provenance> instanceValues,
            FeedForwardParameters weights) {
        ModelProvenance provenance =
                new ModelProvenance(
                        trainer.modelClassName(),
                        OffsetDateTime.now(ZoneId.systemDefault()),
                        data.getProvenance(),
                        ofTrainer,
                        instanceValues);
        return trainer.model(provenance, features, outputs, weights);
    }

    @Override
    public void requestStop(String reason) {
        stopReason.compareAndSet(null, reason);
    }
}

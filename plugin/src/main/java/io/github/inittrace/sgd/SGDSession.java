// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.lifecycle.BatchEnd;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Evaluation;
import io.github.inittrace.lifecycle.KnownExamples;
import io.github.inittrace.lifecycle.Observation;
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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
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
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * One call of {@code train} of one of Tribuo's SGD trainers, as its probes tell it.
 *
 * <p>Neither optimiser nor objective knows of epochs, so steps are counted. The step that ends an
 * epoch is applied only after the optimiser has returned it; the epoch's weights are seen when the
 * next example comes, or, after the last epoch, when the optimiser has finalised them. So the last
 * record describes the weights of the model, averaged or rescaled where the optimiser does that.
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
    private final AtomicBoolean stopRequested = new AtomicBoolean();

    private @Nullable FeedForwardParameters parameters;
    private long started;
    private int stepsOfEpoch;
    private int epoch;

    /** The last epoch's steps are taken, and its event is still to come. */
    private boolean epochIsOver;

    private double lossSum;
    private long lossCount;

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

    @Override
    public void starts(Parameters initial) {
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
        fireEpoch(null);
    }

    @Override
    public void beforeExample() {
        endBatch();
        if (epochIsOver) {
            endEpoch(epoch % observation.recordEvery() == 0);
        }
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
        if (report) {
            fireEpoch(lossSum / lossCount);
        }
        lossSum = 0.0;
        lossCount = 0;
        epochIsOver = false;
        passStarted = System.nanoTime();
    }

    private void fireEpoch(@Nullable Double runningLoss) {
        long evaluationStarted = System.nanoTime();
        List<Evaluation> evaluations =
                evaluated.stream().map(set -> set.evaluate(parameters(), objective)).toList();
        double evaluationSeconds = (System.nanoTime() - evaluationStarted) / 1e9;
        observation.fireEpoch(
                new EpochEnd<>(
                        this,
                        epoch,
                        true,
                        runningLoss,
                        null,
                        evaluations.get(0),
                        evaluations.subList(1, evaluations.size()),
                        seconds,
                        evaluationSeconds));
        seconds = 0.0;
        passStarted = System.nanoTime();
    }

    /** Training has returned its model. */
    void completed() {
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
        ModelProvenance provenance =
                new ModelProvenance(
                        trainer.modelClassName(),
                        OffsetDateTime.now(ZoneId.systemDefault()),
                        data.getProvenance(),
                        trainerProvenance,
                        WeightsState.mark(runProvenance, epoch));
        return trainer.model(provenance, features, outputs, parameters().copy());
    }

    /** There is no way out of the trainer's loop that leaves a model. */
    @Override
    public boolean isStoppable() {
        return false;
    }

    @Override
    public void requestStop(String reason) {
        if (!stopRequested.getAndSet(true)) {
            logger.warning(
                    () ->
                            rebuilt.trainer().getClass().getSimpleName()
                                    + " cannot be stopped early, so it goes on to its last epoch;"
                                    + " a stop was requested: "
                                    + reason);
        }
    }
}

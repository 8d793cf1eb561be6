// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import static io.github.inittrace.testing.Contract.require;
import static io.github.inittrace.testing.Contract.requireEqual;
import static io.github.inittrace.testing.Contract.requireSame;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Evaluation;
import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.provenance.ModelProvenance;

/**
 * The contract of {@link ObservableTrainer}, as tests. Extend it to show that your own trainer
 * tells its listeners what they rely on, and that watching it changes nothing:
 *
 * <pre>{@code
 * class MyTrainerContractTest extends ObservableTrainerContract<Label> {
 *     @Override
 *     protected ObservableTrainer<Label> trainer() {
 *         return new MyTrainer(3); // epochs
 *     }
 *
 *     @Override
 *     protected Dataset<Label> trainingData() {
 *         return MyData.points(60, 1L);
 *     }
 *
 *     @Override
 *     protected Dataset<Label> validationData() {
 *         return MyData.points(20, 2L);
 *     }
 *
 *     @Override
 *     protected List<double[]> weightsOf(Model<Label> model) {
 *         return List.of(((MyModel) model).weights());
 *     }
 * }
 * }</pre>
 *
 * <p>About twenty tests train two or three times each, so let a training take a fraction of a
 * second. A rule that does not apply is skipped and says why. A failure is one sentence: what was
 * expected, what was found, and the rule.
 *
 * <p>This file is long because it is the whole contract, one test for each rule.
 *
 * @param <T> the type of the model's output
 */
public abstract class ObservableTrainerContract<T extends Output<T>> {
    private static final int FEWEST_EPOCHS = 3;
    private static final String ORDER =
            "training fires its start, epoch 0 for the untrained network, its passes in order, and"
                    + " its end, each once";
    private static final String NOTHING_CHANGES =
            "observing a call changes neither its model nor its provenance";

    /** For subclasses. */
    protected ObservableTrainerContract() {}

    /**
     * A new trainer that was never used, with the same configuration and seed every time. It makes
     * at least 3 passes over the training data, and completes them.
     */
    protected abstract ObservableTrainer<T> trainer();

    /** Data to train on: the same at every call, and not changed by training. */
    protected abstract Dataset<T> trainingData();

    /** Other data with the same features and outputs, to evaluate on. */
    protected abstract Dataset<T> validationData();

    /**
     * The weights of a model of this trainer: the tensors that {@link TrainingSession#weights}
     * shows, in that order, with their values in row-major order.
     */
    protected abstract List<double[]> weightsOf(Model<T> model);

    /**
     * Data the trainer refuses with an {@link IllegalArgumentException} before training starts,
     * such as examples without a known output. None unless overridden.
     */
    protected Optional<Dataset<T>> refusedData() {
        return Optional.empty();
    }

    /**
     * Data on which training starts and then throws. None unless overridden; an {@link Error} of a
     * listener makes training fail in any case.
     */
    protected Optional<Dataset<T>> failingData() {
        return Optional.empty();
    }

    @Test
    void training_thatCompletes_firesStartEpochsAndEnd() {
        RecordingListener<T> witness = witness();
        TrainingStart<T> start = witness.start();
        require(
                start.plannedEpochs() >= FEWEST_EPOCHS,
                "a trainer of at least 3 planned epochs",
                start.plannedEpochs(),
                "a short training does not show enough; give trainer() more epochs");
        requireEqual(completed(start.plannedEpochs(), 1), witness.sequence, ORDER);
        require(
                new HashSet<>(witness.threads).size() == 1,
                "one thread",
                witness.threads,
                "listeners are called on the training thread");
    }

    @Test
    void start_always_describesTheTask() {
        RecordingListener<T> witness = new RecordingListener<>();
        Model<T> model = train(trainer(), observe(witness));
        TrainingStart<T> start = witness.start();
        requireEqual(
                List.of(
                        trainingData().size(),
                        model.getFeatureIDMap().size(),
                        model.getOutputIDInfo().size()),
                List.of(start.examples(), start.features(), start.outputs()),
                "the start states the number of training examples, and of the model's features and"
                        + " outputs");
        requireEqual(
                model.getProvenance().getTrainerProvenance(),
                start.provenance(),
                "the start states the trainer's configuration as the model's provenance does");
    }

    @Test
    void epoch0_always_describesTheUntrainedNetwork() {
        RecordingListener<T> witness = witness();
        String rule = "epoch 0 describes the untrained network, before any pass";
        requireSame(witness.at("start").weights(), witness.at("epoch 0").weights(), rule);
        EpochEnd<T> first = witness.epochs.get(0);
        requireEqual(null, first.runningLoss(), rule + "; it has no running loss");
        requireEqual(null, first.learningRate(), rule + "; it has no learning rate");
        require(
                !witness.at("epoch 0").weights().sameAs(witness.atLastEpoch().weights()),
                "other weights after the last epoch",
                "the untrained ones",
                rule + "; if training moves no weight, choose other data");
    }

    @Test
    void lastEpoch_always_describesTheModel() {
        RecordingListener<T> witness = new RecordingListener<>();
        Model<T> model = train(trainer(), observe(witness));
        requireSame(
                witness.atLastEpoch().weights(),
                weights(model),
                "the last epoch describes the model that is returned, and weightsOf() reads the"
                        + " tensors that the session shows");
    }

    @Test
    void recordEvery_aboveOne_leavesOutPassesInBetween() {
        for (int every : new int[] {2, FEWEST_EPOCHS, Integer.MAX_VALUE}) {
            RecordingListener<T> witness = new RecordingListener<>();
            Model<T> model =
                    train(
                            trainer(),
                            new Observation<>(List.of(witness), Map.of(), Observation.ALL, every));
            requireEqual(
                    completed(witness.start().plannedEpochs(), every),
                    witness.sequence,
                    "with recordEvery "
                            + every
                            + " only epoch 0, every such pass and the last have their events");
            requireSame(alone(), weights(model), NOTHING_CHANGES);
        }
    }

    @Test
    void validationSets_always_areEvaluatedInTheGivenOrder() {
        Map<String, Dataset<T>> sets = new LinkedHashMap<>();
        sets.put("zebra", validationData());
        sets.put("ant", trainingData());
        sets.put("monkey", validationData());
        RecordingListener<T> witness = new RecordingListener<>();
        Model<T> model =
                train(trainer(), new Observation<>(List.of(witness), sets, Observation.ALL, 1));
        List<String> expected =
                sets.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue().size()).toList();
        witness.at("epoch 0");
        for (EpochEnd<T> epoch : witness.epochs) {
            List<Evaluation> found = epoch.validation();
            requireEqual(
                    expected,
                    found.stream().map(e -> e.name() + ": " + e.examples()).toList(),
                    "every epoch has evaluations of the validation sets, in the order given, with"
                            + " the number of their examples");
            requireEqual(
                    found.get(0).loss(),
                    found.get(2).loss(),
                    "evaluations of the same data at the same epoch have the same loss");
        }
        requireSame(alone(), weights(model), NOTHING_CHANGES);
    }

    @Test
    void trainingSample_always_boundsTheTrainingExamplesEvaluated() {
        for (int sample : new int[] {1, Observation.ALL}) {
            RecordingListener<T> witness = new RecordingListener<>();
            train(trainer(), new Observation<>(List.of(witness), Map.of(), sample, 1));
            witness.at("epoch 0");
            for (EpochEnd<T> epoch : witness.epochs) {
                requireEqual(
                        Math.min(sample, trainingData().size()),
                        epoch.training().examples(),
                        "the training evaluation sees the sample asked for, or all examples");
            }
        }
    }

    @Test
    void weights_handedOut_areReadOnly() {
        RecordingListener<T> witness = new RecordingListener<>();
        TamperingListener<T> meddler = new TamperingListener<>();
        Model<T> model = train(trainer(), observe(witness, meddler));
        witness.start();
        meddler.requireNothingChanged();
        requireSame(alone(), weights(model), NOTHING_CHANGES);
    }

    @Test
    void snapshot_keptUntilTheEnd_isUnchanged() {
        RecordingListener<T> witness = witness();
        for (String event : List.of("start", "epoch 0", "epoch 1")) {
            requireSame(
                    witness.at(event).weights(),
                    weights(witness.at(event).snapshot()),
                    "a session's model is a copy of the weights at that moment, here at " + event);
        }
    }

    @Test
    void snapshot_always_saysInItsProvenanceWhenItWasTaken() {
        RecordingListener<T> witness = new RecordingListener<>();
        Model<T> model = train(trainer(), observe(witness));
        List<Object> taken = new ArrayList<>(List.of(facts(model)));
        for (String event : List.of("epoch 0", "epoch 1", "epoch 2")) {
            List<Object> facts = facts(witness.at(event).snapshot());
            require(
                    !taken.contains(facts),
                    "a provenance of its own for the session's model at " + event,
                    "that of the trained model or of another epoch",
                    "a session's model is marked with this point of training in its provenance");
            taken.add(facts);
        }
    }

    @Test
    void tensors_always_haveNamesAndShapes() {
        RecordingListener<T> witness = new RecordingListener<>();
        TensorRules<T> rules = new TensorRules<>();
        train(trainer(), observe(witness, rules));
        witness.at("epoch 0");
        rules.requireKept();
    }

    @Test
    void parallelCalls_onOneTrainer_areSessionsOfTheirOwn() {
        int calls = 4;
        List<Weights> expected = new ArrayList<>();
        ObservableTrainer<T> sequential = trainer();
        for (int i = 0; i < calls; i++) {
            expected.add(weights(sequential.train(trainingData())));
        }

        ObservableTrainer<T> shared = trainer();
        int before = shared.getInvocationCount();
        ParallelCalls<T> parallel = ParallelCalls.of(shared, trainingData(), calls);
        parallel.requireSessionsOfTheirOwn();
        for (RecordingListener<T> witness : parallel.witnesses()) {
            requireEqual(
                    completed(witness.start().plannedEpochs(), 1),
                    witness.sequence,
                    ORDER + ", for every one of several calls at the same time");
        }
        for (Model<T> model : parallel.models()) {
            Weights found = weights(model);
            Optional<Weights> same = expected.stream().filter(found::sameAs).findFirst();
            require(
                    same.isPresent(),
                    "one model for each of the invocations 0 to 3",
                    "a model with the weights of none, or one twice",
                    "calls at the same time give the models they give one after the other");
            expected.remove(same.orElseThrow());
        }
        requireEqual(
                before + calls,
                shared.getInvocationCount(),
                "every call of train counts as one invocation, also at the same time");
    }

    @Test
    void listener_thatThrows_isLoggedAndChangesNothing() {
        RuntimeException mistake = new IllegalStateException("thrown by a listener on purpose");
        RecordingListener<T> witness = new RecordingListener<>();
        String rule = "an exception thrown by a listener is logged, and training goes on";
        LoggedExceptions log = new LoggedExceptions();
        try {
            Model<T> model = train(trainer(), observe(new ThrowingListener<>(mistake), witness));
            requireSame(alone(), weights(model), rule);
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "expected a model, found " + e + "; the contract says: " + rule, e);
        } finally {
            log.close();
        }
        require(log.contain(mistake), "a warning with the exception", "none in the log", rule);
        requireEqual(completed(witness.start().plannedEpochs(), 1), witness.sequence, rule);
    }

    @Test
    void error_ofAListener_propagatesAfterTheEnd() {
        Error error = new AssertionError("thrown by a listener on purpose");
        RecordingListener<T> witness = new RecordingListener<>();
        Throwable thrown =
                thrownBy(
                        trainingData(),
                        observe(
                                witness,
                                epoch -> {
                                    if (epoch.index() == 1) {
                                        throw error;
                                    }
                                }));
        String rule = "an Error of a listener propagates";
        require(thrown == error, "the listener's error", thrown == null ? "a model" : thrown, rule);
        requireFailedEnd(witness);
    }

    @Test
    void training_thatFails_firesAnEndThatSaysSo() {
        Dataset<T> data = given(failingData(), "failingData()");
        RecordingListener<T> witness = new RecordingListener<>();
        Throwable thrown = thrownBy(data, observe(witness));
        require(
                thrown instanceof RuntimeException,
                "an exception",
                thrown == null ? "a model" : thrown,
                "failingData() makes training throw");
        requireFailedEnd(witness);
    }

    @Test
    void data_thatIsRefused_firesNothing() {
        Dataset<T> data = given(refusedData(), "refusedData()");
        RecordingListener<T> witness = new RecordingListener<>();
        Throwable thrown = thrownBy(data, observe(witness));
        require(
                thrown instanceof IllegalArgumentException,
                "an IllegalArgumentException",
                thrown == null ? "a model" : thrown,
                "data that cannot be trained on is refused");
        requireEqual(List.of(), witness.sequence, "nothing is fired for data that is refused");
    }

    @Test
    void watching_always_changesNeitherWeightsNorProvenance() {
        Map<String, Provenance> instance =
                Map.of("contract", new StringProvenance("contract", "kept"));
        ObservableTrainer<T> unwatched = trainer();
        ObservableTrainer<T> watched = trainer();
        Dataset<T> data = trainingData();
        for (int call = 0; call < 2; call++) {
            Model<T> expected = unwatched.train(data, instance);
            Model<T> found =
                    watched.train(
                            data,
                            instance,
                            Trainer.INCREMENT_INVOCATION_COUNT,
                            observe(new RecordingListener<>()));
            requireSame(weights(expected), weights(found), NOTHING_CHANGES);
            requireEqual(facts(expected), facts(found), NOTHING_CHANGES);
        }
        requireEqual(unwatched.getProvenance(), watched.getProvenance(), NOTHING_CHANGES);
    }

    @Test
    void invocationCount_always_advancesByOnePerCall() {
        ObservableTrainer<T> trainer = trainer();
        int before = trainer.getInvocationCount();
        train(trainer, observe(new RecordingListener<>()));
        train(trainer, Observation.none());
        trainer.train(trainingData());
        requireEqual(
                before + 3,
                trainer.getInvocationCount(),
                "every call of train counts as one invocation, watched or not");
    }

    @Test
    void invocationCount_replayed_givesTheSameWeights() {
        ObservableTrainer<T> trainer = trainer();
        List<Weights> first = new ArrayList<>();
        for (int count = 0; count < 2; count++) {
            first.add(weights(train(trainer, observe(new RecordingListener<>()))));
        }
        for (int count = 1; count >= 0; count--) {
            RecordingListener<T> witness = new RecordingListener<>();
            Model<T> again = trainer.train(trainingData(), Map.of(), count, observe(witness));
            String rule = "replaying invocation " + count + " gives the same weights again";
            requireSame(first.get(count), weights(again), rule);
            requireSame(first.get(count), witness.atLastEpoch().weights(), rule);
            requireEqual(
                    count + 1,
                    trainer.getInvocationCount(),
                    "after a replay the count goes on from there");
        }
    }

    @Test
    void requestStop_whereStoppable_endsTrainingEarly() {
        assumeTrue(isStoppable(), "sessions of this trainer cannot be stopped");
        RecordingListener<T> witness = new RecordingListener<>();
        Model<T> model = train(trainer(), observe(witness, new StoppingListener<>()));
        String rule = "a request to stop ends training after the current minibatch";
        int last = witness.epochs.get(witness.epochs.size() - 1).index();
        require(
                last <= 2 && last < witness.start().plannedEpochs(),
                "the end by epoch 2 when asked to stop in epoch 1",
                witness.sequence,
                rule);
        List<String> expected = new ArrayList<>(completed(last, 1));
        expected.set(expected.size() - 1, end(EndReason.STOPPED, last));
        requireEqual(expected, witness.sequence, rule + ", with the reason STOPPED");
        requireEqual(
                StoppingListener.FIRST_REASON,
                witness.ends.get(0).message(),
                "the first reason given for a stop is recorded");
        requireSame(witness.atLastEpoch().weights(), weights(model), rule + " and leaves a model");
        witness.start().session().requestStop("after the end, where it does nothing");
    }

    @Test
    void requestStop_whereNotStoppable_changesNothing() {
        assumeFalse(isStoppable(), "sessions of this trainer can be stopped");
        RecordingListener<T> witness = new RecordingListener<>();
        Model<T> model = train(trainer(), observe(witness, new StoppingListener<>()));
        String rule = "a request to stop does nothing where a session cannot be stopped";
        requireEqual(completed(witness.start().plannedEpochs(), 1), witness.sequence, rule);
        requireSame(alone(), weights(model), rule);
    }

    /** The events of a training that completes, in words. */
    private static List<String> completed(int epochs, int every) {
        List<String> sequence = new ArrayList<>(List.of("start"));
        for (int index = 0; index <= epochs; index++) {
            if (index % every == 0 || index == epochs) {
                sequence.add("epoch " + index);
            }
        }
        sequence.add(end(EndReason.COMPLETED, epochs));
        return sequence;
    }

    private static String end(EndReason reason, int epoch) {
        return "end " + reason + " after epoch " + epoch;
    }

    private static void requireFailedEnd(RecordingListener<?> witness) {
        List<String> last =
                witness.sequence.subList(
                        Math.max(0, witness.sequence.size() - 1), witness.sequence.size());
        require(
                witness.ends.size() == 1 && last.get(0).startsWith("end FAILED"),
                "one end, as the last event, with the reason FAILED",
                witness.sequence,
                "the end is fired on every path, failure included");
    }

    /** What a model's provenance says, but for the time. */
    private static List<Object> facts(Model<?> model) {
        ModelProvenance provenance = model.getProvenance();
        return List.of(
                provenance.getClassName(),
                provenance.getTrainerProvenance(),
                provenance.getDatasetProvenance(),
                provenance.getInstanceProvenance());
    }

    private static <D> D given(Optional<D> data, String method) {
        assumeTrue(data.isPresent(), () -> "override " + method + " to check this rule");
        return data.get();
    }

    private @Nullable Throwable thrownBy(Dataset<T> data, Observation<T> observation) {
        try {
            trainer().train(data, Map.of(), Trainer.INCREMENT_INVOCATION_COUNT, observation);
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied and not handed out
    private final Observation<T> observe(TrainingListener<T>... listeners) {
        return new Observation<>(List.of(listeners), Map.of(), Observation.ALL);
    }

    private Model<T> train(ObservableTrainer<T> trainer, Observation<T> observation) {
        return trainer.train(
                trainingData(), Map.of(), Trainer.INCREMENT_INVOCATION_COUNT, observation);
    }

    /** What is told of a training that nothing disturbs. */
    private RecordingListener<T> witness() {
        RecordingListener<T> witness = new RecordingListener<>();
        train(trainer(), observe(witness));
        return witness;
    }

    private boolean isStoppable() {
        return witness().start().session().isStoppable();
    }

    /** The weights without anybody watching. */
    private Weights alone() {
        return weights(trainer().train(trainingData()));
    }

    private Weights weights(Model<T> model) {
        return new Weights(weightsOf(model));
    }
}

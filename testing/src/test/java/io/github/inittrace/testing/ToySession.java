// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Evaluation;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/** One training of a {@link ToyTrainer}. */
final class ToySession implements TrainingSession<Label> {
    private static final int FEWEST_EXAMPLES = 3;

    private final String id = UUID.randomUUID().toString();
    private final double[] weights = new double[6];
    private final List<TensorView> views = new ArrayList<>(List.of(new View(weights, this)));
    private final ToyTrainer trainer;
    private final Dataset<Label> examples;
    private final Map<String, Provenance> runProvenance;
    private final TrainerProvenance provenance;
    private final SplittableRandom random;
    private final Observation<Label> observation;
    private volatile @Nullable String stop;
    private int epoch;

    private record View(double[] values, ToySession session) implements TensorView {
        @Override
        public String name() {
            return "weight";
        }

        @Override
        public List<Integer> shape() {
            return List.of(2, 3);
        }

        @Override
        public void copyTo(double[] target) {
            boolean isLooked = session.has(Fault.TENSORS_OVERRUN_SHORT_TARGETS);
            if (target.length != values.length
                    && !session.has(Fault.TENSORS_TAKE_ANY_TARGET)
                    && !(isLooked && target.length < values.length)) {
                throw new IllegalArgumentException("expected room for 6 values");
            }
            int length = isLooked ? values.length : Math.min(values.length, target.length);
            System.arraycopy(values, 0, target, 0, length);
        }
    }

    ToySession(
            ToyTrainer trainer,
            Dataset<Label> examples,
            Map<String, Provenance> runProvenance,
            TrainerProvenance provenance,
            SplittableRandom random,
            Observation<Label> observation) {
        this.trainer = trainer;
        this.examples = examples;
        this.runProvenance = runProvenance;
        this.provenance = provenance;
        this.random = random;
        this.observation = observation;
        trainer.latestId = id;
        move(1);
    }

    Model<Label> train(boolean refused) {
        observation.fireStart(
                new TrainingStart<>(
                        this,
                        provenance,
                        ToyTrainer.EPOCHS,
                        examples.size(),
                        examples.getFeatureMap().size(),
                        examples.getOutputInfo().size(),
                        Map.of()));
        if (refused) {
            throw new IllegalArgumentException("every point needs a label");
        }
        try {
            passes();
        } catch (RuntimeException | Error e) {
            if (!has(Fault.NO_END_ON_FAILURE)) {
                end(EndReason.FAILED, String.valueOf(e.getMessage()));
            }
            if (e instanceof RuntimeException || !has(Fault.SWALLOWS_ERRORS)) {
                throw e;
            }
            return model(weights, runProvenance);
        }
        String asked = stop;
        if (asked == null || has(Fault.SAYS_COMPLETED_WHEN_STOPPED)) {
            end(EndReason.COMPLETED, "all done");
        } else {
            end(EndReason.STOPPED, asked);
        }
        return model(weights, runProvenance);
    }

    private void passes() {
        if (has(Fault.FIRES_EPOCH_0_LATE)) {
            move(0.1);
        }
        if (!has(Fault.SKIPS_EPOCH_0)) {
            fire();
        }
        if (examples.size() < FEWEST_EXAMPLES) {
            throw new IllegalStateException("expected three points or more");
        }
        while (epoch < ToyTrainer.EPOCHS && stop == null) {
            if (observation.isWatched() && has(Fault.WATCHING_DRAWS_RANDOM_NUMBERS)) {
                random.nextLong();
            }
            move(0.1);
            epoch++;
            boolean due = epoch == ToyTrainer.EPOCHS || epoch % observation.recordEvery() == 0;
            if (due || has(Fault.IGNORES_RECORD_EVERY)) {
                fire();
            }
        }
        if (has(Fault.MOVES_AFTER_THE_LAST_EPOCH)) {
            move(0.1);
        }
    }

    private void move(double by) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] += random.nextDouble(-by, by);
        }
    }

    private void fire() {
        double loss = 1.0 / (1 + epoch);
        Map<String, Dataset<Label>> sets = observation.validation();
        List<Evaluation> validation = new ArrayList<>();
        (has(Fault.SORTS_VALIDATION_SETS) ? new TreeMap<>(sets) : sets)
                .forEach((name, set) -> validation.add(evaluation(name, set.size(), loss)));
        int sample =
                has(Fault.IGNORES_TRAINING_SAMPLE)
                        ? examples.size()
                        : Math.min(examples.size(), observation.trainingSample());
        EpochEnd<Label> event =
                new EpochEnd<>(
                        this,
                        epoch,
                        true,
                        epoch == 0 ? null : loss,
                        epoch == 0 ? null : 0.1,
                        evaluation("training", sample, loss),
                        validation,
                        0.5,
                        null);
        if (has(Fault.LISTENERS_STOP_TRAINING)) {
            observation.listeners().forEach(listener -> listener.onEpoch(event));
        } else {
            observation.fireEpoch(event);
        }
    }

    private static Evaluation evaluation(String name, int size, double loss) {
        return new Evaluation(name, size, loss, 1 - loss / 2);
    }

    private void end(EndReason reason, String message) {
        observation.fireEnd(new TrainingEnd<>(this, reason, message, epoch, 1.5));
    }

    private boolean has(Fault fault) {
        return trainer.fault == fault;
    }

    @Override
    public String id() {
        if (has(Fault.SESSIONS_TAKE_THE_LATEST_ID)) {
            return trainer.latestId;
        }
        return has(Fault.ONE_SESSION_ID_PER_TRAINER) ? trainer.ownId : id;
    }

    @Override
    public List<TensorView> weights() {
        return has(Fault.HANDS_OUT_ITS_OWN_LIST) ? views : List.copyOf(views);
    }

    @Override
    public Model<Label> model() {
        Map<String, Provenance> marked = new HashMap<>(runProvenance);
        if (!has(Fault.SNAPSHOTS_ARE_NOT_MARKED)) {
            marked.put("epoch", new IntProvenance("epoch", epoch));
        }
        return model(has(Fault.SNAPSHOTS_SHARE_WEIGHTS) ? weights : weights.clone(), marked);
    }

    private ToyModel model(double[] values, Map<String, Provenance> instance) {
        return new ToyModel(
                new ModelProvenance(
                        ToyModel.class.getName(),
                        OffsetDateTime.now(),
                        examples.getProvenance(),
                        provenance,
                        instance),
                examples.getFeatureIDMap(),
                examples.getOutputIDInfo(),
                values);
    }

    @Override
    public boolean isStoppable() {
        return trainer.stoppable;
    }

    @Override
    public void requestStop(String reason) {
        boolean obeys = trainer.stoppable || has(Fault.STOPS_IN_ANY_CASE);
        if (obeys && stop == null && !has(Fault.IGNORES_STOP)) {
            stop = reason;
        }
    }
}

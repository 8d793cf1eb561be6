// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Evaluation;
import io.github.inittrace.lifecycle.ObservableTrainer;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Learns nothing, but moves its weights as a trainer would: by the same random steps for the same
 * seed and invocation. Epoch e of n costs 1/e.
 */
public class FakeTrainer implements ObservableTrainer<Label> {
    @Config(description = "seed")
    private long seed = 1;

    @Config(description = "epochs")
    int epochs = 3;

    @Config(description = "widths")
    private List<Integer> hidden = List.of(4, 3);

    /** The epoch in whose midst training throws; none if negative. */
    int failIn = -1;

    /** The epoch in whose midst a weight becomes NaN; none if negative. */
    int divergeIn = -1;

    /** Whether to refuse the data before anything starts. */
    boolean refuse;

    /** Whether to move weights once more after the last epoch event. */
    boolean moveAtTheEnd;

    /** Whether its trainings can be stopped. */
    boolean stoppable = true;

    /** Whether its models can be exported. */
    boolean exports = true;

    private int invocations;

    public FakeTrainer() {}

    public FakeTrainer(int epochs) {
        this.epochs = epochs;
    }

    @Override
    public Model<Label> train(Dataset<Label> examples, Map<String, Provenance> runProvenance) {
        return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT, Observation.none());
    }

    @Override
    public Model<Label> train(
            Dataset<Label> examples,
            Map<String, Provenance> runProvenance,
            int invocationCount,
            Observation<Label> observation) {
        if (refuse) {
            throw new IllegalArgumentException("this data is not welcome");
        }
        Session session;
        synchronized (this) {
            if (invocationCount != INCREMENT_INVOCATION_COUNT) {
                setInvocationCount(invocationCount);
            }
            session = new Session(examples, runProvenance, getProvenance(), observation);
            invocations++;
        }
        return session.train();
    }

    @Override
    public synchronized int getInvocationCount() {
        return invocations;
    }

    @Override
    public synchronized void setInvocationCount(int invocationCount) {
        invocations = invocationCount;
    }

    @Override
    public synchronized TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }

    private final class Session implements TrainingSession<Label> {
        private final String id = UUID.randomUUID().toString();
        private final SplittableRandom random = new SplittableRandom(1000 * seed + invocations);
        private final List<FakeTensor> weights = new ArrayList<>();
        private final Dataset<Label> examples;
        private final Map<String, Provenance> runProvenance;
        private final TrainerProvenance provenance;
        private final Observation<Label> observation;
        private volatile @Nullable String stop;

        Session(
                Dataset<Label> examples,
                Map<String, Provenance> runProvenance,
                TrainerProvenance provenance,
                Observation<Label> observation) {
            this.examples = examples;
            this.runProvenance = runProvenance;
            this.provenance = provenance;
            this.observation = observation;
            int in = examples.getFeatureMap().size();
            for (int i = 0; i < hidden.size(); i++) {
                add("hidden" + (i + 1), in, hidden.get(i));
                in = hidden.get(i);
            }
            add("output", in, examples.getOutputInfo().size());
        }

        private void add(String layer, int in, int out) {
            float[] matrix = new float[in * out];
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = (float) random.nextDouble(-1, 1);
            }
            weights.add(new FakeTensor(layer + ".weight", List.of(in, out), matrix));
            weights.add(new FakeTensor(layer + ".bias", List.of(out), new float[out]));
        }

        Model<Label> train() {
            observation.fireStart(
                    new TrainingStart<>(
                            this,
                            provenance,
                            epochs,
                            examples.size(),
                            examples.getFeatureMap().size(),
                            examples.getOutputInfo().size(),
                            Map.of("kernels", "fake")));
            int epoch = 0;
            EndReason reason = EndReason.COMPLETED;
            String message = "all " + epochs + " epochs done";
            try {
                if (failIn == 0) {
                    throw new IllegalStateException("the machine broke down");
                }
                fireEpoch(0);
                while (epoch < epochs && stop == null && reason == EndReason.COMPLETED) {
                    move();
                    epoch++;
                    if (epoch == failIn) {
                        throw new IllegalStateException("the machine broke down");
                    }
                    if (epoch == divergeIn) {
                        weights.get(2).values()[0] = Float.NaN;
                        reason = EndReason.DIVERGED;
                        message = "a weight is no number";
                    }
                    boolean last = epoch == epochs || epoch == divergeIn || stop != null;
                    if (last || epoch % observation.recordEvery() == 0) {
                        fireEpoch(epoch);
                    }
                }
            } catch (RuntimeException e) {
                end(EndReason.FAILED, String.valueOf(e.getMessage()), Math.max(0, epoch - 1));
                throw e;
            }
            if (moveAtTheEnd) {
                move();
            }
            String asked = stop;
            if (asked != null) {
                end(EndReason.STOPPED, asked, epoch);
            } else {
                end(reason, message, epoch);
            }
            return model(null);
        }

        private void move() {
            for (FakeTensor tensor : weights) {
                for (int i = 0; i < tensor.values().length; i++) {
                    tensor.values()[i] += (float) random.nextDouble(-0.1, 0.1);
                }
            }
        }

        private void fireEpoch(int epoch) {
            double loss = epoch == divergeIn ? Double.NaN : 1.0 / (1 + epoch);
            List<Evaluation> validation =
                    observation.validation().entrySet().stream()
                            .map(
                                    e ->
                                            new Evaluation(
                                                    e.getKey(), e.getValue().size(), 2 * loss, 0.5))
                            .toList();
            int sample = Math.min(examples.size(), observation.trainingSample());
            observation.fireEpoch(
                    new EpochEnd<>(
                            this,
                            epoch,
                            epoch != divergeIn,
                            epoch == 0 ? null : loss,
                            epoch == 0 ? null : 0.1,
                            new Evaluation("training", sample, loss, 0.25),
                            validation,
                            0.5,
                            0.25));
        }

        private void end(EndReason reason, String message, int epoch) {
            observation.fireEnd(new TrainingEnd<>(this, reason, message, epoch, 1.5));
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public List<TensorView> weights() {
            return List.copyOf(weights);
        }

        @Override
        public Model<Label> model() {
            return model("snapshot");
        }

        private Model<Label> model(@Nullable String state) {
            Map<String, Provenance> instance = new HashMap<>(runProvenance);
            if (state != null) {
                instance.put("weights-state", new StringProvenance("weights-state", state));
            }
            ModelProvenance known =
                    new ModelProvenance(
                            FakeModel.class.getName(),
                            OffsetDateTime.now(),
                            examples.getProvenance(),
                            provenance,
                            instance);
            return exports
                    ? new FakeModel(
                            known, examples.getFeatureIDMap(), examples.getOutputIDInfo(), weights)
                    : new OpaqueModel(
                            known, examples.getFeatureIDMap(), examples.getOutputIDInfo());
        }

        @Override
        public boolean isStoppable() {
            return stoppable;
        }

        @Override
        public void requestStop(String reason) {
            if (stop == null && stoppable) {
                stop = reason;
            }
        }
    }
}

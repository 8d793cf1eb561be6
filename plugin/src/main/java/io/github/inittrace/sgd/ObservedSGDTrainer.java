// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.lifecycle.Observation;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.common.sgd.AbstractSGDTrainer;
import org.tribuo.provenance.TrainerProvenance;

/**
 * One of Tribuo's SGD trainers that can be watched: a linear model or a factorisation machine, for
 * labels, multi-labels or regression, with any optimiser and objective. The models and their
 * provenance are those that the trainer makes alone, bit for bit, and its invocations are counted
 * in the trainer itself.
 *
 * <p>The trainer is not changed. Each training is done by another that is rebuilt from its
 * configuration with the optimiser and the objective watched. What follows from that:
 *
 * <ul>
 *   <li>a training that is stopped at the end of an epoch leaves the model, bit for bit, of one
 *       with that many epochs: the optimiser finishes as it would there;
 *   <li>the running loss is the mean over examples without their weights, which no objective sees;
 *   <li>losses are signed so that lower is better, where Tribuo's objectives return scores: see
 *       the fact {@code loss} of the start event;
 *   <li>every epoch is reported with the weights of the model that training would leave if it ended
 *       there: with parameter averaging these are the averages, and no minibatch sees them.
 * </ul>
 *
 * @param <T> the type of the model's output
 */
public final class ObservedSGDTrainer<T extends Output<T>>
        implements ObservableTrainer<T>, WeightedExamples {
    private final Trainer<T> trainer;

    private ObservedSGDTrainer(Trainer<T> trainer) {
        this.trainer = trainer;
    }

    /** Whether a trainer is of the kind that this class can watch. */
    public static boolean isFor(Trainer<?> trainer) {
        return trainer instanceof AbstractSGDTrainer<?, ?, ?, ?>;
    }

    /**
     * Makes a trainer watchable.
     *
     * @param trainer a {@code LinearSGDTrainer}, {@code FMClassificationTrainer}, {@code
     *     FMRegressionTrainer}, {@code FMMultiLabelTrainer} or another {@link AbstractSGDTrainer}
     *     whose configuration names its {@code optimiser} and {@code objective}
     * @throws IllegalArgumentException if it is none, or cannot be rebuilt from its configuration
     */
    public static <T extends Output<T>> ObservedSGDTrainer<T> of(Trainer<T> trainer) {
        String name = trainer.getClass().getName();
        if (!isFor(trainer)) {
            throw new IllegalArgumentException(
                    "expected one of Tribuo's SGD trainers, found " + name);
        }
        try {
            RebuiltTrainer<T> trial = RebuiltTrainer.of(trainer.getProvenance());
            if (trial.trainer().getClass() != trainer.getClass()) {
                throw new IllegalArgumentException(
                        "its configuration leads to " + trial.trainer().getClass().getName());
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name
                            + " cannot be traced: "
                            + e.getMessage()
                            + "; use one of Tribuo's own SGD trainers, or let the trainer"
                            + " implement ObservableTrainer",
                    e);
        }
        return new ObservedSGDTrainer<>(trainer);
    }

    @Override
    public Model<T> train(
            Dataset<T> examples,
            Map<String, Provenance> runProvenance,
            int invocationCount,
            Observation<T> observation) {
        if (!observation.isWatched()) {
            return trainer.train(examples, runProvenance, invocationCount);
        }
        if (examples.getOutputInfo().getUnknownCount() > 0) {
            throw new IllegalArgumentException(
                    "the training data must have known outputs, found "
                            + examples.getOutputInfo().getUnknownCount()
                            + " unknown");
        }
        int invocation;
        TrainerProvenance provenance;
        synchronized (trainer) {
            if (invocationCount != INCREMENT_INVOCATION_COUNT) {
                trainer.setInvocationCount(invocationCount);
            }
            invocation = trainer.getInvocationCount();
            provenance = trainer.getProvenance();
            trainer.setInvocationCount(invocation + 1);
        }
        RebuiltTrainer<T> rebuilt = RebuiltTrainer.of(provenance);
        SGDSession<T> session =
                new SGDSession<>(rebuilt, examples, runProvenance, provenance, observation);
        rebuilt.attach(session);
        Model<T> model;
        try {
            model = session.train(invocation);
        } catch (RuntimeException | Error e) {
            session.failed(e);
            throw e;
        }
        session.ended();
        return model;
    }

    @Override
    public Model<T> train(Dataset<T> examples, Map<String, Provenance> runProvenance) {
        return trainer.train(examples, runProvenance);
    }

    @Override
    public Model<T> train(
            Dataset<T> examples, Map<String, Provenance> runProvenance, int invocationCount) {
        return trainer.train(examples, runProvenance, invocationCount);
    }

    @Override
    public int getInvocationCount() {
        return trainer.getInvocationCount();
    }

    @Override
    public void setInvocationCount(int invocationCount) {
        trainer.setInvocationCount(invocationCount);
    }

    @Override
    public TrainerProvenance getProvenance() {
        return trainer.getProvenance();
    }

    @Override
    public String toString() {
        return trainer.toString();
    }
}

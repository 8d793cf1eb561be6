// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.lifecycle.Observation;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/** Moves a few weights at random, three times; correct but for one fault. */
final class ToyTrainer implements ObservableTrainer<Label> {
    static final int EPOCHS = 3;

    @Config(description = "seed")
    private long seed = 1;

    final Fault fault;
    final boolean stoppable;

    /** Shared by all sessions of a trainer with {@link Fault#ONE_SESSION_ID_PER_TRAINER}. */
    final String ownId = UUID.randomUUID().toString();

    /** Of the session that began last, for {@link Fault#SESSIONS_TAKE_THE_LATEST_ID}. */
    volatile String latestId = "none";

    private int invocations;

    ToyTrainer(Fault fault, boolean stoppable) {
        this.fault = fault;
        this.stoppable = stoppable;
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
        boolean refused = examples.getOutputInfo().getUnknownCount() > 0;
        if (refused && fault != Fault.FIRES_BEFORE_REFUSING) {
            throw new IllegalArgumentException("every point needs a label");
        }
        ToySession session;
        synchronized (this) {
            boolean replay = invocationCount != INCREMENT_INVOCATION_COUNT;
            if (replay) {
                setInvocationCount(invocationCount);
            }
            long salt = replay && fault == Fault.REPLAYS_WITH_ANOTHER_SEED ? 7 : 0;
            SplittableRandom random = new SplittableRandom(1000 * seed + invocations + salt);
            session =
                    new ToySession(
                            this, examples, runProvenance, getProvenance(), random, observation);
            invocations++;
            if (observation.isWatched() && fault == Fault.WATCHING_COUNTS_TWICE) {
                invocations++;
            }
        }
        return session.train(refused);
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
}

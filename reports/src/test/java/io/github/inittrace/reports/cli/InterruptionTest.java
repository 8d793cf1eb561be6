// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/** What a signal does in each phase of a run. */
@Timeout(30)
class InterruptionTest {
    private final List<String> stops = new ArrayList<>();
    private final Interruption interruption = new Interruption();

    @Test
    void stop_beforeAnythingIsWritten_endsAtOnce() {
        interruption.stop();
        assertThat(stops).isEmpty();
    }

    /** The run folder exists before training starts: the process must live on to complete it. */
    @Test
    void stop_betweenFolderAndTraining_waitsUntilTheRunIsComplete() throws InterruptedException {
        Thread hook = stoppedAfterItsBegin();

        interruption.listener().onStart(start());
        assertThat(stops).containsExactly("interrupted");

        interruption.done();
        hook.join();
    }

    /** As between two sweeps of a study: the next one must not train first. */
    @Test
    void stop_beforeSomethingElseBegins_stopsThatToo() throws InterruptedException {
        Thread hook = stoppedAfterItsBegin();

        interruption.alsoStops(stops::add);
        assertThat(stops).containsExactly("interrupted");

        interruption.done();
        hook.join();
    }

    /** The JVM's hook, which waits for what has begun. */
    private Thread stoppedAfterItsBegin() {
        interruption.begin();
        Thread hook = new Thread(interruption::stop);
        hook.start();
        while (hook.getState() != Thread.State.TIMED_WAITING) {
            assertThat(hook.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        return hook;
    }

    @Test
    void stop_afterTheRun_endsAtOnce() {
        interruption.begin();
        interruption.listener().onStart(start());
        interruption.done();
        interruption.stop();
        assertThat(stops).isEmpty();
    }

    private TrainingStart<Label> start() {
        return new TrainingStart<>(
                new Session(),
                MLPClassificationTrainer.builder().build().getProvenance(),
                1,
                1,
                1,
                1,
                Map.of());
    }

    private final class Session implements TrainingSession<Label> {
        @Override
        public String id() {
            return "id";
        }

        @Override
        public List<TensorView> weights() {
            return List.of();
        }

        @Override
        public Model<Label> model() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void requestStop(String reason) {
            stops.add(reason);
        }
    }
}

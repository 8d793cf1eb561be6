// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.Label;

/**
 * Lets Ctrl-C and SIGTERM end training after the current minibatch, so that the run folder and the
 * report are complete up to there. The JVM exits with the signal's own code, 130 for Ctrl-C.
 */
final class Interruption {
    /** Time to finish a minibatch, evaluate and write; then the JVM goes down all the same. */
    private static final int PATIENCE_SECONDS = 60;

    private static final String REASON = "interrupted";

    private final CountDownLatch done = new CountDownLatch(1);
    private final List<Consumer<String>> others = new ArrayList<>();
    private @Nullable TrainingSession<Label> session;
    private boolean begun;
    private boolean interrupted;

    Interruption() {}

    static Interruption install() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::stop, "inittrace-stop"));
        return interruption;
    }

    /**
     * From here on there is something to keep: a shutdown waits until it is complete. Before, it
     * ends the process at once, and nothing has been written.
     */
    synchronized void begin() {
        begun = true;
    }

    /** Run by the JVM when it is told to end. */
    void stop() {
        if (done.getCount() == 0 || !request()) {
            return;
        }
        Failures.say("stopping after this minibatch; what was trained until now is kept");
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks training to stop, now or as soon as it starts; false if it has not begun. */
    private synchronized boolean request() {
        interrupted = true;
        if (session != null) {
            session.requestStop(REASON);
        }
        others.forEach(other -> other.accept(REASON));
        return begun;
    }

    private synchronized void started(TrainingSession<Label> running) {
        session = running;
        if (interrupted) {
            running.requestStop(REASON);
        }
    }

    /** Stops something else, too, which is told why: at once, if the time for that has come. */
    synchronized void alsoStops(Consumer<String> other) {
        others.add(other);
        if (interrupted) {
            other.accept(REASON);
        }
    }

    /** Learns which session to stop. */
    TrainingListener<Label> listener() {
        return new TrainingListener<>() {
            @Override
            public void onStart(TrainingStart<Label> start) {
                started(start.session());
            }

            @Override
            public void onEpoch(EpochEnd<Label> epoch) {
                // Only the start is of interest.
            }
        };
    }

    /** All is written: a shutdown need not wait. Its hook, which stays, keeps no training. */
    synchronized void done() {
        done.countDown();
        session = null;
        others.clear();
    }
}

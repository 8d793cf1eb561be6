// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.Label;

/**
 * Lets Ctrl-C and SIGTERM end training after the current minibatch, so that the run folder and the
 * report are complete up to there. The JVM exits with the signal's own code, 130 for Ctrl-C.
 */
final class Interruption {
    /** Time to finish a minibatch, evaluate and write; then the JVM goes down all the same. */
    private static final int PATIENCE_SECONDS = 60;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable TrainingSession<Label> session;
    private volatile boolean interrupted;

    private Interruption() {}

    static Interruption install() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::stop, "inittrace-stop"));
        return interruption;
    }

    private void stop() {
        TrainingSession<Label> running = session;
        if (done.getCount() == 0 || running == null) {
            interrupted = true;
            return;
        }
        Failures.say("stopping after this minibatch; what was trained until now is kept");
        running.requestStop("interrupted");
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Learns which session to stop. */
    TrainingListener<Label> listener() {
        return new TrainingListener<>() {
            @Override
            public void onStart(TrainingStart<Label> start) {
                session = start.session();
                if (interrupted) {
                    start.session().requestStop("interrupted");
                }
            }

            @Override
            public void onEpoch(EpochEnd<Label> epoch) {
                // Only the start is of interest.
            }
        };
    }

    /** All is written: a shutdown need not wait. */
    void done() {
        done.countDown();
    }
}

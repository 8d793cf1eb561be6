// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.Label;

/** Asks all trainings to stop, those that start later too. Safe for several threads. */
final class StopSignal {
    private final Set<TrainingSession<Label>> running = new HashSet<>();
    private @Nullable String reason;

    synchronized void request(String why) {
        reason = why;
        running.forEach(session -> session.requestStop(why));
    }

    synchronized boolean isRequested() {
        return reason != null;
    }

    private synchronized void started(TrainingSession<Label> session) {
        running.add(session);
        if (reason != null) {
            session.requestStop(reason);
        }
    }

    private synchronized void ended(TrainingSession<Label> session) {
        running.remove(session);
    }

    /** Learns of one training. */
    TrainingListener<Label> listener() {
        return new TrainingListener<>() {
            private @Nullable TrainingSession<Label> session;

            @Override
            public void onStart(TrainingStart<Label> start) {
                session = start.session();
                started(start.session());
            }

            @Override
            public void onEpoch(EpochEnd<Label> epoch) {
                // Only start and end are of interest.
            }

            @Override
            public void onEnd(TrainingEnd<Label> end) {
                if (session != null) {
                    ended(session);
                }
            }
        };
    }
}

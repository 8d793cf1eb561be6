// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.Output;

/**
 * Writes down what one call of {@code train} tells, with a copy of the weights at each moment.
 * Used by the thread that trains, and read after training.
 */
final class RecordingListener<T extends Output<T>> implements TrainingListener<T> {

    /** What a session handed out during an event. */
    record Sighting<T extends Output<T>>(Weights weights, Model<T> snapshot) {}

    /** The events in words: {@code [start, epoch 0, epoch 1, end COMPLETED after epoch 1]}. */
    final List<String> sequence = new ArrayList<>();

    final List<TrainingStart<T>> starts = new ArrayList<>();
    final List<EpochEnd<T>> epochs = new ArrayList<>();
    final List<TrainingEnd<T>> ends = new ArrayList<>();

    /** By event in words; for the start and the epochs. */
    final Map<String, Sighting<T>> sightings = new LinkedHashMap<>();

    /** What the session called itself at each event. */
    final List<String> sessionIds = new ArrayList<>();

    final List<Thread> threads = new ArrayList<>();

    private @Nullable RuntimeException failure;

    @Override
    public void onStart(TrainingStart<T> start) {
        starts.add(start);
        event("start", start.session());
        look("start", start.session());
    }

    @Override
    public void onEpoch(EpochEnd<T> epoch) {
        epochs.add(epoch);
        String event = "epoch " + epoch.index();
        event(event, epoch.session());
        look(event, epoch.session());
    }

    @Override
    public void onEnd(TrainingEnd<T> end) {
        ends.add(end);
        event("end " + end.reason() + " after epoch " + end.epochs(), end.session());
    }

    private void event(String event, TrainingSession<T> session) {
        sequence.add(event);
        sessionIds.add(session.id());
        threads.add(Thread.currentThread());
    }

    private void look(String event, TrainingSession<T> session) {
        try {
            Weights weights = Weights.of(session.weights());
            sightings.putIfAbsent(event, new Sighting<>(weights, session.model()));
        } catch (RuntimeException e) {
            failure = e; // a trainer would log it and go on
        }
    }

    /** What was seen at the first event of this kind; fails if there was none. */
    Sighting<T> at(String event) {
        if (failure != null) {
            throw new AssertionError(
                    "expected weights and a model of the session at every event, found "
                            + failure
                            + "; the contract says: a session hands out both during a call",
                    failure);
        }
        Sighting<T> sighting = sightings.get(event);
        if (sighting == null) {
            throw new AssertionError(
                    "expected the event '"
                            + event
                            + "', found "
                            + sequence
                            + "; the contract says: training fires its start, epoch 0, its passes"
                            + " in order and its end");
        }
        return sighting;
    }

    /** What was seen at the last epoch event; fails if there was none. */
    Sighting<T> atLastEpoch() {
        return at("epoch " + (epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).index()));
    }

    /** The start event; fails if there was none. */
    TrainingStart<T> start() {
        at("start");
        return starts.get(0);
    }
}

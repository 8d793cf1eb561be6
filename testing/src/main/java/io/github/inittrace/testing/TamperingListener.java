// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tribuo.Output;

/** Tries to change training through whatever its events hand out. */
final class TamperingListener<T extends Output<T>> implements TrainingListener<T> {
    private final List<String> changes = new ArrayList<>();

    @Override
    public void onStart(TrainingStart<T> start) {
        meddle("start", start.session());
    }

    @Override
    public void onEpoch(EpochEnd<T> epoch) {
        meddle("epoch " + epoch.index(), epoch.session());
    }

    @Override
    public void onEnd(TrainingEnd<T> end) {
        meddle("end", end.session());
    }

    private void meddle(String event, TrainingSession<T> session) {
        Weights before = Weights.of(session.weights());
        List<String> tensors = tensors(session);
        session.weights().forEach(TamperingListener::meddle);
        attempt(() -> session.weights().clear());
        List<String> found = tensors(session);
        if (!found.equals(tensors)) {
            changes.add("tensors " + found + " instead of " + tensors + " at " + event);
            return;
        }
        String difference = before.differenceTo(Weights.of(session.weights()));
        if (difference != null) {
            changes.add("changed weights at " + event + " (" + difference + ")");
        }
    }

    private static void meddle(TensorView tensor) {
        Arrays.fill(tensor.copy(), 42);
        attempt(() -> tensor.shape().set(0, 42));
    }

    private static List<String> tensors(TrainingSession<?> session) {
        return session.weights().stream().map(view -> view.name() + view.shape()).toList();
    }

    private static void attempt(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException expected) {
            // Read-only, as it should be, however it says so.
        }
    }

    /** Fails if it did change anything. */
    void requireNothingChanged() {
        Contract.requireEqual(
                List.of(),
                changes,
                "what a session hands out is a read-only view: it changes neither the weights nor"
                        + " what is handed out next");
    }
}

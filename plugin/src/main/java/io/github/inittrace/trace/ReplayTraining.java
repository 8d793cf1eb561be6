// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.run.WeightsDigest;
import io.github.inittrace.trace.ReplayVerdict.Change;
import io.github.inittrace.trace.ReplayVerdict.Outcome;
import io.github.inittrace.trace.ReplayVerdict.TensorDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.Trainer;

/** Trains, and compares the weights with those that it must come to. */
final class ReplayTraining<T extends Output<T>> {
    private final ReplayTarget target;
    private final IntConsumer onEpoch;

    ReplayTraining(ReplayTarget target, IntConsumer onEpoch) {
        this.target = target;
        this.onEpoch = onEpoch;
    }

    ReplayVerdict run(Trainer<T> trainer, int invocation, Dataset<T> data) {
        Last last = new Last();
        ObservableTrainers.of(trainer)
                .train(
                        data,
                        Map.of(),
                        invocation,
                        new Observation<>(List.of(last), Map.of(), 1, 1));
        return judge(last);
    }

    private ReplayVerdict judge(Last last) {
        List<TensorDifference> differences = new ArrayList<>();
        int values = 0;
        int compared = Math.min(last.views.size(), target.weights().size());
        for (int i = 0; i < compared; i++) {
            TensorView recorded = target.weights().get(i);
            TensorView replayed = last.views.get(i);
            values += recorded.size();
            if (!recorded.name().equals(replayed.name())
                    || !recorded.shape().equals(replayed.shape())) {
                return different(
                        last,
                        differences,
                        String.format(
                                Locale.ROOT,
                                "expected a tensor %s %s, found %s %s",
                                recorded.name(),
                                recorded.shape(),
                                replayed.name(),
                                replayed.shape()));
            }
            TensorDifference difference =
                    TensorComparison.of(recorded, last.weights.get(i), target.isFloat32());
            if (difference != null) {
                differences.add(difference);
            }
        }
        if (last.views.size() != target.weights().size()) {
            return different(
                    last,
                    differences,
                    "expected " + target.weights().size() + " tensors, found " + last.views.size());
        }
        if (!differences.isEmpty()) {
            return different(last, differences, describe(differences));
        }
        String digest = WeightsDigest.of(last.weights);
        if (target.digest() != null && !target.digest().equals(digest)) {
            return different(
                    last,
                    differences,
                    "the weights are equal in float32, the precision of the exported model, but"
                            + " their SHA-256 in float64 was "
                            + target.digest()
                            + ", found "
                            + digest);
        }
        String sentence =
                String.format(
                        Locale.ROOT,
                        "identical: all %,d values of %d tensors have the same bits",
                        values,
                        target.weights().size());
        return new ReplayVerdict(
                Outcome.IDENTICAL, sentence, List.of(), List.of(), environment(last));
    }

    private ReplayVerdict different(Last last, List<TensorDifference> tensors, String how) {
        return new ReplayVerdict(
                Outcome.DIFFERENT, "different: " + how, tensors, List.of(), environment(last));
    }

    private String describe(List<TensorDifference> differences) {
        TensorDifference first = differences.get(0);
        String by =
                first.largest() == null
                        ? String.format(
                                Locale.ROOT,
                                "and at %s one of the two is not a finite number",
                                first.at())
                        : String.format(
                                Locale.ROOT, "by %.3g at most, at %s", first.largest(), first.at());
        String which =
                differences.size() == 1
                        ? "only " + first.name() + " differs"
                        : String.format(
                                Locale.ROOT,
                                "%s is the first of %d tensors that differ",
                                first.name(),
                                differences.size());
        return String.format(
                Locale.ROOT,
                "%s: %,d of its %,d values, %s",
                which,
                first.differing(),
                first.values(),
                by);
    }

    private List<Change> environment(Last last) {
        Map<String, String> now = Environment.describe(last.facts);
        List<Change> changes = new ArrayList<>();
        target.environment()
                .forEach(
                        (key, then) -> {
                            String found = now.getOrDefault(key, "nothing");
                            if (!then.equals(found)) {
                                changes.add(new Change(key, then, found));
                            }
                        });
        return changes;
    }

    /** Keeps the last weights, and stops where the run was stopped. */
    private final class Last implements TrainingListener<T> {
        private Map<String, String> facts = Map.of();
        private List<TensorView> views = List.of();
        private List<double[]> weights = List.of();

        @Override
        public void onStart(TrainingStart<T> start) {
            facts = start.facts();
        }

        @Override
        public void onEpoch(EpochEnd<T> epoch) {
            if (target.stopAfter() != null && epoch.index() >= target.stopAfter()) {
                epoch.requestStop("the run ended here"); // first, whatever others throw
            }
            onEpoch.accept(epoch.index());
        }

        @Override
        public void onEnd(TrainingEnd<T> end) {
            views = end.session().weights();
            weights = views.stream().map(TensorView::copy).toList();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.run.EpochRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Output;

/** What an {@link InitTrace} was told to do. Immutable. */
record TraceSettings<T extends Output<T>>(
        Map<String, Dataset<T>> validation,
        @Nullable List<Integer> inputShape,
        int trainingSample,
        int recordEvery,
        int conditionalEvery,
        int checkpointsEvery,
        boolean analyseEnd,
        Pictures.@Nullable Wish pictures,
        List<TrainingListener<T>> listeners,
        List<Consumer<? super EpochRecord>> consumers,
        AlarmSettings alarms,
        @Nullable Predicate<? super Alarm> stopWhen) {

    static void checkName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a validation set needs a name, found a blank one");
        }
    }

    static void checkShape(List<Integer> shape) {
        if (shape.stream().anyMatch(length -> length < 1)) {
            throw new IllegalArgumentException(
                    "an input shape is made of positive lengths, found " + shape);
        }
    }

    static void checkSample(int examples) {
        if (examples < 1) {
            throw new IllegalArgumentException(
                    "the training sample must hold at least one example, found " + examples);
        }
    }

    static void checkInterval(int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException(
                    "a record must be taken every 1 or more epochs, found " + epochs);
        }
    }

    static void checkConditional(int epochs) {
        if (epochs < 0) {
            throw new IllegalArgumentException(
                    "a conditional distribution must be taken every 1 or more epochs, or 0 for the"
                            + " last one only, found "
                            + epochs);
        }
    }

    static void checkCheckpoints(int epochs) {
        if (epochs < 0) {
            throw new IllegalArgumentException(
                    "a checkpoint must be taken every 1 or more epochs, or 0 for none, found "
                            + epochs);
        }
    }

    /** Whether a checkpoint is wanted at an epoch; epoch 0 is the initial model. */
    boolean wantsCheckpoint(int epoch) {
        return checkpointsEvery > 0 && epoch > 0 && epoch % checkpointsEvery == 0;
    }

    /** Whether conditional distributions are wanted at an epoch, whether or not it is the last. */
    boolean wantsConditional(int epoch) {
        return conditionalEvery > 0 && epoch % conditionalEvery == 0;
    }

    /** What the trainer is asked for: the recorder first, so that it sees what nobody touched. */
    Observation<T> observation(TrainingListener<T> recorder) {
        List<TrainingListener<T>> all = new ArrayList<>();
        all.add(recorder);
        all.addAll(listeners);
        return new Observation<>(all, validation, trainingSample, recordEvery);
    }

    /** Fewer features than places are fine: Tribuo drops those that are never set. */
    void checkFeatures(int features) {
        if (inputShape == null) {
            return;
        }
        long places = inputShape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        if (features > places) {
            throw new IllegalArgumentException(
                    "the input shape "
                            + inputShape
                            + " has "
                            + places
                            + " places, found "
                            + features
                            + " features in the training data");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.run.EpochRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Output;

/** What an {@link InitTrace} was told to do. Immutable. */
record TraceSettings<T extends Output<T>>(
        Map<String, Dataset<T>> validation,
        @Nullable Path folder,
        boolean overwrite,
        @Nullable List<Integer> inputShape,
        int trainingSample,
        int recordEvery,
        List<TrainingListener<T>> listeners,
        List<Consumer<? super EpochRecord>> consumers) {

    TraceSettings {
        validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
        listeners = List.copyOf(listeners);
        consumers = List.copyOf(consumers);
    }

    static <T extends Output<T>> TraceSettings<T> defaults() {
        return new TraceSettings<>(
                Map.of(),
                null,
                false,
                null,
                Observation.DEFAULT_TRAINING_SAMPLE,
                1,
                List.of(),
                List.of());
    }

    TraceSettings<T> withValidation(String name, Dataset<T> dataset) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a validation set needs a name, found a blank one");
        }
        if (validation.containsKey(name)) {
            throw new IllegalArgumentException(
                    "there is already a validation set named '" + name + "'; choose another name");
        }
        Map<String, Dataset<T>> more = new LinkedHashMap<>(validation);
        more.put(name, dataset);
        return new TraceSettings<>(
                more,
                folder,
                overwrite,
                inputShape,
                trainingSample,
                recordEvery,
                listeners,
                consumers);
    }

    TraceSettings<T> withFolder(Path path) {
        return new TraceSettings<>(
                validation,
                path,
                overwrite,
                inputShape,
                trainingSample,
                recordEvery,
                listeners,
                consumers);
    }

    TraceSettings<T> withOverwrite(boolean allowed) {
        return new TraceSettings<>(
                validation,
                folder,
                allowed,
                inputShape,
                trainingSample,
                recordEvery,
                listeners,
                consumers);
    }

    TraceSettings<T> withInputShape(int... lengths) {
        List<Integer> shape = Arrays.stream(lengths).boxed().toList();
        if (shape.isEmpty() || shape.stream().anyMatch(length -> length < 1)) {
            throw new IllegalArgumentException(
                    "an input shape is made of positive lengths, found " + shape);
        }
        return new TraceSettings<>(
                validation,
                folder,
                overwrite,
                shape,
                trainingSample,
                recordEvery,
                listeners,
                consumers);
    }

    TraceSettings<T> withTrainingSample(int examples) {
        if (examples < 1) {
            throw new IllegalArgumentException(
                    "the training sample must hold at least one example, found " + examples);
        }
        return new TraceSettings<>(
                validation,
                folder,
                overwrite,
                inputShape,
                examples,
                recordEvery,
                listeners,
                consumers);
    }

    TraceSettings<T> withRecordEvery(int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException(
                    "a record must be taken every 1 or more epochs, found " + epochs);
        }
        return new TraceSettings<>(
                validation,
                folder,
                overwrite,
                inputShape,
                trainingSample,
                epochs,
                listeners,
                consumers);
    }

    TraceSettings<T> withListener(TrainingListener<T> listener) {
        List<TrainingListener<T>> more = new ArrayList<>(listeners);
        more.add(listener);
        return new TraceSettings<>(
                validation,
                folder,
                overwrite,
                inputShape,
                trainingSample,
                recordEvery,
                more,
                consumers);
    }

    TraceSettings<T> withConsumer(Consumer<? super EpochRecord> consumer) {
        List<Consumer<? super EpochRecord>> more = new ArrayList<>(consumers);
        more.add(consumer);
        return new TraceSettings<>(
                validation,
                folder,
                overwrite,
                inputShape,
                trainingSample,
                recordEvery,
                listeners,
                more);
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

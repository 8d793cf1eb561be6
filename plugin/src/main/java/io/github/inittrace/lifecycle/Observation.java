// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.Output;

/**
 * What one call of {@code train} is asked to report, and to whom.
 *
 * @param listeners who is told, in this order
 * @param validation the sets to evaluate at every epoch, by name, in this order
 * @param trainingSample how many training examples to evaluate at every epoch, a random sample that
 *     stays the same; {@link #ALL} for every one
 * @param recordEvery how many passes over the data there are from one epoch event to the next; the
 *     untrained network and the last pass always have theirs
 * @param <T> the type of the model's output
 */
public record Observation<T extends Output<T>>(
        List<TrainingListener<T>> listeners,
        Map<String, Dataset<T>> validation,
        int trainingSample,
        int recordEvery) {

    /** Evaluate the whole training set. */
    public static final int ALL = Integer.MAX_VALUE;

    /** The training sample evaluated at every epoch unless another size is asked for. */
    public static final int DEFAULT_TRAINING_SAMPLE = 10_000;

    private static final Logger logger = Logger.getLogger(Observation.class.getName());

    public Observation {
        checkSample(trainingSample);
        if (recordEvery < 1) {
            throw new IllegalArgumentException(
                    "a record must be taken every 1 or more epochs, found " + recordEvery);
        }
        listeners = List.copyOf(listeners);
        validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
    }

    /**
     * Refuses a number of training examples to evaluate that nothing can be told from.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public static void checkSample(int examples) {
        if (examples < 1) {
            throw new IllegalArgumentException(
                    "the training sample must hold at least one example, found " + examples);
        }
    }

    /** Every pass has its event. */
    public Observation(
            List<TrainingListener<T>> listeners,
            Map<String, Dataset<T>> validation,
            int trainingSample) {
        this(listeners, validation, trainingSample, 1);
    }

    /** Listeners alone, with no validation set. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied and not handed out
    public static <T extends Output<T>> Observation<T> by(TrainingListener<T>... listeners) {
        return new Observation<>(List.of(listeners), Map.of(), DEFAULT_TRAINING_SAMPLE);
    }

    /** Nobody watches: nothing is evaluated or fired. */
    public static <T extends Output<T>> Observation<T> none() {
        return by();
    }

    /** Whether anybody watches; if not, a trainer need not evaluate anything. */
    public boolean isWatched() {
        return !listeners.isEmpty();
    }

    /**
     * The training examples to evaluate at every epoch, chosen by {@link Sample}. For trainers.
     *
     * @param size how many training examples there are
     * @return their indices in increasing order, {@link #trainingSample} of them at most
     */
    public int[] sample(int size) {
        return Sample.of(size, trainingSample);
    }

    /** Tells every listener that training starts. For trainers. */
    public void fireStart(TrainingStart<T> start) {
        fire("onStart", listener -> listener.onStart(start));
    }

    /** Tells every listener that an epoch has ended. For trainers. */
    public void fireEpoch(EpochEnd<T> epoch) {
        fire("onEpoch", listener -> listener.onEpoch(epoch));
    }

    /** Whether anybody is to be told of minibatches. For trainers, which ask once. */
    public boolean hearsBatches() {
        return listeners.stream().anyMatch(BatchListener.class::isInstance);
    }

    /** Tells those listeners to whom it matters that a step has been taken. For trainers. */
    public void fireBatch(BatchEnd<T> batch) {
        fire(
                "onBatch",
                listener -> {
                    if (listener instanceof BatchListener<T> each) {
                        each.onBatch(batch);
                    }
                });
    }

    /** Tells every listener that training has ended. For trainers. */
    public void fireEnd(TrainingEnd<T> end) {
        fire("onEnd", listener -> listener.onEnd(end));
    }

    private void fire(String event, Consumer<TrainingListener<T>> call) {
        for (TrainingListener<T> listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                logger.log(
                        Level.WARNING,
                        listener.getClass().getName() + " threw in " + event + "; training goes on",
                        e);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.measure.Direction;
import io.github.inittrace.measure.EventTime;
import io.github.inittrace.measure.LossCurveAnalysis;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The records of a run, from the untrained network on. Immutable.
 *
 * @param epochs the records in order; the first has index 0
 */
public record TrainingHistory(List<EpochRecord> epochs) implements Iterable<EpochRecord> {
    /** A number of a record. */
    @FunctionalInterface
    public interface Figure {
        /** Its value; null where it is undefined or not finite. */
        @Nullable Double of(EpochRecord record);
    }

    public TrainingHistory {
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("a history starts with epoch 0, found no record");
        }
        epochs = List.copyOf(epochs);
    }

    /** The untrained network. */
    public EpochRecord first() {
        return epochs.get(0);
    }

    /** The network at the end of training. */
    public EpochRecord last() {
        return epochs.get(epochs.size() - 1);
    }

    /** The alarms of all records, in order. */
    public List<Alarm> alarms() {
        return epochs.stream()
                .flatMap(e -> Stream.ofNullable(e.alarms()))
                .flatMap(List::stream)
                .toList();
    }

    /** A figure at every record; NaN where it is null. */
    public double[] values(Figure figure) {
        return epochs.stream()
                .mapToDouble(
                        epoch -> {
                            Double value = figure.of(epoch);
                            return value == null ? Double.NaN : value;
                        })
                .toArray();
    }

    /** The first record with the best finite value of a figure; empty if there is none. */
    public Optional<EpochRecord> best(Direction direction, Figure figure) {
        int best = direction.best(values(figure));
        return best < 0 ? Optional.empty() : Optional.of(epochs.get(best));
    }

    /** What the training loss did, the fresh one of {@link EpochRecord#epochEndLoss}. */
    public LossCurveAnalysis trainingCourse() {
        return course(EpochRecord::epochEndLoss);
    }

    /**
     * Whether the training loss was evaluated at every record, finite or not; an imported training
     * may have losses of some epochs, or none, which then says nothing of divergence.
     */
    public boolean hasEveryLoss() {
        return epochs().stream()
                .allMatch(epoch -> epoch.epochEndLoss() != null || epoch.epochEndExamples() > 0);
    }

    /**
     * What the loss on a validation set did.
     *
     * @param set the set's name
     * @throws IllegalArgumentException if a record has no such set
     */
    public LossCurveAnalysis validationCourse(String set) {
        return course(
                epoch ->
                        only(epoch, "validation set", set, epoch.validation(), v -> v.name())
                                .loss());
    }

    /**
     * The first epoch at which a tensor's norm was smallest, of which the slides ask after an
     * initial dip.
     *
     * @param tensor its name
     * @return censored where that is the last epoch; empty if no norm is finite
     * @throws IllegalArgumentException if a record has no such tensor
     */
    public Optional<EventTime> smallestNorm(String tensor) {
        return course(epoch -> only(epoch, "tensor", tensor, epoch.tensors(), t -> t.name()).norm())
                .minimum();
    }

    private static <X> X only(
            EpochRecord epoch, String what, String name, List<X> all, Function<X, String> names) {
        return all.stream()
                .filter(x -> names.apply(x).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        String.format(
                                                Locale.ROOT,
                                                "epoch %d has no %s named '%s'",
                                                epoch.index(),
                                                what,
                                                name)));
    }

    private LossCurveAnalysis course(Figure loss) {
        return new LossCurveAnalysis(
                epochs.stream().mapToInt(EpochRecord::index).toArray(), values(loss));
    }

    @Override
    public Iterator<EpochRecord> iterator() {
        return epochs.iterator();
    }
}

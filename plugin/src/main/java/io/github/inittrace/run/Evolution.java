// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.Rebinned;
import io.github.inittrace.measure.TensorMeasures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the deviations of one tensor spread over a training: their counts over the same bins at every
 * epoch, those of the last epoch that has any, ±5 rms in 101 bins. Each record counts over its own
 * rms; see {@link Rebinned} for how its counts get here and how far they are certain.
 *
 * @param tensor the tensor's name, or {@code total}
 * @param low the lower edge of the first bin
 * @param high the upper edge of the last bin
 * @param rows what was recorded, by epoch
 */
public record Evolution(String tensor, double low, double high, List<Row> rows) {
    public Evolution {
        rows = List.copyOf(rows);
    }

    /**
     * One epoch.
     *
     * @param epoch its index
     * @param trainingLoss the loss of a fresh pass over training data; null once it is not finite
     * @param validation loss and accuracy on each validation set
     * @param deviations the counts; null if a weight is not finite
     */
    public record Row(
            int epoch,
            @Nullable Double trainingLoss,
            List<ValidationRecord> validation,
            @Nullable Rebinned deviations) {
        public Row {
            validation = List.copyOf(validation);
        }
    }

    /**
     * The evolution of every tensor, and last of all parameters together. A tensor that never moved
     * has none.
     *
     * @param history the records of a run
     * @param mostRows how many epochs to show: where there are more, as many from the first to the
     *     last at even distances, and the one whose edges are used
     * @throws IllegalArgumentException if there are less than 2 rows
     */
    public static List<Evolution> of(TrainingHistory history, int mostRows) {
        if (mostRows < 2) {
            throw new IllegalArgumentException(
                    "an evolution needs at least 2 rows, found " + mostRows);
        }
        Stream<String> names = history.first().tensors().stream().map(TensorMeasures::name);
        return Stream.concat(names, Stream.of(history.first().total().name()))
                .flatMap(name -> of(history, name, mostRows).stream())
                .toList();
    }

    private static Optional<Evolution> of(TrainingHistory history, String tensor, int mostRows) {
        List<EpochRecord> epochs = history.epochs();
        for (int last = epochs.size() - 1; last >= 0; last--) {
            Histogram edges =
                    measures(epochs.get(last), tensor).map(TensorMeasures::histogram).orElse(null);
            if (edges != null) {
                List<Row> rows = new ArrayList<>();
                for (int i : sample(epochs.size(), mostRows, last)) {
                    rows.add(row(epochs.get(i), tensor, edges));
                }
                return Optional.of(new Evolution(tensor, edges.low(), edges.high(), rows));
            }
        }
        return Optional.empty();
    }

    private static SortedSet<Integer> sample(int size, int most, int also) {
        SortedSet<Integer> sample = new TreeSet<>();
        int rows = Math.min(size, most);
        for (int i = 0; i < rows; i++) {
            sample.add(rows == 1 ? 0 : (int) Math.round((double) i * (size - 1) / (rows - 1)));
        }
        sample.add(also);
        return sample;
    }

    private static Row row(EpochRecord epoch, String tensor, Histogram edges) {
        Rebinned deviations =
                measures(epoch, tensor).map(measures -> rebinned(measures, edges)).orElse(null);
        return new Row(epoch.index(), epoch.epochEndLoss(), epoch.validation(), deviations);
    }

    private static @Nullable Rebinned rebinned(TensorMeasures measures, Histogram edges) {
        double low = edges.low();
        double high = edges.high();
        int bins = edges.counts().size();
        Double largest = measures.maxAbs();
        if (largest == null) {
            return null;
        }
        if (largest == 0) {
            return Rebinned.ofZeros(measures.count(), low, high, bins);
        }
        Histogram own = measures.histogram();
        return own == null ? null : Rebinned.of(own, largest, low, high, bins);
    }

    private static Optional<TensorMeasures> measures(EpochRecord epoch, String tensor) {
        return Stream.concat(epoch.tensors().stream(), Stream.of(epoch.total()))
                .filter(measures -> measures.name().equals(tensor))
                .findFirst();
    }
}

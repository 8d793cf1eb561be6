// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import io.github.inittrace.lifecycle.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Losses and accuracies of a training in a table: a line for each epoch, the columns named as in
 * {@code epochs.jsonl}. Cells may be empty.
 *
 * @param columns the columns but for the epoch, as the record calls them
 * @param byEpoch the numbers of each epoch, by column; none where a cell is empty, NaN where it says
 *     that there is no finite one
 */
record SavedLosses(List<String> columns, Map<Integer, Map<String, Double>> byEpoch) {
    /** No losses are known. */
    static final SavedLosses NONE = new SavedLosses(List.of(), Map.of());

    SavedLosses {
        columns = List.copyOf(columns);
    }

    /**
     * Refuses losses of which none would be used.
     *
     * @param file the table
     * @param epochs the epochs that have weights
     * @throws IOException if it has lines of other epochs alone, or none; one sentence
     */
    void requireUsed(Path file, SortedMap<Integer, ?> epochs) throws IOException {
        SortedSet<Integer> found = new TreeSet<>(byEpoch.keySet());
        if (found.size() == unused(epochs.keySet())) {
            throw new IOException(
                    file
                            + " cannot be used: expected lines of epochs that have a file, from "
                            + epochs.firstKey()
                            + " to "
                            + epochs.lastKey()
                            + ", found "
                            + (found.isEmpty()
                                    ? "none"
                                    : "those of " + found.first() + " to " + found.last())
                            + "; count epochs alike in both");
        }
    }

    /** How many lines are of other epochs than those that have weights. */
    int unused(Set<Integer> epochs) {
        return (int) byEpoch.keySet().stream().filter(epoch -> !epochs.contains(epoch)).count();
    }

    /** The validation sets, in the order of the columns. */
    Set<String> sets() {
        Set<String> sets = new LinkedHashSet<>();
        columns.stream()
                .filter(column -> column.startsWith(LossColumns.SET))
                .forEach(column -> sets.add(LossColumns.set(column)));
        return sets;
    }

    /** A number of an epoch; null if it is not known. */
    private @Nullable Double at(int epoch, String column) {
        return byEpoch.getOrDefault(epoch, Map.of()).get(column);
    }

    /** The mean loss over the minibatches of an epoch; null of epoch 0, or if it is not known. */
    @Nullable Double running(int epoch) {
        return epoch == 0 ? null : at(epoch, LossColumns.RUNNING);
    }

    /** The learning rate of an epoch; null if it is not known. */
    @Nullable Double learningRate(int epoch) {
        Double rate = at(epoch, LossColumns.RATE);
        return rate != null && Double.isFinite(rate) ? rate : null;
    }

    /** The loss on training examples; how many there were is not known. */
    Evaluation training(int epoch) {
        return evaluation("training", at(epoch, LossColumns.LOSS), at(epoch, LossColumns.ACCURACY));
    }

    /** The losses on the validation sets. */
    List<Evaluation> validation(int epoch) {
        return sets().stream()
                .map(
                        set ->
                                evaluation(
                                        set,
                                        at(epoch, LossColumns.SET + set + LossColumns.OF_LOSS),
                                        at(epoch, LossColumns.SET + set + LossColumns.OF_ACCURACY)))
                .toList();
    }

    /** The column of the first loss of an epoch that is no finite number; null if there is none. */
    @Nullable String notFinite(int epoch) {
        for (Map.Entry<String, Double> cell : byEpoch.getOrDefault(epoch, Map.of()).entrySet()) {
            String column = cell.getKey();
            boolean isLoss =
                    !column.equals(LossColumns.RATE)
                            && (epoch > 0 || !column.equals(LossColumns.RUNNING));
            if (isLoss && !Double.isFinite(cell.getValue())) {
                return column;
            }
        }
        return null;
    }

    private static Evaluation evaluation(
            String set, @Nullable Double loss, @Nullable Double accuracy) {
        return new Evaluation(set, 0, loss == null ? Double.NaN : loss, accuracy);
    }
}

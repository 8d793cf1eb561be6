// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a file belongs to which of the data's features or labels, as {@link
 * MLPClassificationTrainer.Builder#startFrom} says.
 *
 * @param order the names, by column
 * @param rule how their order was found, for people
 * @param places the column of each name, by its id in the data
 */
record ColumnMatching(List<String> order, String rule, int[] places) {
    private static final String UNNAMED = ", the file names none";

    /** Column i for i, all of them. */
    static int[] inOrder(int count) {
        return IntStream.range(0, count).toArray();
    }

    /**
     * The columns of features.
     *
     * @param names the data's, by id
     * @param inFile those that the file names, by column; null if it names none
     * @param given those that the user names, by column; empty if none
     * @param arranged whether the ids follow an order that the user gave
     * @throws IllegalArgumentException if other features are named
     */
    static ColumnMatching ofFeatures(
            List<String> names,
            @Nullable List<String> inFile,
            List<String> given,
            boolean arranged,
            Path file) {
        if (inFile != null) {
            return inFile(names, inFile, "feature", file);
        }
        if (!given.isEmpty()) {
            return given(names, given, "feature");
        }
        if (arranged) {
            return new ColumnMatching(names, "the data's columns" + UNNAMED, inOrder(names.size()));
        }
        return NameOrder.areNumbers(names)
                ? sorted(names, NameOrder.BY_VALUE, "sorted as numbers")
                : sorted(
                        names, NameOrder.BY_NUMBERS_WITHIN, "sorted by name and the numbers in it");
    }

    /** The columns of labels, as {@link #ofFeatures}. */
    static ColumnMatching ofLabels(
            List<String> names, @Nullable List<String> inFile, List<String> given, Path file) {
        if (inFile != null) {
            return inFile(names, inFile, "label", file);
        }
        if (!given.isEmpty()) {
            return given(names, given, "label");
        }
        return NameOrder.areNumbers(names)
                ? sorted(names, NameOrder.BY_VALUE, "sorted as numbers")
                : sorted(names, NameOrder.BY_CODE_POINT, "sorted by name");
    }

    private static ColumnMatching sorted(
            List<String> names, Comparator<String> comparator, String how) {
        List<String> order = names.stream().sorted(comparator).toList();
        return new ColumnMatching(order, how + UNNAMED, places(names, order));
    }

    private static ColumnMatching inFile(
            List<String> names, List<String> order, String what, Path file) {
        int[] places = places(names, order);
        for (int id = 0; id < places.length; id++) {
            if (places[id] < 0) {
                throw new IllegalArgumentException(
                        "the weights to start from must be for the data's "
                                + what
                                + " '"
                                + NameOrder.shown(names.get(id))
                                + "', found none of that name in "
                                + file);
            }
        }
        return new ColumnMatching(order, "as the file names them", places);
    }

    private static ColumnMatching given(List<String> names, List<String> order, String what) {
        int[] known = places(order, names);
        for (int column = 0; column < known.length; column++) {
            if (known[column] < 0) {
                throw new IllegalArgumentException(
                        "the start "
                                + what
                                + "s must be "
                                + what
                                + "s of the data, "
                                + NameOrder.listed(names)
                                + ", found '"
                                + NameOrder.shown(order.get(column))
                                + "'");
            }
        }
        return new ColumnMatching(order, "as given", places(names, order));
    }

    /** Where in a list each name stands; -1 if it does not. */
    private static int[] places(List<String> names, List<String> list) {
        Map<String, Integer> places = new HashMap<>();
        list.forEach(name -> places.put(name, places.size()));
        return names.stream().mapToInt(name -> places.getOrDefault(name, -1)).toArray();
    }

    @Override
    public String toString() {
        return NameOrder.listed(order) + " (" + rule + ")";
    }
}

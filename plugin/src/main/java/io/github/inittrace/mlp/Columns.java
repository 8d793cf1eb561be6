// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;

/**
 * Which column of a file belongs to which of the data's features and labels, as {@link
 * MLPClassificationTrainer.Builder#startFrom} says.
 */
final class Columns {
    private Columns() {}

    /** Column i for i, all of them. */
    static int[] inOrder(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** The column of each feature, by Tribuo's id. */
    static int[] ofFeatures(
            ImmutableFeatureMap features, @Nullable List<String> columns, Path file) {
        List<String> names = new ArrayList<>();
        for (int id = 0; id < features.size(); id++) {
            names.add(features.get(id).getName());
        }
        if (columns != null) {
            return byName(names, columns, "feature", file);
        }
        return areNumbers(names) ? byNumber(names) : inOrder(names.size());
    }

    /** The column of each label, by Tribuo's id. */
    static int[] ofLabels(
            ImmutableOutputInfo<Label> outputs, @Nullable List<String> columns, Path file) {
        List<String> names = new ArrayList<>();
        for (int id = 0; id < outputs.size(); id++) {
            names.add(outputs.getOutput(id).getLabel());
        }
        if (columns != null) {
            return byName(names, columns, "label", file);
        }
        List<String> places = IntStream.range(0, names.size()).mapToObj(String::valueOf).toList();
        boolean counted = new HashSet<>(names).equals(new HashSet<>(places));
        return counted ? byName(names, places, "label", file) : inOrder(names.size());
    }

    private static int[] byName(List<String> names, List<String> columns, String what, Path file) {
        Map<String, Integer> places = new HashMap<>();
        columns.forEach(column -> places.put(column, places.size()));
        int[] found = new int[names.size()];
        for (int id = 0; id < found.length; id++) {
            Integer place = places.get(names.get(id));
            if (place == null) {
                throw new IllegalArgumentException(
                        "the weights to start from must be for the data's "
                                + what
                                + " '"
                                + names.get(id)
                                + "', found none of that name in "
                                + file);
            }
            found[id] = place;
        }
        return found;
    }

    private static boolean areNumbers(List<String> names) {
        return names.stream().allMatch(name -> name.matches("[0-9]+"))
                && names.stream().map(BigInteger::new).distinct().count() == names.size();
    }

    private static int[] byNumber(List<String> names) {
        int[] columns = new int[names.size()];
        List<Integer> ascending =
                IntStream.range(0, columns.length)
                        .boxed()
                        .sorted(Comparator.comparing(id -> new BigInteger(names.get(id))))
                        .toList();
        for (int column = 0; column < columns.length; column++) {
            columns[ascending.get(column)] = column;
        }
        return columns;
    }
}

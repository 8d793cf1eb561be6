// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Says which recorded epochs have no network, neighbours in the record as a range. */
final class EpochsInWords {
    /** How many ranges are spelt out; of more, only how many epochs they have. */
    private static final int RANGES = 3;

    private EpochsInWords() {}

    /**
     * A clause such as {@code epochs 1 to 3 and 5 have no network}; empty if all have one.
     *
     * @param recorded the epochs that have a record, in ascending order
     * @param networks those of them that have a network
     */
    static String withoutNetwork(List<Integer> recorded, Set<Integer> networks) {
        List<List<Integer>> ranges = new ArrayList<>();
        boolean isNeighbour = false;
        for (int epoch : recorded) {
            boolean isLeft = !networks.contains(epoch);
            if (isLeft && !isNeighbour) {
                ranges.add(new ArrayList<>());
            }
            if (isLeft) {
                ranges.get(ranges.size() - 1).add(epoch);
            }
            isNeighbour = isLeft;
        }
        if (ranges.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        ranges.stream().limit(RANGES).forEach(range -> parts.add(text(range)));
        List<Integer> others = ranges.stream().skip(RANGES).flatMap(List::stream).toList();
        if (!others.isEmpty()) {
            int last = others.get(others.size() - 1);
            parts.add(String.format(Locale.ROOT, "%,d more up to %d", others.size(), last));
        }
        String all = String.join(", ", parts.subList(0, parts.size() - 1));
        String end = parts.get(parts.size() - 1);
        boolean isOne = ranges.size() == 1 && ranges.get(0).size() == 1;
        return (isOne ? "epoch " : "epochs ")
                + (all.isEmpty() ? end : all + " and " + end)
                + (isOne ? " has no network" : " have no network");
    }

    private static String text(List<Integer> range) {
        int last = range.get(range.size() - 1);
        return range.size() == 1 ? "" + last : range.get(0) + " to " + last;
    }
}

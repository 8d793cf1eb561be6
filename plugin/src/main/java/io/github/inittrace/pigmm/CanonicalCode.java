// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.List;
import java.util.stream.IntStream;

/** The code of an invariant: of those that the orders of its entries give, the first. */
final class CanonicalCode {
    /** The orders of so many entries, each with the places from which they are taken. */
    private static final List<List<int[]>> ORDERS =
            IntStream.rangeClosed(0, Invariant.MAX_DEGREE).mapToObj(CanonicalCode::orders).toList();

    private CanonicalCode() {}

    /** Of entries at positions with labels of any kind. */
    static String of(Symmetry symmetry, int[] from, int[] to) {
        String best = code(symmetry, from, to);
        for (int[] order : ORDERS.get(from.length)) {
            String code = code(symmetry, permuted(from, order), permuted(to, order));
            if (code.compareTo(best) < 0) {
                best = code;
            }
        }
        return best;
    }

    private static String code(Symmetry symmetry, int[] from, int[] to) {
        if (symmetry == Symmetry.APART) {
            return text(SetPartitions.relabelled(from)) + "|" + text(SetPartitions.relabelled(to));
        }
        int[] flat = new int[2 * from.length];
        for (int e = 0; e < from.length; e++) {
            flat[2 * e] = from[e];
            flat[2 * e + 1] = to[e];
        }
        return text(SetPartitions.relabelled(flat));
    }

    private static List<int[]> orders(int n) {
        if (n == 0) {
            return List.of(new int[0]);
        }
        return orders(n - 1).stream()
                .flatMap(
                        order ->
                                IntStream.range(0, n)
                                        .mapToObj(place -> inserted(order, place, n - 1)))
                .toList();
    }

    private static int[] inserted(int[] order, int place, int value) {
        int[] longer = new int[order.length + 1];
        System.arraycopy(order, 0, longer, 0, place);
        longer[place] = value;
        System.arraycopy(order, place, longer, place + 1, order.length - place);
        return longer;
    }

    private static int[] permuted(int[] values, int[] order) {
        int[] permuted = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            permuted[i] = values[order[i]];
        }
        return permuted;
    }

    private static String text(int[] labels) {
        StringBuilder text = new StringBuilder();
        for (int label : labels) {
            text.append(label);
        }
        return text.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of one of two models that are paired. What is compared millions of times is numbers,
 * the same in both models for the same, as a file may call things by megabytes.
 */
final class MatchingSide {
    /** What is no place, or no partner. */
    static final int NONE = -1;

    private static final int UNKNOWN = 0;

    /** For each tensor, the place of its partner in the other model, or none. */
    final int[] partners;

    private final List<Weight> weights;
    private final int[] shapes;
    private final int[] kinds;
    private final int[] roles;
    private final int[] operands;
    private final int[] names;
    private final Map<Integer, Integer> named = new HashMap<>();

    /**
     * Of a model's tensors.
     *
     * @param numbers numbers for shapes and words so far, shared by both sides
     */
    MatchingSide(List<Weight> weights, Map<Object, Integer> numbers) {
        this.weights = weights;
        partners = new int[weights.size()];
        Arrays.fill(partners, NONE);
        shapes = weights.stream().mapToInt(w -> number(w.shape(), numbers)).toArray();
        kinds = weights.stream().mapToInt(w -> number(w.kind(), numbers)).toArray();
        roles = weights.stream().mapToInt(w -> number(w.use().role(), numbers)).toArray();
        operands = weights.stream().mapToInt(w -> number(w.use().operand(), numbers)).toArray();
        names = weights.stream().mapToInt(w -> number(w.tensor().name(), numbers)).toArray();
        for (int i = 0; i < names.length; i++) {
            named.put(names[i], i);
        }
    }

    private static int number(@Nullable Object of, Map<Object, Integer> numbers) {
        return of == null ? UNKNOWN : numbers.computeIfAbsent(of, key -> numbers.size() + 1);
    }

    int size() {
        return partners.length;
    }

    Weight get(int place) {
        return weights.get(place);
    }

    /** A number for the tensor's name. */
    int name(int place) {
        return names[place];
    }

    /** The place of the tensor of a name, given by its number. */
    int named(int name) {
        return named.getOrDefault(name, NONE);
    }

    int layer(int place) {
        return weights.get(place).use().layer();
    }

    boolean isLeft(int place) {
        return partners[place] == NONE;
    }

    /** Whether a tensor may be to its model what another is to the other, as far as graphs tell. */
    boolean mayBe(int place, MatchingSide other, int otherPlace) {
        return shapes[place] == other.shapes[otherPlace]
                && kinds[place] != UNKNOWN
                && kinds[place] == other.kinds[otherPlace]
                && isOfOneUse(
                        roles[place],
                        operands[place],
                        other.roles[otherPlace],
                        other.operands[otherPlace]);
    }

    /** An operator that is not known may be any, but for another that is not known. */
    private static boolean isOfOneUse(int role, int operand, int otherRole, int otherOperand) {
        if (role != UNKNOWN && otherRole != UNKNOWN) {
            return role == otherRole;
        }
        return role != UNKNOWN
                || otherRole != UNKNOWN
                || operand == otherOperand
                || operand == UNKNOWN
                || otherOperand == UNKNOWN;
    }

    /** The places of the settings of operators, or of all else. */
    int[] places(boolean settings) {
        return IntStream.range(0, size())
                .filter(i -> weights.get(i).isSetting() == settings)
                .toArray();
    }

    /** The places of what is left, by layer. */
    Map<Integer, List<Integer>> leftByLayer() {
        Map<Integer, List<Integer>> left = new HashMap<>();
        for (int i = 0; i < partners.length; i++) {
            if (isLeft(i)) {
                left.computeIfAbsent(layer(i), layer -> new ArrayList<>()).add(i);
            }
        }
        return left;
    }

    /** What is left at some places, by shape and kind alone and by role too. */
    Set<List<Integer>> left(int[] places) {
        Set<List<Integer>> left = new HashSet<>();
        for (int i : places) {
            if (isLeft(i)) {
                left.add(List.of(shapes[i], kinds[i]));
                left.add(List.of(shapes[i], kinds[i], roles[i]));
            }
        }
        return left;
    }

    /** Whether something that is left in the other model may as well belong to a tensor. */
    boolean isAmong(Set<List<Integer>> left, int place) {
        int shape = shapes[place];
        int kind = kinds[place];
        return roles[place] == UNKNOWN
                ? left.contains(List.of(shape, kind))
                : left.contains(List.of(shape, kind, roles[place]))
                        || left.contains(List.of(shape, kind, UNKNOWN));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds out which tensors of two models belong together, in three steps. Names that a person gave
 * are taken at their word. Around those, a layer that has one such tensor is the same layer in both
 * models, and so are the others that it takes. What is left goes by the order in which tensors of
 * its shape and use come along both graphs; names that an exporter made up choose only among pairs
 * of which the graphs allow as many.
 */
final class Matching {
    private static final int NONE = -1;

    private final List<Weight> a;
    private final List<Weight> b;
    private final int[] ofA;
    private final int[] ofB;
    private final int[] keysA;
    private final int[] keysB;
    private final Map<String, Integer> namesA;
    private final Map<String, Integer> namesB;
    private final BitSet doubtful = new BitSet();

    private Matching(List<Weight> a, List<Weight> b) {
        this.a = a;
        this.b = b;
        ofA = new int[a.size()];
        ofB = new int[b.size()];
        Arrays.fill(ofA, NONE);
        Arrays.fill(ofB, NONE);
        Map<List<Integer>, Integer> keys = new HashMap<>();
        keysA = keys(a, keys);
        keysB = keys(b, keys);
        namesA = names(a);
        namesB = names(b);
    }

    /** Pairs the tensors of two models, each in the order in which its graph uses them. */
    static Matching of(List<Weight> a, List<Weight> b) {
        Matching matching = new Matching(a, b);
        matching.byName();
        matching.byLayer();
        matching.byPlace();
        if (!matching.doubtful.isEmpty()) {
            // Layers of which another tensor is certain decide some.
            matching.doubtful.stream().forEach(matching::part);
            matching.byLayer();
            matching.byPlace();
        }
        return matching;
    }

    /** The place in b of what belongs to a tensor of a; below 0 if there is none. */
    int partner(int place) {
        return ofA[place];
    }

    /** Whether another tensor may as well belong to that of a. */
    boolean isDoubtful(int place) {
        return doubtful.get(place);
    }

    /** Whether nothing of a belongs to a tensor of b. */
    boolean isLeft(int place) {
        return ofB[place] == NONE;
    }

    /** A number for each shape, the same for the same shape. */
    private static int[] keys(List<Weight> weights, Map<List<Integer>, Integer> keys) {
        return weights.stream()
                .mapToInt(w -> keys.computeIfAbsent(w.shape(), shape -> keys.size()))
                .toArray();
    }

    private static Map<String, Integer> names(List<Weight> weights) {
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < weights.size(); i++) {
            names.put(weights.get(i).tensor().name(), i);
        }
        return names;
    }

    private String nameOfA(int i) {
        return a.get(i).tensor().name();
    }

    private String nameOfB(int j) {
        return b.get(j).tensor().name();
    }

    private boolean mayBe(int i, int j) {
        return keysA[i] == keysB[j] && a.get(i).mayBe(b.get(j));
    }

    private void pair(int i, int j) {
        ofA[i] = j;
        ofB[j] = i;
    }

    private void part(int i) {
        ofB[ofA[i]] = NONE;
        ofA[i] = NONE;
    }

    private void byName() {
        for (int i = 0; i < ofA.length; i++) {
            Integer j = namesB.get(nameOfA(i));
            if (j != null && !MadeUpNames.has(nameOfA(i))) {
                pair(i, j);
            }
        }
    }

    /** Pairs what is left of layers of which a pair is known, where there is but one choice. */
    private void byLayer() {
        Map<Integer, Set<Integer>> layersB = new HashMap<>();
        Map<Integer, Set<Integer>> layersA = new HashMap<>();
        for (int i = 0; i < ofA.length; i++) {
            if (ofA[i] != NONE && mayBe(i, ofA[i])) {
                int layerA = a.get(i).use().layer();
                int layerB = b.get(ofA[i]).use().layer();
                layersB.computeIfAbsent(layerA, layer -> new HashSet<>()).add(layerB);
                layersA.computeIfAbsent(layerB, layer -> new HashSet<>()).add(layerA);
            }
        }
        Map<Integer, List<Integer>> leftA = left(a, ofA);
        Map<Integer, List<Integer>> leftB = left(b, ofB);
        leftA.forEach(
                (layerA, places) -> {
                    Set<Integer> found = layersB.getOrDefault(layerA, Set.of());
                    for (int layerB : found) {
                        Set<Integer> back = layersA.getOrDefault(layerB, Set.of());
                        if (found.size() == 1 && back.size() == 1 && layerA >= 0 && layerB >= 0) {
                            onlyChoices(places, leftB.getOrDefault(layerB, List.of()));
                        }
                    }
                });
    }

    /** The places of what is left, by layer. */
    private static Map<Integer, List<Integer>> left(List<Weight> weights, int[] partners) {
        Map<Integer, List<Integer>> left = new HashMap<>();
        for (int i = 0; i < partners.length; i++) {
            if (partners[i] == NONE) {
                int layer = weights.get(i).use().layer();
                left.computeIfAbsent(layer, key -> new ArrayList<>()).add(i);
            }
        }
        return left;
    }

    private void onlyChoices(List<Integer> left, List<Integer> right) {
        for (int i : left) {
            List<Integer> choices = right.stream().filter(j -> mayBe(i, j)).toList();
            if (choices.size() == 1) {
                int j = choices.get(0);
                if (left.stream().filter(other -> mayBe(other, j)).count() == 1) {
                    pair(i, j);
                }
            }
        }
    }

    /** Pairs what is left by the order along the graphs, settings of operators by themselves. */
    private void byPlace() {
        doubtful.clear();
        byPlace(weight -> !weight.isSetting());
        byPlace(Weight::isSetting);
    }

    private void byPlace(Predicate<Weight> which) {
        int[] placesA = places(a, which);
        int[] placesB = places(b, which);
        if (Arrays.stream(placesA).noneMatch(i -> ofA[i] == NONE)
                || Arrays.stream(placesB).noneMatch(j -> ofB[j] == NONE)) {
            return;
        }
        int[] partners =
                Alignment.of(
                        placesA.length,
                        placesB.length,
                        (i, j) -> points(placesA[i], placesB[j]),
                        (i, j) -> isNamedNowhereElse(placesA[i], placesB[j]));
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < partners.length; i++) {
            if (partners[i] != NONE && ofA[placesA[i]] == NONE) {
                pair(placesA[i], placesB[partners[i]]);
                found.add(placesA[i]);
            }
        }
        Map<Integer, List<Integer>> leftA = byShape(placesA, ofA, keysA);
        Map<Integer, List<Integer>> leftB = byShape(placesB, ofB, keysB);
        for (int i : found) {
            int j = ofA[i];
            boolean otherA =
                    leftA.getOrDefault(keysA[i], List.of()).stream().anyMatch(k -> mayBe(k, j));
            boolean otherB =
                    leftB.getOrDefault(keysA[i], List.of()).stream().anyMatch(k -> mayBe(i, k));
            if (otherA || otherB) {
                doubtful.set(i);
            }
        }
    }

    private static int[] places(List<Weight> weights, Predicate<Weight> which) {
        return IntStream.range(0, weights.size()).filter(i -> which.test(weights.get(i))).toArray();
    }

    private static Map<Integer, List<Integer>> byShape(int[] places, int[] partners, int[] keys) {
        return Arrays.stream(places)
                .filter(i -> partners[i] == NONE)
                .boxed()
                .collect(Collectors.groupingBy(i -> keys[i]));
    }

    private int points(int i, int j) {
        if (ofA[i] != NONE || ofB[j] != NONE) {
            return ofA[i] == j ? 0 : NONE;
        }
        if (!mayBe(i, j)) {
            return NONE;
        }
        return nameOfA(i).equals(nameOfB(j)) ? 1 : 0;
    }

    private boolean isNamedNowhereElse(int i, int j) {
        return ofA[i] == j
                || nameOfA(i).equals(nameOfB(j))
                || (!namesA.containsKey(nameOfB(j)) && !namesB.containsKey(nameOfA(i)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds out which tensors of two models belong together, in three steps. Names that a person gave
 * are taken at their word. Around those, a layer that has one such tensor is the same layer in both
 * models, and so are the others that it takes. What is left goes by the order in which tensors of
 * its shape and use come along both graphs; names that an exporter made up choose only among pairs
 * of which the graphs allow as many.
 */
final class Matching {
    /** More tensors than any node takes, in pairs: a file can have a million in one. */
    private static final long MOST_CHOICES = 1 << 20;

    private final MatchingSide a;
    private final MatchingSide b;
    private final BitSet doubtful = new BitSet();
    private final BitSet contradicted = new BitSet();

    private Matching(List<Weight> a, List<Weight> b) {
        Map<Object, Integer> numbers = new HashMap<>();
        this.a = new MatchingSide(a, numbers);
        this.b = new MatchingSide(b, numbers);
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
        matching.contradict();
        return matching;
    }

    /** The place in b of what belongs to a tensor of a; below 0 if there is none. */
    int partner(int place) {
        return a.partners[place];
    }

    /** Whether another tensor may as well belong to that of a. */
    boolean isDoubtful(int place) {
        return doubtful.get(place);
    }

    /** Whether the order along the graphs pairs more than names do, and a tensor of a otherwise. */
    boolean isContradicted(int place) {
        return contradicted.get(place);
    }

    /** Whether nothing of a belongs to a tensor of b. */
    boolean isLeft(int place) {
        return b.isLeft(place);
    }

    private void pair(int i, int j) {
        a.partners[i] = j;
        b.partners[j] = i;
    }

    private void part(int i) {
        b.partners[a.partners[i]] = MatchingSide.NONE;
        a.partners[i] = MatchingSide.NONE;
    }

    private void byName() {
        for (int i = 0; i < a.size(); i++) {
            int j = b.named(a.name(i));
            if (j != MatchingSide.NONE && !MadeUpNames.has(a.get(i).tensor().name())) {
                pair(i, j);
            }
        }
    }

    /** Pairs what is left of layers of which a pair is known, where there is but one choice. */
    private void byLayer() {
        Map<Integer, Set<Integer>> layersB = new HashMap<>();
        Map<Integer, Set<Integer>> layersA = new HashMap<>();
        for (int i = 0; i < a.size(); i++) {
            int j = a.partners[i];
            if (j != MatchingSide.NONE && a.mayBe(i, b, j) && a.layer(i) >= 0 && b.layer(j) >= 0) {
                layersB.computeIfAbsent(a.layer(i), layer -> new HashSet<>()).add(b.layer(j));
                layersA.computeIfAbsent(b.layer(j), layer -> new HashSet<>()).add(a.layer(i));
            }
        }
        Map<Integer, List<Integer>> leftA = a.leftByLayer();
        Map<Integer, List<Integer>> leftB = b.leftByLayer();
        layersB.forEach(
                (layerA, found) -> {
                    int layerB = found.iterator().next();
                    boolean one = found.size() == 1 && Set.of(layerA).equals(layersA.get(layerB));
                    if (one && leftA.containsKey(layerA) && leftB.containsKey(layerB)) {
                        onlyChoices(leftA.get(layerA), leftB.get(layerB));
                    }
                });
    }

    private void onlyChoices(List<Integer> left, List<Integer> right) {
        if ((long) left.size() * right.size() > MOST_CHOICES) {
            return;
        }
        for (int i : left) {
            List<Integer> choices = right.stream().filter(j -> a.mayBe(i, b, j)).toList();
            if (choices.size() == 1) {
                int j = choices.get(0);
                if (left.stream().filter(other -> a.mayBe(other, b, j)).count() == 1) {
                    pair(i, j);
                }
            }
        }
    }

    /** Pairs what is left by the order along the graphs, settings of operators by themselves. */
    private void byPlace() {
        doubtful.clear();
        byPlace(a.places(false), b.places(false));
        byPlace(a.places(true), b.places(true));
    }

    private void byPlace(int[] placesA, int[] placesB) {
        if (IntStream.of(placesA).noneMatch(a::isLeft)
                || IntStream.of(placesB).noneMatch(b::isLeft)) {
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
            if (partners[i] != MatchingSide.NONE && a.isLeft(placesA[i])) {
                pair(placesA[i], placesB[partners[i]]);
                found.add(placesA[i]);
            }
        }
        Set<List<Integer>> leftA = a.left(placesA);
        Set<List<Integer>> leftB = b.left(placesB);
        for (int i : found) {
            if (a.isAmong(leftB, i) || b.isAmong(leftA, a.partners[i])) {
                doubtful.set(i);
            }
        }
    }

    /**
     * Looks how the order along the graphs alone would pair what names have paired. Names can be no
     * more than positions, as nn.Sequential's are: with a module more in front of it, every layer
     * has the name of the one before. Then the order pairs more than names do, which leave something
     * over in both models.
     */
    private void contradict() {
        int[] placesA = a.places(false);
        int[] placesB = b.places(false);
        if (IntStream.of(placesA).noneMatch(a::isLeft)
                || IntStream.of(placesB).noneMatch(b::isLeft)) {
            return;
        }
        int[] partners =
                Alignment.of(
                        placesA.length,
                        placesB.length,
                        (i, j) ->
                                !a.mayBe(placesA[i], b, placesB[j])
                                        ? MatchingSide.NONE
                                        : a.partners[placesA[i]] == placesB[j] ? 1 : 0,
                        (i, j) -> a.partners[placesA[i]] == placesB[j]);
        long paired = IntStream.of(placesA).filter(this::isPairedAlike).count();
        if (IntStream.of(partners).filter(j -> j != MatchingSide.NONE).count() <= paired) {
            return;
        }
        for (int i = 0; i < partners.length; i++) {
            if (partners[i] != MatchingSide.NONE
                    && !a.isLeft(placesA[i])
                    && a.partners[placesA[i]] != placesB[partners[i]]) {
                contradicted.set(placesA[i]);
            }
        }
    }

    /** Whether a tensor of a has a partner of its shape and use. */
    private boolean isPairedAlike(int i) {
        return !a.isLeft(i) && a.mayBe(i, b, a.partners[i]);
    }

    private int points(int i, int j) {
        if (!a.isLeft(i) || !b.isLeft(j)) {
            return a.partners[i] == j ? 0 : MatchingSide.NONE;
        }
        if (!a.mayBe(i, b, j)) {
            return MatchingSide.NONE;
        }
        return a.name(i) == b.name(j) ? 1 : 0;
    }

    private boolean isNamedNowhereElse(int i, int j) {
        int named = b.named(a.name(i));
        return a.partners[i] == j
                || named == j
                || (named == MatchingSide.NONE && a.named(b.name(j)) == MatchingSide.NONE);
    }
}

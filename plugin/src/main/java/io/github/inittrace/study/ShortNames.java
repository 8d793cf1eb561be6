// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names for runs out of what differs between them, in short words: {@code 64,64 · rate 0.5 · seed
 * 2}. A setting is called by the last part of its name, or not at all where its value says enough.
 * What is empty is left out, or said not to be there if it has no name. Immutable.
 */
public final class ShortNames {
    /** Words that people use; none for values that speak for themselves. */
    private static final Map<String, String> USUAL =
            Map.ofEntries(
                    Map.entry("hiddenLayers", ""),
                    Map.entry("hidden", ""),
                    Map.entry("trainer", ""),
                    Map.entry("tensors", ""),
                    Map.entry("optimiser", ""),
                    Map.entry("initialiser", ""),
                    Map.entry("init", ""),
                    Map.entry("activation", ""),
                    Map.entry("dataset", ""),
                    Map.entry("learningRate", "rate"),
                    Map.entry("learning-rate", "rate"),
                    Map.entry("batchSize", "batch"));

    private final Map<String, String> words;

    private ShortNames(Map<String, String> words) {
        this.words = words;
    }

    /**
     * For runs that are compared.
     *
     * @param runs the settings of each that not all have with the same value
     */
    public static ShortNames of(List<Map<String, String>> runs) {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(settings -> names.addAll(settings.keySet()));
        names.removeIf(name -> followsFromOwner(name, names, runs));
        Map<String, Integer> uses = new HashMap<>();
        names.forEach(name -> uses.merge(word(name), 1, Integer::sum));
        Map<String, String> words = new LinkedHashMap<>();
        for (String name : names) {
            boolean isClear = word(name).isEmpty() || uses.getOrDefault(word(name), 0) == 1;
            words.put(name, isClear ? word(name) : spaced(name));
        }
        return new ShortNames(words);
    }

    /** What is different about a run; empty where there is nothing to say. */
    public String label(Map<String, String> settings) {
        List<String> parts = new ArrayList<>();
        settings.forEach(
                (name, value) -> {
                    String word = words.get(name);
                    String bare = value.replaceAll("^\\[|]$", "");
                    if (word != null && !bare.isEmpty()) {
                        parts.add(part(word, bare));
                    } else if (word != null && word.isEmpty()) {
                        parts.add("no " + spaced(name));
                    }
                });
        return String.join(" · ", parts);
    }

    private static String part(String word, String value) {
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true") ? word : "no " + word;
        }
        String shown = Settings.shown(value);
        return word.isEmpty() ? shown : word + " " + shown;
    }

    /** Whether runs have a part of a component, such as Adam's, or have no such component. */
    private static boolean followsFromOwner(
            String name, Set<String> names, List<Map<String, String>> runs) {
        int dot = name.lastIndexOf('.');
        return dot > 0
                && names.contains(name.substring(0, dot))
                && runs.stream()
                                .filter(s -> s.containsKey(name))
                                .map(s -> s.get(name))
                                .distinct()
                                .count()
                        == 1;
    }

    private static String word(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return USUAL.getOrDefault(last, spaced(last));
    }

    /** A name in words: {@code weightDecay} is "weight decay". */
    private static String spaced(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("[.-]", " ")
                .toLowerCase(Locale.ROOT);
    }
}

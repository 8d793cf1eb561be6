// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.text.ShortText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was set for a run, as short texts that can be held against those of other runs. */
public final class Settings {
    /** What is not in the configuration, in the order in which labels name it. */
    private static final String TRAINER = "trainer";

    private static final String SIZES = "tensors";

    /** The letter of a data set. */
    static final String DATA = "data";

    private static final int LONGEST_VALUE = 48;

    private Settings() {}

    /** Every setting of a run, by name: trainer, shape and data first, then the configuration. */
    static Map<String, String> of(RunRecord run) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(TRAINER, simple(run.trainer()));
        settings.put(DATA, data(run));
        new TreeMap<>(run.configuration())
                .forEach(
                        (name, value) -> {
                            // Which interface a nested object implements follows from its class.
                            if (!name.endsWith("host-short-name")) {
                                settings.put(name, text(value));
                            }
                        });
        settings.put(SIZES, sizes(run));
        return settings;
    }

    /**
     * The names of the settings that do not have one value in all runs. The shape of the network is
     * one only where no other setting of the trainer is: it follows from these.
     */
    static Set<String> differing(Collection<Map<String, String>> runs) {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(settings -> names.addAll(settings.keySet()));
        names.removeIf(
                name -> runs.stream().map(s -> s.getOrDefault(name, "")).distinct().count() == 1);
        if (names.stream().anyMatch(name -> !isSeed(name) && !name.equals(SIZES))) {
            names.remove(SIZES);
        }
        return names;
    }

    /**
     * What differs between runs but for seeds.
     *
     * @param runs the runs
     * @return the values of each such setting, in the order of the runs, those of data as letters
     */
    public static Map<String, List<String>> differences(List<RunRecord> runs) {
        List<Map<String, String>> all = new ArrayList<>();
        runs.forEach(run -> all.add(of(run)));
        nameData(all);
        Map<String, List<String>> differences = new LinkedHashMap<>();
        for (String name : differing(all)) {
            if (!isSeed(name)) {
                differences.put(
                        name,
                        all.stream().map(s -> shown(s.getOrDefault(name, ""))).distinct().toList());
            }
        }
        return differences;
    }

    /** Whether a setting starts a random generator and means nothing else. */
    public static boolean isSeed(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.equalsIgnoreCase("seed") || last.endsWith("-seed") || last.endsWith("Seed");
    }

    /**
     * What tells a data set from others: its hashes; where it has none, all that is said of it but
     * for places, times and versions.
     */
    static String identity(DataRecord data) {
        Map<String, String> known = new TreeMap<>();
        Map<String, String> hashes = new TreeMap<>();
        data.provenance()
                .forEach(
                        (name, value) -> {
                            String lower = name.toLowerCase(Locale.ROOT);
                            if (lower.contains("hash") || lower.contains("sha")) {
                                hashes.put(lower, value);
                            }
                            if (!lower.matches(".*(path|file|time|version|directory).*")) {
                                known.put(lower, value);
                            }
                        });
        return data.examples() + " " + (hashes.isEmpty() ? known : hashes.values());
    }

    private static String data(RunRecord run) {
        List<String> sets = new ArrayList<>(List.of(identity(run.training())));
        run.validation().forEach(set -> sets.add(set.name() + " " + identity(set)));
        return run.features() + " " + run.outputs() + " " + sets;
    }

    /** Sets of data are long texts: each gets a letter, in the order of the runs. */
    static void nameData(List<Map<String, String>> runs) {
        List<String> known = runs.stream().map(s -> s.getOrDefault(DATA, "")).distinct().toList();
        runs.forEach(s -> s.compute(DATA, (name, data) -> letter(known.indexOf(data))));
    }

    private static String letter(int index) {
        String last = String.valueOf((char) ('A' + index % 26));
        return index < 26 ? last : letter(index / 26 - 1) + last;
    }

    private static String sizes(RunRecord run) {
        return run.architecture().stream()
                .map(TensorShape::shape)
                .map(String::valueOf)
                .collect(Collectors.joining(" "))
                .replace(", ", "x");
    }

    /** A class without its package, a list without blanks. */
    private static String text(String value) {
        String tight = value.replace(", ", ",");
        return tight.matches("([a-z_][a-z0-9_]*\\.)+[A-Z]\\w*") ? simple(tight) : tight;
    }

    /** A value for people: the end of what is long, and a word for what is empty. */
    public static String shown(String value) {
        if (value.isEmpty()) {
            return "none";
        }
        return ShortText.endOf(value, LONGEST_VALUE);
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** Settings without those that start a random generator, in the same order. */
    static Map<String, String> withoutSeeds(Map<String, String> settings) {
        Map<String, String> others = new LinkedHashMap<>(settings);
        others.keySet().removeIf(Settings::isSeed);
        return others;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.sweep.SweepAxis;
import io.github.inittrace.sweep.SweepGroup;
import io.github.inittrace.sweep.SweepRecord;
import io.github.inittrace.text.SafeText;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which groups of a sweep a rule is about: those with one of the values of each setting.
 *
 * @param values the values of settings that vary, by the name of the setting or its axis; empty for
 *     all groups
 * @param place where it stands
 */
record GroupChoice(Map<String, List<String>> values, RuleLocation place) {
    static final String KEY = "where";

    GroupChoice {
        values = new LinkedHashMap<>(values);
    }

    /** All groups, for a rule that stands at a place. */
    static GroupChoice all(RuleLocation place) {
        return new GroupChoice(Map.of(), place);
    }

    /** Reads it from the fields of a rule. */
    static GroupChoice of(RuleFields fields) throws BrokenRulesException {
        return fields.has(KEY)
                ? new GroupChoice(fields.choice(KEY), fields.at(KEY))
                : all(fields.place());
    }

    /**
     * The groups that are meant.
     *
     * @param sweep the sweep, whose settings count
     * @param groups its groups
     * @throws BrokenRulesException if a setting does not vary, or there is no group of such values
     */
    Set<SweepGroup> groups(SweepRecord sweep, List<SweepGroup> groups) throws BrokenRulesException {
        Set<SweepGroup> meant = new LinkedHashSet<>(groups);
        for (Map.Entry<String, List<String>> wanted : values.entrySet()) {
            String key = wanted.getKey();
            requireKnown(key, sweep);
            for (String value : wanted.getValue()) {
                requireThere(key, value, groups);
            }
            meant.removeIf(
                    group ->
                            wanted.getValue().stream()
                                    .noneMatch(v -> isSame(v, value(key, group))));
        }
        if (meant.isEmpty()) {
            throw place.broken("no group of the sweep has all of these values; remove some");
        }
        return meant;
    }

    private void requireKnown(String key, SweepRecord sweep) throws BrokenRulesException {
        Set<String> known = new LinkedHashSet<>();
        for (SweepAxis axis : sweep.axes()) {
            if (axis.isSeed() && (axis.name().equals(key) || axis.settings().contains(key))) {
                throw place.broken(
                        "expected a setting that tells groups apart, found '"
                                + SafeText.of(key)
                                + "', in which the runs of a group differ; remove it");
            }
            if (!axis.isSeed()) {
                known.add(axis.name());
                known.addAll(axis.settings());
            }
        }
        if (!known.contains(key)) {
            throw place.broken(
                    "expected a setting that varies in the sweep"
                            + (known.isEmpty()
                                    ? ", of which there is none"
                                    : ": " + String.join(", ", known))
                            + "; found '"
                            + SafeText.of(key)
                            + "'");
        }
    }

    private void requireThere(String key, String wanted, List<SweepGroup> groups)
            throws BrokenRulesException {
        List<String> there = groups.stream().map(group -> value(key, group)).distinct().toList();
        if (there.stream().noneMatch(value -> isSame(wanted, value))) {
            throw place.broken(
                    "no group of the sweep has "
                            + SafeText.of(key)
                            + " "
                            + SafeText.of(wanted)
                            + "; expected one of "
                            + SafeText.of(String.join(" or ", there)));
        }
    }

    private static String value(String key, SweepGroup group) {
        String ofAxis = group.values().get(key);
        return ofAxis == null ? group.runs().get(0).run().settings().getOrDefault(key, "") : ofAxis;
    }

    private static boolean isSame(String one, String other) {
        return canonical(one).equals(canonical(other));
    }

    /** Equal for values that mean the same: {@code 0.10} and {@code 1e-1}, {@code 64, 64}. */
    static String canonical(String value) {
        String tight = value.strip().replaceAll(",\\s+", ",");
        return RuleFields.NUMBER.matcher(tight).matches()
                ? String.valueOf(Double.parseDouble(tight))
                : tight;
    }
}

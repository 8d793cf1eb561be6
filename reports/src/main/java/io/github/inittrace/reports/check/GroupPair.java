// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.Settings;
import io.github.inittrace.sweep.SweepAxis;
import io.github.inittrace.sweep.SweepGroup;
import io.github.inittrace.sweep.SweepRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group of a sweep and the one of the baseline that has the same values of all settings that vary
 * in one of them, seeds left out.
 *
 * @param own the group
 * @param baseline that of the baseline; null if it has none, or there is none
 */
record GroupPair(SweepGroup own, @Nullable SweepGroup baseline) {
    private static final int NAMED = 3;

    /** Whether both have a finished run. */
    boolean isComparable() {
        return baseline != null && !own.finished().isEmpty() && !baseline.finished().isEmpty();
    }

    /** The groups of a sweep without baseline. */
    static List<GroupPair> of(SweepRecord sweep) {
        return sweep.groups().stream().map(own -> new GroupPair(own, null)).toList();
    }

    /**
     * The groups of a sweep, in its order.
     *
     * @param remarks takes a sentence on groups that only one has
     * @throws IOException if they have no group in common; one sentence
     */
    static List<GroupPair> of(SweepRecord sweep, SweepRecord baseline, List<String> remarks)
            throws IOException {
        Set<String> varied = new LinkedHashSet<>();
        for (SweepRecord one : List.of(sweep, baseline)) {
            one.axes().stream()
                    .map(SweepAxis::settings)
                    .flatMap(List::stream)
                    .filter(setting -> !Settings.isSeed(setting))
                    .forEach(varied::add);
        }
        Map<Map<String, String>, SweepGroup> others = new LinkedHashMap<>();
        baseline.groups().forEach(group -> others.put(values(group, varied), group));
        List<GroupPair> pairs = new ArrayList<>();
        for (SweepGroup group : sweep.groups()) {
            pairs.add(new GroupPair(group, others.remove(values(group, varied))));
        }
        List<SweepGroup> alone =
                pairs.stream().filter(pair -> pair.baseline == null).map(GroupPair::own).toList();
        if (alone.size() == pairs.size()) {
            throw new IOException(
                    "expected a baseline with groups of the sweep's settings ("
                            + String.join(", ", varied)
                            + "), found none in "
                            + baseline.folder()
                            + ", so there is nothing to compare; name a sweep of the same plan");
        }
        addAlone(remarks, "sweep", alone);
        addAlone(remarks, "baseline", List.copyOf(others.values()));
        return pairs;
    }

    private static Map<String, String> values(SweepGroup group, Set<String> settings) {
        Map<String, String> own = group.runs().get(0).run().settings();
        Map<String, String> values = new LinkedHashMap<>();
        for (String setting : settings) {
            values.put(setting, GroupChoice.canonical(own.getOrDefault(setting, "")));
        }
        return values;
    }

    private static void addAlone(List<String> remarks, String owner, List<SweepGroup> groups) {
        if (groups.isEmpty()) {
            return;
        }
        List<String> named = groups.stream().limit(NAMED).map(GroupPair::name).toList();
        boolean isOne = groups.size() == 1;
        remarks.add(
                "only the "
                        + owner
                        + " has the "
                        + (isOne ? "group " : "groups ")
                        + String.join("; ", named)
                        + (groups.size() > NAMED ? " and " + (groups.size() - NAMED) + " more" : "")
                        + ", so "
                        + (isOne ? "it is" : "they are")
                        + " not compared");
    }

    private static String name(SweepGroup group) {
        return group.label().isEmpty() ? "of all its runs" : group.label();
    }
}

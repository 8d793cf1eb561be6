// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.data.LoadedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * In which order runs are trained: what is long early, so that no worker is left alone with it at
 * the end, and one data set after the other, so that few are in memory at a time.
 *
 * @param units all of them
 * @param work about how much each run is, by its name; empty if that is not known
 */
record UnitOrder(List<SweepUnit> units, Map<String, Double> work) {
    /**
     * Of the runs that are left.
     *
     * @param data counts on them from here on. No more of it is loaded than it takes to know the
     *     sizes of one set, which those of others are taken to be about
     * @param stop whether to load nothing any more
     */
    static UnitOrder of(Sweep sweep, List<SweepRun> left, LoadedDataCache data, StopSignal stop) {
        left.forEach(run -> data.expect(sweep.facts(run)));
        Map<String, Double> work = new TreeMap<>();
        LoadedData sizes = first(sweep, left, data, stop);
        if (sizes != null) {
            for (SweepRun run : left) {
                work.put(run.name(), sweep.facts(run).work(sizes));
            }
        }
        Map<String, List<SweepUnit>> bySet = new LinkedHashMap<>();
        sweep.units(left).stream()
                .sorted(Comparator.comparing(unit -> -work(unit, work)))
                .forEach(
                        unit -> {
                            String set = sweep.facts(unit.runs().get(0)).data(); // that of all
                            bySet.computeIfAbsent(set, any -> new ArrayList<>()).add(unit);
                        });
        return new UnitOrder(bySet.values().stream().flatMap(List::stream).toList(), work);
    }

    private static double work(SweepUnit unit, Map<String, Double> work) {
        return unit.runs().stream().mapToDouble(run -> work.getOrDefault(run.name(), 0.0)).sum();
    }

    /** The first data set that can be loaded. */
    private static @Nullable LoadedData first(
            Sweep sweep, List<SweepRun> left, LoadedDataCache data, StopSignal stop) {
        Map<String, SweepRun> firstOn = new LinkedHashMap<>();
        left.forEach(run -> firstOn.putIfAbsent(sweep.facts(run).data(), run));
        for (SweepRun run : firstOn.values()) {
            if (stop.isRequested()) {
                return null;
            }
            try {
                return data.of(sweep.facts(run), () -> sweep.job(run));
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                // The cache remembers it: the runs on it fail when it is their turn, and say why.
            }
        }
        return null;
    }
}

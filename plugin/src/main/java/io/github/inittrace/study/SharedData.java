// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which runs used the same data: figures on other data cannot be compared. Stateless. */
public final class SharedData {
    private SharedData() {}

    /**
     * Groups runs by their data.
     *
     * @param runs the runs
     * @return for the training set, named {@code training}, and each validation set, named in
     *     quotes, the indices of the runs that have it, in a group for each content; a set with one
     *     group is the same in all of them
     */
    public static Map<String, List<List<Integer>>> groups(List<RunRecord> runs) {
        Map<String, Map<String, List<Integer>>> sets = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            RunRecord run = runs.get(i);
            Map<String, DataRecord> all = new LinkedHashMap<>();
            all.put("training", run.training());
            run.validation().forEach(data -> all.put("'" + data.name() + "'", data));
            String shape = run.features() + " " + run.outputs() + " ";
            for (Map.Entry<String, DataRecord> set : all.entrySet()) {
                sets.computeIfAbsent(set.getKey(), any -> new LinkedHashMap<>())
                        .computeIfAbsent(
                                shape + Settings.identity(set.getValue()), any -> new ArrayList<>())
                        .add(i);
            }
        }
        Map<String, List<List<Integer>>> groups = new LinkedHashMap<>();
        sets.forEach((set, contents) -> groups.put(set, List.copyOf(contents.values())));
        return groups;
    }
}

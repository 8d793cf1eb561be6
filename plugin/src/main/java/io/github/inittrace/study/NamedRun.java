// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.WatchedAlarms;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What is known of a run without its networks. Immutable.
 *
 * @param name what to call it, such as the name of its folder
 * @param run its description
 * @param history what was recorded, from epoch 0 on
 */
public record NamedRun(String name, RunRecord run, TrainingHistory history) {

    /** A run on disk, by the name of its folder. */
    public static NamedRun of(RunFolder folder) {
        Path name = folder.path().toAbsolutePath().normalize().getFileName();
        return new NamedRun(String.valueOf(name), folder.record(), folder.history());
    }

    /**
     * The kinds of alarms that could be raised, by their ids; none if the run was not watched. Runs
     * that are too old to say are taken to have been watched as usual.
     */
    public Set<String> watchedAlarms() {
        return watchedAlarms(run, history);
    }

    static Set<String> watchedAlarms(RunRecord run, TrainingHistory history) {
        WatchedAlarms recorded = run.alarms();
        if (recorded != null) {
            return Set.copyOf(recorded.kinds());
        }
        Set<String> kinds = new HashSet<>();
        if (history.last().alarms() != null) {
            AlarmSettings.defaults().kinds().forEach(kind -> kinds.add(kind.id()));
            history.alarms().forEach(alarm -> kinds.add(alarm.kind().id()));
        }
        return kinds;
    }
}

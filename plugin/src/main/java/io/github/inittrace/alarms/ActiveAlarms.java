// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Which alarms of one tensor are on, and those raised at the current sample. */
public final class ActiveAlarms {
    private final String tensor;
    private final Set<AlarmKind> watched;
    private final Set<AlarmKind> on = EnumSet.noneOf(AlarmKind.class);
    private final List<Alarm> raised = new ArrayList<>();

    public ActiveAlarms(String tensor, Set<AlarmKind> watched) {
        this.tensor = tensor;
        this.watched = watched;
    }

    public boolean isOn(AlarmKind kind) {
        return on.contains(kind);
    }

    /** Raises an alarm if its condition holds and has not held at the sample before. */
    public void update(
            AlarmKind kind, boolean holds, int epoch, Supplier<Map<String, Double>> figures) {
        if (!holds) {
            on.remove(kind);
        } else if (on.add(kind) && watched.contains(kind)) {
            raised.add(Alarm.of(kind, epoch, tensor, figures.get()));
        }
    }

    /** The alarms raised since the last call. */
    public List<Alarm> take() {
        List<Alarm> taken = List.copyOf(raised);
        raised.clear();
        return taken;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Series of distances and norms made by a formula, and what a monitor says of them. */
final class Synthetic {
    static final int SAMPLES = 150;
    static final int SERIES = 60;
    private static final AlarmSettings ALL = AlarmSettings.defaults().enable(AlarmKind.values());

    private Synthetic() {}

    /** A distance that starts at 0, with a norm that stays. */
    static List<Alarm> distance(int samples, IntToDoubleFunction distance) {
        return watch(ALL, samples, t -> t == 0 ? 0 : distance.applyAsDouble(t), t -> 10);
    }

    /** A norm, with a distance that goes on growing. */
    static List<Alarm> norm(int samples, IntToDoubleFunction norm) {
        return watch(ALL, samples, Math::sqrt, norm);
    }

    static List<Alarm> watch(
            AlarmSettings settings,
            int samples,
            IntToDoubleFunction distance,
            IntToDoubleFunction norm) {
        TensorMonitor monitor = new TensorMonitor("w", settings);
        List<Alarm> alarms = new ArrayList<>();
        for (int t = 0; t < samples; t++) {
            alarms.addAll(monitor.next(t, distance.applyAsDouble(t), norm.applyAsDouble(t)));
        }
        return alarms;
    }

    /** How many of 60 series raise a kind of alarm. */
    static long raising(AlarmKind kind, Maker maker) {
        long count = 0;
        for (int seed = 0; seed < SERIES; seed++) {
            List<Alarm> alarms = maker.alarms(new Random(1000 + seed));
            count += alarms.stream().anyMatch(alarm -> alarm.kind() == kind) ? 1 : 0;
        }
        return count;
    }

    static long of(List<Alarm> alarms, AlarmKind kind) {
        return alarms.stream().filter(alarm -> alarm.kind() == kind).count();
    }

    interface Maker {
        List<Alarm> alarms(Random random);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.Severity;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/** Alarms at which to stop training, for {@link InitTrace#stopWhen}. */
public final class Alarms {
    private Alarms() {}

    /** Every alarm that is watched for. */
    public static Predicate<Alarm> any() {
        return alarm -> true;
    }

    /** Alarms of these kinds; they must be watched for as well. */
    public static Predicate<Alarm> of(AlarmKind first, AlarmKind... more) {
        Set<AlarmKind> kinds = EnumSet.of(first, more);
        return alarm -> kinds.contains(alarm.kind());
    }

    /** Alarms of tensors that learn nothing any more: frozen ones, and values not finite. */
    public static Predicate<Alarm> untrainable() {
        return alarm -> alarm.severity() == Severity.FAILURE;
    }
}

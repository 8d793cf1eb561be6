// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.run.EpochRecord;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Ends training at an alarm, where the trainer can be stopped. */
final class AlarmStop {
    private static final Logger logger = Logger.getLogger(AlarmStop.class.getName());

    private AlarmStop() {}

    /** Says so at the start, if alarms are to stop a training that cannot be stopped. */
    static void warnIfDeaf(@Nullable Predicate<? super Alarm> stopWhen, TrainingStart<?> start) {
        if (stopWhen != null && !start.session().isStoppable()) {
            logger.warning(
                    () ->
                            start.provenance().getClassName()
                                    + " cannot be stopped: alarms are recorded, and training goes"
                                    + " on");
        }
    }

    /** Asks training to stop at the first alarm of this record that is to stop it, if any. */
    static @Nullable Alarm check(
            @Nullable Predicate<? super Alarm> stopWhen,
            EpochRecord epoch,
            TrainingSession<?> session) {
        List<Alarm> alarms = epoch.alarms();
        if (stopWhen == null || alarms == null || !session.isStoppable()) {
            return null;
        }
        for (Alarm alarm : alarms) {
            if (stopWhen.test(alarm)) {
                session.requestStop(reason(alarm));
                return alarm;
            }
        }
        return null;
    }

    /**
     * The alarm that ended training; null if none did.
     *
     * @param asked the alarm at which training was asked to stop; null if there was none
     * @param end how it ended: of several that ask, the first is heard
     */
    static @Nullable Alarm cause(@Nullable Alarm asked, TrainingEnd<?> end) {
        boolean isHeard =
                asked != null
                        && end.reason() == EndReason.STOPPED
                        && end.message().equals(reason(asked));
        return isHeard ? asked : null;
    }

    private static String reason(Alarm alarm) {
        return "alarm " + alarm.summary();
    }
}

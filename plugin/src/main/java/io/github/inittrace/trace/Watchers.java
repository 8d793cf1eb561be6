// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.run.EpochRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * Who is told while training goes on, what is watched for, and what ends training.
 *
 * @param listeners who is told what the trainer says
 * @param consumers who is handed records
 * @param alarms which alarms to watch for
 * @param stopWhen which of them end training, where the trainer can be stopped; null for none
 * @param logs where TensorBoard is to find the events of runs; null for nowhere
 */
record Watchers<T extends Output<T>>(
        List<TrainingListener<T>> listeners,
        List<Consumer<? super EpochRecord>> consumers,
        AlarmSettings alarms,
        @Nullable Predicate<? super Alarm> stopWhen,
        @Nullable Path logs) {
    private static final Logger logger = Logger.getLogger(Watchers.class.getName());

    /** Nobody, and the usual alarms. */
    static <T extends Output<T>> Watchers<T> none() {
        return new Watchers<>(List.of(), List.of(), AlarmSettings.defaults(), null, null);
    }

    Watchers<T> and(TrainingListener<T> listener) {
        return new Watchers<>(append(listeners, listener), consumers, alarms, stopWhen, logs);
    }

    Watchers<T> and(Consumer<? super EpochRecord> consumer) {
        return new Watchers<>(listeners, append(consumers, consumer), alarms, stopWhen, logs);
    }

    Watchers<T> of(AlarmSettings others) {
        return new Watchers<>(listeners, consumers, others, stopWhen, logs);
    }

    Watchers<T> stopWhen(Predicate<? super Alarm> alarm) {
        Predicate<? super Alarm> before = stopWhen;
        return new Watchers<>(
                listeners,
                consumers,
                alarms,
                before == null ? alarm : a -> before.test(a) || alarm.test(a),
                logs);
    }

    Watchers<T> logTo(Path folder) {
        return new Watchers<>(listeners, consumers, alarms, stopWhen, folder);
    }

    private static <E> List<E> append(List<E> list, E last) {
        List<E> longer = new ArrayList<>(list);
        longer.add(last);
        return List.copyOf(longer);
    }

    /** Says so at the start, if alarms or a figure are to stop a training that cannot be stopped. */
    void warnIfDeaf(TrainingStart<?> start, @Nullable EarlyStopping early) {
        if (stopWhen != null && !start.session().isStoppable()) {
            logger.warning(
                    () ->
                            start.provenance().getClassName()
                                    + " cannot be stopped: alarms are recorded, and training goes"
                                    + " on");
        }
        if (early != null && !start.session().isStoppable()) {
            logger.warning(
                    () ->
                            start.provenance().getClassName()
                                    + " cannot be stopped: it trains all its epochs, whatever "
                                    + early.figure()
                                    + " does");
        }
    }

    /**
     * Asks training to stop at the first alarm of a record that is to stop it.
     *
     * @return the alarm; null if there is none
     */
    @Nullable Alarm stop(EpochRecord epoch, TrainingSession<?> session) {
        List<Alarm> raised = epoch.alarms();
        if (stopWhen == null || raised == null || !session.isStoppable()) {
            return null;
        }
        Alarm first;
        try {
            first = raised.stream().filter(stopWhen).findFirst().orElse(null);
        } catch (RuntimeException e) {
            logger.log(Level.WARNING, e, () -> "the condition of stopWhen threw; training goes on");
            return null;
        }
        if (first != null) {
            session.requestStop(reason(first));
        }
        return first;
    }

    /** Hands a record out. */
    void hand(EpochRecord epoch) {
        for (Consumer<? super EpochRecord> consumer : consumers) {
            try {
                consumer.accept(epoch);
            } catch (RuntimeException e) {
                logger.log(
                        Level.WARNING,
                        e,
                        () -> "a consumer of onRecord threw at epoch " + epoch.index());
            }
        }
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

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.Severity;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.measure.EventTime;
import io.github.inittrace.run.DeadUnitsRecord;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TrainingHistory;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a run in one word, with its reason: what somebody with ten seconds needs. {@code
 * docs/measures.md} says why these conditions.
 *
 * @param status the word
 * @param reason why, as a sentence without capital and full stop
 */
public record RunVerdict(Status status, String reason) {

    /** The verdict. */
    public enum Status {
        /** It ended as it should, and nothing spoke against it. */
        HEALTHY,
        /** The network may be good; somebody should look. */
        WATCH,
        /** The network is not worth using. */
        BROKEN;

        /** The word in lower case, as people read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** A sign for those who do not read the word; never without the word. */
        public String sign() {
            return switch (this) {
                case HEALTHY -> "✓";
                case WATCH -> "!";
                case BROKEN -> "✗";
            };
        }
    }

    /**
     * Judges a run: broken if training failed or diverged, if an alarm was a failure, if all units
     * of a layer ended dead, or if its training loss ended not finite or on a plateau far above its minimum; else to be watched if an
     * alarm was a warning, an alarm stopped it, or no end was recorded; else healthy.
     *
     * @param run its description
     * @param history what was recorded
     */
    public static RunVerdict of(RunRecord run, TrainingHistory history) {
        Ending ending = run.ending();
        if (ending != null && (is(ending, EndReason.DIVERGED) || is(ending, EndReason.FAILED))) {
            return new RunVerdict(
                    Status.BROKEN, "training " + ending.reason().word() + reason(ending.message()));
        }
        List<Alarm> alarms = history.alarms();
        if (count(alarms, Severity.FAILURE) > 0) {
            return new RunVerdict(
                    Status.BROKEN,
                    raised(alarms, Severity.FAILURE, "a failure")
                            + ledTo(first(alarms, Severity.FAILURE), alarms));
        }
        DeadUnitsRecord dead = deadLayer(history.last());
        if (dead != null) {
            return new RunVerdict(
                    Status.BROKEN,
                    "every unit of "
                            + dead.layer()
                            + " is dead at epoch "
                            + history.last().index()
                            + ": what the network says no longer depends on its input");
        }
        if (history.hasEveryLoss() && history.last().epochEndLoss() == null) {
            return new RunVerdict(
                    Status.BROKEN,
                    "the training loss is not finite at epoch "
                            + history.last().index()
                            + ", the last one");
        }
        EventTime collapse = collapse(history);
        if (collapse != null) {
            return new RunVerdict(
                    Status.BROKEN,
                    "from epoch "
                            + collapse.epoch()
                            + " on the training loss stays on a plateau, at three times its minimum or"
                            + " more");
        }
        if (count(alarms, Severity.WARNING) > 0) {
            return new RunVerdict(Status.WATCH, raised(alarms, Severity.WARNING, "a warning"));
        }
        if (ending == null) {
            return new RunVerdict(
                    Status.WATCH,
                    "no end is recorded after epoch "
                            + history.last().index()
                            + ": the process was killed, or training is still going on");
        }
        if (ending.alarm() != null) {
            return new RunVerdict(
                    Status.WATCH, "an alarm stopped training" + reason(ending.message()));
        }
        return new RunVerdict(
                Status.HEALTHY,
                "training "
                        + (is(ending, EndReason.COMPLETED)
                                ? "completed"
                                : ending.figure() != null
                                        ? "stopped early, as asked"
                                        : "ended (" + ending.reason().word() + ")")
                        + (NamedRun.watchedAlarms(run, history).isEmpty()
                                ? ", not watched for alarms"
                                : ", and no alarm was worse than a notice"));
    }

    private static boolean is(Ending ending, EndReason reason) {
        return ending.reason() == reason;
    }

    private static String reason(String message) {
        return message.isBlank() ? "" : ": " + message;
    }

    private static long count(List<Alarm> alarms, Severity severity) {
        return alarms.stream().filter(alarm -> alarm.severity() == severity).count();
    }

    private static String raised(List<Alarm> alarms, Severity severity, String one) {
        Alarm first = first(alarms, severity);
        long tensors =
                alarms.stream()
                        .filter(a -> a.kind() == first.kind() && a.epoch() == first.epoch())
                        .count();
        String what =
                count(alarms, severity) == 1
                        ? one + " was raised: "
                        : one.replaceFirst("a ", "") + "s were raised, first ";
        return what
                + first.kind()
                + " in "
                + (tensors == 1 ? first.tensor() : tensors + " tensors")
                + " at epoch "
                + first.epoch()
                + ", "
                + first.meaning();
    }

    private static Alarm first(List<Alarm> alarms, Severity severity) {
        return alarms.stream().filter(a -> a.severity() == severity).findFirst().orElseThrow();
    }

    /** What led to a failure: the first warning, if it came earlier. */
    private static String ledTo(Alarm failure, List<Alarm> alarms) {
        return alarms.stream()
                .filter(a -> a.severity() == Severity.WARNING && a.epoch() < failure.epoch())
                .min(Comparator.comparingInt(Alarm::epoch))
                .map(
                        a ->
                                "; before it, "
                                        + a.kind()
                                        + " in "
                                        + a.tensor()
                                        + " at epoch "
                                        + a.epoch())
                .orElse("");
    }

    /** A layer that passes nothing on; null if there is none, or nobody looked. */
    private static @Nullable DeadUnitsRecord deadLayer(EpochRecord last) {
        List<DeadUnitsRecord> layers = last.deadUnits();
        return layers == null
                ? null
                : layers.stream()
                        .filter(layer -> layer.units() > 0 && layer.dead() == layer.units())
                        .findFirst()
                        .orElse(null);
    }

    /** When the training loss went up for good; null if it did not, or was not a number at every record. */
    private static @Nullable EventTime collapse(TrainingHistory history) {
        for (EpochRecord epoch : history) {
            if (epoch.epochEndLoss() == null) {
                return null; // not evaluated, or not finite for a while: no plateau to speak of
            }
        }
        EventTime divergence = history.trainingCourse().divergence();
        return divergence.isCensored() ? null : divergence;
    }
}

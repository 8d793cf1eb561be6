// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a monitor can notice. The exact conditions are those of {@link TensorMonitor} and {@link
 * DistributionMonitor}; their numbers are the {@link AlarmThreshold}s.
 */
public enum AlarmKind {
    /** A value of the tensor is infinite or no number. */
    NON_FINITE(
            Severity.FAILURE,
            true,
            "a value of this tensor is no finite number any more",
            "lower the learning rate or clip the gradient, and look for values that are not finite"
                    + " in the data"),
    /** The tensor comes back towards its initial values. */
    DISTANCE_DECREASE(
            Severity.WARNING,
            true,
            "these weights go back towards where they started: overtraining, or a learning rate"
                    + " that is too high",
            "compare training and validation loss; stop earlier, or lower the learning rate"),
    /** The distance changed many times more than it usually does. */
    DISTANCE_JUMP(
            Severity.WARNING,
            true,
            "these weights moved far more in one step than they usually do: the learning rate is"
                    + " too high from here on",
            "lower the learning rate, or warm it up; look at the loss at this epoch"),
    /** The distance hardly changes any more. */
    DISTANCE_PLATEAU(
            Severity.NOTICE,
            true,
            "these weights hardly move any more: training has converged, or is stuck",
            "stop here if the loss is good; if it is not, change the learning rate"),
    /** The tensor moved once and does not move at all any more. */
    DISTANCE_FROZEN(
            Severity.FAILURE,
            true,
            "these weights moved and now receive no gradient at all: dead units, or a loss that"
                    + " saturates",
            "look at accuracy and loss beside it; lower the learning rate and start again"),
    /** The norm jumps again and again, without leaving its range. */
    NORM_JUMPY_IN_RANGE(
            Severity.WARNING,
            true,
            "the norm of these weights jumps to and fro: possibly overtraining",
            "compare training and validation loss; lower the learning rate"),
    /** The norm jumped and is out of its range. */
    NORM_JUMP_OUT_OF_RANGE(
            Severity.WARNING,
            true,
            "the norm of these weights jumped and left the range of its start: the learning rate is"
                    + " too high",
            "lower the learning rate, or warm it up"),
    /** The norm grew steadily out of its range. */
    NORM_GROWTH_OUT_OF_RANGE(
            Severity.NOTICE,
            false,
            "the norm of these weights grew steadily out of the range of its start; with small"
                    + " initial weights that only says that they were trained",
            "with large initial weights, compare training and validation loss"),
    /** The distribution of the values changed at once. */
    DISTRIBUTION_JUMP(
            Severity.WARNING,
            true,
            "the distribution of these weights lost much of its initial shape in one step: the"
                    + " learning rate is too high from here on",
            "lower the learning rate, or warm it up; look at the loss at this epoch"),
    /** The values were uniform and have heavier tails than a normal distribution by now. */
    HEAVIER_THAN_NORMAL(
            Severity.NOTICE,
            false,
            "these weights started uniform and have heavier tails than a normal distribution by"
                    + " now; small networks that train well do that too",
            "look at the loss; if it is bad, lower the learning rate"),
    /** The values are far from their initial distribution. */
    DISTRIBUTION_DRIFT(
            Severity.NOTICE,
            false,
            "the distribution of these weights is far from the initial one; after long training"
                    + " that is usual",
            "nothing, unless the loss is bad as well");

    /** The kinds that are watched unless asked otherwise. */
    public static final Set<AlarmKind> DEFAULTS = defaults();

    private final Severity severity;
    private final boolean onByDefault;
    private final String meaning;
    private final String advice;

    AlarmKind(Severity severity, boolean onByDefault, String meaning, String advice) {
        this.severity = severity;
        this.onByDefault = onByDefault;
        this.meaning = meaning;
        this.advice = advice;
    }

    /** How much it matters. */
    public Severity severity() {
        return severity;
    }

    /** What it usually means, as a sentence without capital and full stop. */
    public String meaning() {
        return meaning;
    }

    /** What to try, as a sentence without capital and full stop. */
    public String advice() {
        return advice;
    }

    /** Its name as records and the command write it, such as {@code distance_jump}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return id();
    }

    private static Set<AlarmKind> defaults() {
        Set<AlarmKind> kinds = EnumSet.noneOf(AlarmKind.class);
        for (AlarmKind kind : values()) {
            if (kind.onByDefault) {
                kinds.add(kind);
            }
        }
        return Collections.unmodifiableSet(kinds);
    }
}

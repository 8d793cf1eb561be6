// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

/**
 * The numbers in the conditions of alarms, with their defaults. A sample is one record. All were
 * chosen on histories of small perceptrons trained by plain SGD; the documentation of measures says
 * what that is worth.
 */
public enum AlarmThreshold {
    /**
     * Up to this share of the norm a distance may be made of nothing but rounding: gradients that
     * cancel in exact numbers left 7e-5 after 1000 iterations of the slides' networks.
     */
    ROUNDING_SHARE(1e-4, Unit.NUMBER),
    /** A step is sharp from this many medians of the steps before on. */
    SHARP_FACTOR(8, Unit.NUMBER),
    /** And, of the distance, from this share of the distance before on. */
    SHARP_DISTANCE(0.05, Unit.NUMBER),
    /** And, of the norm, from this share of the norm before on. */
    SHARP_NORM(0.03, Unit.NUMBER),
    /** How many samples after the start no step is sharp and no distribution jumps. */
    WARM_UP(5, Unit.SAMPLES),
    /** Of how many steps before the median is taken. */
    MEDIAN_WINDOW(10, Unit.SAMPLES),
    /** How many steps before there must be at least. */
    MEDIAN_LEAST(5, Unit.SAMPLES),
    /** How long a sharp step counts as recent. */
    RECENT(20, Unit.SAMPLES),
    /** How many recent sharp steps make a norm jumpy. */
    JUMPY_STEPS(3, Unit.SAMPLES),
    /** A norm is in range within this share of the initial norm. */
    NORM_RANGE(0.5, Unit.NUMBER),
    /** The share of recent steps of the norm that are upwards when it grows steadily. */
    GROWTH_SHARE(0.8, Unit.NUMBER),
    /** How many samples after the start no distance decreases. */
    DECREASE_WARM_UP(15, Unit.SAMPLES),
    /** How many steps a decrease is looked for in. */
    DECREASE_WINDOW(10, Unit.SAMPLES),
    /** How many of them are downwards when a decrease begins. */
    DECREASE_BEGINS(8, Unit.SAMPLES),
    /** How many of them are downwards while it lasts. */
    DECREASE_LASTS(5, Unit.SAMPLES),
    /** The share of the largest distance in the window that it loses. */
    DECREASE_SHARE(0.02, Unit.NUMBER),
    /** How many standard errors of the window's noise it loses. */
    DECREASE_NOISE(4, Unit.NUMBER),
    /** From how many steps before the window that noise is estimated. */
    DECREASE_BEFORE(20, Unit.SAMPLES),
    /** Over how many steps a distance on a plateau stays the same. */
    PLATEAU_WINDOW(20, Unit.SAMPLES),
    /** Within this share of it. */
    PLATEAU_SHARE(0.001, Unit.NUMBER),
    /** Over how many steps a frozen distance stays the same. */
    FROZEN_WINDOW(10, Unit.SAMPLES),
    /** Within this share of it. */
    FROZEN_SHARE(1e-6, Unit.NUMBER),
    /** By how much the effect against the uniform distribution rises when it jumps. */
    EFFECT_JUMP(0.10, Unit.NUMBER),
    /** By how much the distance from the fitted normal distribution rises when it jumps. */
    FITTED_JUMP(0.015, Unit.NUMBER),
    /** And by how many medians of the changes before. */
    DISTRIBUTION_FACTOR(3, Unit.NUMBER),
    /** From which bell on tails are heavier than normal. */
    HEAVY_BELL(1, Unit.NUMBER),
    /** From which effect on a uniform distribution has drifted. */
    EFFECT_DRIFT(0.5, Unit.NUMBER),
    /** From which distance from the initial normal distribution on it has drifted. */
    INITIAL_DRIFT(0.10, Unit.NUMBER);

    private enum Unit {
        NUMBER,
        SAMPLES
    }

    private final double defaultValue;
    private final Unit unit;

    AlarmThreshold(double defaultValue, Unit unit) {
        this.defaultValue = defaultValue;
        this.unit = unit;
    }

    /** Its value unless another is chosen. */
    public double defaultValue() {
        return defaultValue;
    }

    /**
     * Refuses a value that cannot be meant.
     *
     * @throws IllegalArgumentException if it is not positive or not finite, or counts samples and
     *     is no whole number
     */
    public void check(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "the threshold " + name() + " must be a positive number, found " + value);
        }
        if (unit == Unit.SAMPLES && (value != Math.rint(value) || value > 1e6)) {
            throw new IllegalArgumentException(
                    "the threshold "
                            + name()
                            + " counts samples and must be a whole number up to 1000000, found "
                            + value);
        }
    }
}

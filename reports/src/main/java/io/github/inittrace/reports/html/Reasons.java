// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.Moments;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.ValidationRecord;
import org.jspecify.annotations.Nullable;

/** Why a number of the record is missing, in a few words. */
public final class Reasons {
    public static final String NOT_FINITE = "not finite";
    public static final String NOT_TIMED = "not timed";
    public static final String OLDER_RECORD = "older record";

    private Reasons() {}

    /** Why there is no relative distance or cosine. */
    public static String relative(TensorMeasures tensor) {
        if (startsAtZero(tensor)) {
            return "starts at 0";
        }
        return isZero(tensor.norm()) ? "norm is 0" : NOT_FINITE;
    }

    /** Why there is no half-width of the initial values. */
    public static String halfWidth(TensorMeasures tensor) {
        return tensor.name().equals(Deviation.TOTAL) ? "one per tensor" : NOT_FINITE;
    }

    /** Why there is no correlation with the start, or no line. */
    public static String line(TensorMeasures tensor) {
        if (startsAtZero(tensor)) {
            return "starts at 0";
        }
        return tensor.distance() == null ? NOT_FINITE : "all values equal";
    }

    /** Why there is no share of values beyond a part of the initial range. */
    public static String beyond(TensorMeasures tensor) {
        return startsAtZero(tensor) ? "starts at 0" : NOT_FINITE;
    }

    /** Why there is no update size. */
    public static String update(int epoch) {
        return epoch == 0 ? "no pass yet" : NOT_FINITE;
    }

    /** Why there is no mean loss over a pass's minibatches. */
    public static String running(EpochRecord epoch) {
        return epoch.index() == 0 ? "no pass yet" : NOT_FINITE;
    }

    /** Why there is no loss after a pass. */
    public static String epochEnd(EpochRecord epoch) {
        return epoch.epochEndExamples() == 0 ? "not evaluated" : NOT_FINITE;
    }

    /** Why there is no loss on a validation set. */
    public static String loss(ValidationRecord set) {
        return set.examples() == 0 ? "not evaluated" : NOT_FINITE;
    }

    /** Why there is no accuracy. */
    public static String accuracy(@Nullable Double loss, int examples) {
        if (examples == 0) {
            return "not evaluated";
        }
        return loss == null ? "loss is not finite" : "no classes";
    }

    /** Why there is no skewness or kurtosis. */
    public static String shape(Moments moments) {
        return isZero(moments.variance()) ? "all values equal" : NOT_FINITE;
    }

    /** Whether all initial values are zero, so that nothing is relative to them. */
    public static boolean startsAtZero(TensorMeasures tensor) {
        return isZero(tensor.initialNorm());
    }

    private static boolean isZero(@Nullable Double value) {
        return value != null && value == 0;
    }
}

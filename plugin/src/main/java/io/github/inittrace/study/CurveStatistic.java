// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.measure.Direction;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.RunCurves;

/**
 * A number that sums up a curve.
 *
 * @param curve the curve
 * @param kind which number of it
 */
public record CurveStatistic(CurveId curve, Kind kind) {

    /** Which number of a curve. */
    public enum Kind {
        /** That of the last recorded epoch. */
        LAST,
        /** The lowest of a loss, the highest of an accuracy. */
        BEST,
        /** The first epoch with the best. */
        BEST_EPOCH
    }

    /** The number for a run; NaN where it has none or it is not finite. */
    public double of(RunCurves run) {
        double[] values = run.values().get(curve);
        if (values == null) {
            return Double.NaN;
        }
        if (kind == Kind.LAST) {
            return values[values.length - 1];
        }
        Direction direction = curve.kind().isAccuracy() ? Direction.MAXIMISE : Direction.MINIMISE;
        int best = direction.best(values);
        if (best < 0) {
            return Double.NaN;
        }
        return kind == Kind.BEST ? values[best] : run.epochs()[best];
    }

    /** What it is called: {@code test loss, lowest}. */
    public String title() {
        return title(curve)
                + switch (kind) {
                    case LAST -> ", last";
                    case BEST -> curve.kind().isLoss() ? ", lowest" : ", highest";
                    case BEST_EPOCH ->
                            curve.kind().isLoss() ? ", lowest at epoch" : ", highest at epoch";
                };
    }

    /** What a curve is called: {@code test loss}. */
    public static String title(CurveId curve) {
        return switch (curve.kind()) {
            case TRAINING_LOSS -> "training loss";
            case TRAINING_ACCURACY -> "training accuracy";
            case VALIDATION_LOSS -> curve.of() + " loss";
            case VALIDATION_ACCURACY -> curve.of() + " accuracy";
            case RELATIVE_DISTANCE -> "relative distance of " + curve.of();
            case MEAN_ABS_RATIO -> "mean change of " + curve.of() + " by mean start";
            case DISTANCE -> "|W − W₀| of " + curve.of();
            case NORM -> "|W| of " + curve.of();
        };
    }
}

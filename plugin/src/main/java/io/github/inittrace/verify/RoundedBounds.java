// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.Moments;
import io.github.inittrace.measure.Movement;
import io.github.inittrace.measure.TensorMeasures;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far the measures of weights that were rounded to float32 may be from those of the weights
 * themselves. Rounding moves each weight by at most u = 2^-24 of it, so w by at most u |w| and
 * d = w - w0 by at most u (|w| + |w0|); every bound here follows from that by the triangle
 * inequality, to first order. Where rounding could turn a figure over, as it can the kurtosis of
 * values that are all but equal, the bound is infinite.
 */
final class RoundedBounds implements RecordComparison.Bounds {
    private static final double U = 0x1p-24;

    /** Room for what first order leaves out, and for the rounding of sums. */
    private static final double ROOM = 1.1;

    /** Of the standard deviation: with more rounding than this, there is no shape. */
    private static final double SHAPELESS = 1e-3;

    private final TensorMeasures found;
    private final List<double[]> initial;
    private final List<double[]> current;
    private final double root;
    private final double e;
    private final double e0;
    private final double largest;
    private final double initialLargest;

    /**
     * Bounds for a tensor, or for all in one row.
     *
     * @param found the measures of the rounded weights
     * @param initial the rounded initial weights of each tensor
     * @param current its rounded current ones
     */
    RoundedBounds(TensorMeasures found, List<double[]> initial, List<double[]> current) {
        this.found = found;
        this.initial = initial;
        this.current = current;
        root = Math.sqrt(found.count());
        e = ROOM * U * orZero(found.norm()) / root;
        e0 = ROOM * U * orZero(found.initialNorm()) / root;
        largest = largest(current);
        initialLargest = largest(initial);
    }

    /** Whether all weights are finite in float32: else nothing can be said. */
    static boolean areFinite(double[][] weights) {
        return Arrays.stream(weights).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    }

    @Override
    public double of(String path, double recomputed) {
        if (Double.isNaN(recomputed)) {
            return Double.POSITIVE_INFINITY; // rounding may leave nothing to divide by
        }
        return bound(path, recomputed) + 1e-12 * Math.abs(recomputed);
    }

    private double bound(String path, double x) {
        double d = e + e0;
        double norm0 = orZero(found.initialNorm());
        return switch (path) {
            case "norm" -> e * root;
            case "initialNorm" -> e0 * root;
            case "distance" -> d * root;
            case "relativeDistance" -> (d * root + x * e0 * root) / norm0;
            case "rms", "meanAbs" -> d;
            case "maxAbs" -> ROOM * U * (largest + initialLargest);
            case "cosine" -> 4 * U;
            case "weights.mean" -> e;
            case "weights.variance" -> variance(found.weights().variance(), e);
            case "weights.skewness" -> shape(found.weights(), largest, e, true);
            case "weights.kurtosis" -> shape(found.weights(), largest, e, false);
            case "deviations.mean" -> d;
            case "deviations.variance" -> variance(found.deviations().variance(), d);
            case "deviations.skewness" ->
                    shape(found.deviations(), orZero(found.maxAbs()), d, true);
            case "deviations.kurtosis" ->
                    shape(found.deviations(), orZero(found.maxAbs()), d, false);
            case "movement.initialHalfWidth" -> ROOM * U * initialLargest;
            case "movement.initialMeanAbs" -> e0;
            case "movement.meanAbsRatio" ->
                    ROOM * (d + x * e0) / orZero(movement().initialMeanAbs());
            case "movement.moved" -> 1 - x;
            case "movement.beyondTenth" -> beyond(0.1);
            case "movement.beyondHalf" -> beyond(0.5);
            case "movement.beyondRange" -> beyond(1);
            case "movement.weightRms" -> e;
            case "movement.weightedNorm" -> e / root;
            case "movement.weightedDistance" -> d / root;
            default -> Double.POSITIVE_INFINITY;
        };
    }

    private Movement movement() {
        return Objects.requireNonNull(found.movement(), "measured just now");
    }

    private static double variance(@Nullable Double variance, double e) {
        return 2 * Math.sqrt(orZero(variance)) * e + e * e;
    }

    /**
     * Of the standardised third or fourth moment. With z the standardised values and r the mean
     * square root of what rounding does to them, in which standardising doubles it, the third moves
     * by at most 3 mean(z² |Δz|) &lt;= 3 sqrt(m4) r, and the fourth by 4 mean(|z|³ |Δz|) &lt;= 4
     * max|z| sqrt(m4) r.
     */
    private static double shape(Moments moments, double largest, double e, boolean third) {
        double deviation = Math.sqrt(orZero(moments.variance()));
        double r = 2 * e / deviation;
        if (!(r < SHAPELESS)) {
            return Double.POSITIVE_INFINITY;
        }
        double z = (largest + Math.abs(orZero(moments.mean()))) / deviation;
        double root = Math.sqrt(orZero(moments.kurtosis()));
        return ROOM * (third ? 3 * root * r : 4 * z * root * r);
    }

    /** The share of values so near to a threshold that rounding may have moved them over it. */
    private double beyond(double share) {
        long near = 0;
        for (int t = 0; t < current.size(); t++) {
            double a = largest(List.of(initial.get(t)));
            double[] w = current.get(t);
            double[] w0 = initial.get(t);
            for (int i = 0; a > 0 && i < w.length; i++) {
                double off = ROOM * U * (Math.abs(w[i]) + Math.abs(w0[i]) + a);
                if (Math.abs(Math.abs(w[i] - w0[i]) - share * a) <= off) {
                    near++;
                }
            }
        }
        // The share is of those tensors that have a range.
        long ranged =
                initial.stream()
                        .filter(values -> largest(List.of(values)) > 0)
                        .mapToLong(values -> values.length)
                        .sum();
        return (double) near / Math.max(1, ranged);
    }

    /** Values near the edge of a bin may be counted in the next one. */
    @Override
    public Boolean agree(Histogram recorded, Histogram recomputed) {
        double shift = 5 * (e + e0) + 1e-12 * recomputed.high();
        if (recorded.counts().size() != recomputed.counts().size()
                || Math.abs(recorded.low() - recomputed.low()) > shift
                || Math.abs(recorded.high() - recomputed.high()) > shift) {
            return false;
        }
        long apart =
                Math.abs(recorded.below() - recomputed.below())
                        + Math.abs(recorded.above() - recomputed.above());
        for (int i = 0; i < recomputed.counts().size(); i++) {
            apart += Math.abs(recorded.counts().get(i) - recomputed.counts().get(i));
        }
        return apart <= 2 * nearEdges(recomputed, shift);
    }

    private long nearEdges(Histogram bins, double shift) {
        int count = bins.counts().size();
        double width = (bins.high() - bins.low()) / count;
        long near = 0;
        for (int t = 0; t < current.size(); t++) {
            double[] w = current.get(t);
            double[] w0 = initial.get(t);
            for (int i = 0; i < w.length; i++) {
                double x = (w[i] - w0[i] - bins.low()) / width;
                double edge = Math.max(0, Math.min(count, Math.rint(x)));
                double off = ROOM * U * (Math.abs(w[i]) + Math.abs(w0[i])) + shift;
                if (Math.abs(x - edge) * width <= off) {
                    near++;
                }
            }
        }
        return near;
    }

    private static double largest(List<double[]> tensors) {
        double largest = 0;
        for (double[] values : tensors) {
            for (double value : values) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}

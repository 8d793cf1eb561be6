// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches one tensor's distance D from its initial values and its norm N, a sample per record. The
 * sample of the untrained network is number 0. Upper-case words are {@link AlarmThreshold}s; "step" is
 * the difference of two neighbouring samples.
 *
 * <p>No alarm on D is raised before D has been more than ROUNDING_SHARE of N: a tensor that is frozen,
 * or whose gradients cancel, moves by its rounding alone. Of one that starts at zero D is N, and
 * nothing tells the two apart.
 *
 * <ul>
 *   <li>{@code non_finite}: D or N is no finite number; such a sample is not counted.
 *   <li>A step of X to sample t is <i>sharp</i> if t &gt; WARM_UP, |step| &gt; SHARP_FACTOR times
 *       the median |step| of the MEDIAN_WINDOW steps before it, of which there are at least
 *       MEDIAN_LEAST, and |step| &gt; SHARP_DISTANCE (for D) or SHARP_NORM (for N) times the X
 *       before it.
 *   <li>{@code distance_decrease}: t &gt; DECREASE_WARM_UP; of the last DECREASE_WINDOW steps of D
 *       at least DECREASE_BEGINS are downwards; and D has lost, from its largest value in that
 *       window, at least DECREASE_SHARE of that value and DECREASE_NOISE · sigma ·
 *       sqrt(DECREASE_WINDOW), sigma being the robust deviation of up to DECREASE_BEFORE steps
 *       before the window. Lasts while DECREASE_LASTS steps of the window are downwards.
 *   <li>{@code distance_jump}: a sharp step of D among the RECENT last ones.
 *   <li>{@code distance_plateau}: D's range over the last PLATEAU_WINDOW steps is below
 *       PLATEAU_SHARE of D, yet above FROZEN_SHARE of it.
 *   <li>{@code distance_frozen}: D's range over the last FROZEN_WINDOW steps is at most
 *       FROZEN_SHARE of D.
 *   <li>N is <i>in range</i> within NORM_RANGE · N0 of the initial norm N0. With N0 = 0 there is no
 *       range, and none of the following is raised.
 *   <li>{@code norm_jumpy_in_range}: at least JUMPY_STEPS of the RECENT last steps of N are sharp,
 *       and N is in range.
 *   <li>{@code norm_jump_out_of_range}: at least one of them is sharp, and N is out of range.
 *   <li>{@code norm_growth_out_of_range}: none of them is sharp, at least GROWTH_SHARE of them are
 *       upwards, and N is above its range. Lasts while N is above its range.
 * </ul>
 *
 * <p>After Boiko's three alarms on the distance, the norm and the distribution of weights. For one
 * thread.
 */
public final class TensorMonitor {
    private final AlarmSettings settings;
    private final ActiveAlarms episodes;
    private final SampleSeries distances = new SampleSeries();
    private final SampleSeries norms = new SampleSeries();
    private final BitSet sharpDistances = new BitSet();
    private final BitSet sharpNorms = new BitSet();
    private final int recent;

    /** Whether D has ever been more than rounding. */
    private boolean hasMoved;

    /**
     * Starts without samples.
     *
     * @param tensor the tensor's name
     * @param settings what to watch for
     */
    public TensorMonitor(String tensor, AlarmSettings settings) {
        this.settings = settings;
        episodes = new ActiveAlarms(tensor, settings.kinds());
        recent = settings.samples(AlarmThreshold.RECENT);
    }

    /**
     * Takes the next sample.
     *
     * @param epoch the epoch of its record
     * @param distance D; null if it is not finite
     * @param norm N; null if it is not finite
     * @return the alarms raised at this sample
     */
    public List<Alarm> next(int epoch, @Nullable Double distance, @Nullable Double norm) {
        boolean finite =
                distance != null
                        && norm != null
                        && Double.isFinite(distance)
                        && Double.isFinite(norm);
        episodes.update(AlarmKind.NON_FINITE, !finite, epoch, Map::of);
        if (distance != null && norm != null && finite) {
            distances.add(distance);
            norms.add(norm);
            int t = distances.size() - 1;
            sharpNorms.set(t, isSharp(norms, t, AlarmThreshold.SHARP_NORM));
            hasMoved |= distance > settings.threshold(AlarmThreshold.ROUNDING_SHARE) * norm;
            if (hasMoved) {
                sharpDistances.set(t, isSharp(distances, t, AlarmThreshold.SHARP_DISTANCE));
                watchDistance(epoch, t);
            }
            if (norms.at(0) > 0) {
                watchNorm(epoch, t);
            }
        }
        return episodes.take();
    }

    private void watchDistance(int epoch, int t) {
        double now = distances.at(t);
        decrease(epoch, t);
        episodes.update(
                AlarmKind.DISTANCE_JUMP,
                recentSharp(sharpDistances, t) > 0,
                epoch,
                () -> stepFigures(distances, t, "distance"));
        int plateau = settings.samples(AlarmThreshold.PLATEAU_WINDOW);
        double still = settings.threshold(AlarmThreshold.FROZEN_SHARE) * now;
        double range = distances.range(t, plateau);
        episodes.update(
                AlarmKind.DISTANCE_PLATEAU,
                t >= plateau
                        && range < settings.threshold(AlarmThreshold.PLATEAU_SHARE) * now
                        && range > still,
                epoch,
                () -> figures("distance", now, "range", range, "samples", plateau + 1));
        int frozen = settings.samples(AlarmThreshold.FROZEN_WINDOW);
        double lately = distances.range(t, frozen);
        episodes.update(
                AlarmKind.DISTANCE_FROZEN,
                t >= frozen && lately <= still,
                epoch,
                () -> figures("distance", now, "range", lately, "samples", frozen + 1));
    }

    private void decrease(int epoch, int t) {
        int window = settings.samples(AlarmThreshold.DECREASE_WINDOW);
        int down = count(distances.steps(t, window), -1);
        double top = distances.largest(t, window);
        double[] before =
                distances.steps(t - window, settings.samples(AlarmThreshold.DECREASE_BEFORE));
        double noise =
                settings.threshold(AlarmThreshold.DECREASE_NOISE)
                        * SampleSeries.robustDeviation(before)
                        * Math.sqrt(window);
        double lost = top - distances.at(t);
        boolean begins =
                t > settings.samples(AlarmThreshold.DECREASE_WARM_UP)
                        && down >= settings.samples(AlarmThreshold.DECREASE_BEGINS)
                        && lost >= settings.threshold(AlarmThreshold.DECREASE_SHARE) * top
                        && lost >= noise;
        boolean lasts =
                episodes.isOn(AlarmKind.DISTANCE_DECREASE)
                        && down >= settings.samples(AlarmThreshold.DECREASE_LASTS);
        episodes.update(
                AlarmKind.DISTANCE_DECREASE,
                begins || lasts,
                epoch,
                () -> figures("distance", distances.at(t), "largest", top, "noise bound", noise));
    }

    private void watchNorm(int epoch, int t) {
        double start = norms.at(0);
        double now = norms.at(t);
        double width = settings.threshold(AlarmThreshold.NORM_RANGE) * start;
        boolean inRange = Math.abs(now - start) <= width;
        int sharp = recentSharp(sharpNorms, t);
        episodes.update(
                AlarmKind.NORM_JUMPY_IN_RANGE,
                inRange && sharp >= settings.samples(AlarmThreshold.JUMPY_STEPS),
                epoch,
                () -> normFigures(t, sharp));
        episodes.update(
                AlarmKind.NORM_JUMP_OUT_OF_RANGE,
                !inRange && sharp >= 1,
                epoch,
                () -> normFigures(t, sharp));
        boolean above = now > start + width;
        boolean grows =
                t >= recent
                        && sharp == 0
                        && count(norms.steps(t, recent), 1)
                                >= settings.threshold(AlarmThreshold.GROWTH_SHARE) * recent;
        episodes.update(
                AlarmKind.NORM_GROWTH_OUT_OF_RANGE,
                above && (grows || episodes.isOn(AlarmKind.NORM_GROWTH_OUT_OF_RANGE)),
                epoch,
                () -> normFigures(t, sharp));
    }

    private boolean isSharp(SampleSeries series, int t, AlarmThreshold share) {
        if (t <= settings.samples(AlarmThreshold.WARM_UP)) {
            return false;
        }
        double[] before = series.steps(t - 1, settings.samples(AlarmThreshold.MEDIAN_WINDOW));
        double step = Math.abs(series.step(t));
        return before.length >= settings.samples(AlarmThreshold.MEDIAN_LEAST)
                && step
                        > settings.threshold(AlarmThreshold.SHARP_FACTOR)
                                * SampleSeries.medianMagnitude(before)
                && step > settings.threshold(share) * series.at(t - 1);
    }

    /** How many of the last steps are sharp. */
    private int recentSharp(BitSet sharp, int t) {
        return sharp.get(Math.max(0, t - recent + 1), t + 1).cardinality();
    }

    private static int count(double[] steps, int sign) {
        int count = 0;
        for (double step : steps) {
            if (Math.signum(step) == sign) {
                count++;
            }
        }
        return count;
    }

    private Map<String, Double> stepFigures(SampleSeries series, int t, String name) {
        double[] before = series.steps(t - 1, settings.samples(AlarmThreshold.MEDIAN_WINDOW));
        return figures(
                name,
                series.at(t),
                "step",
                series.step(t),
                "usual step",
                SampleSeries.medianMagnitude(before));
    }

    /** Sharp steps of the distance stand beside, as confirmation. */
    private Map<String, Double> normFigures(int t, int sharp) {
        Map<String, Double> figures =
                figures("norm", norms.at(t), "initial norm", norms.at(0), "sharp steps", sharp);
        figures.put("sharp steps of the distance", (double) recentSharp(sharpDistances, t));
        return figures;
    }

    private static Map<String, Double> figures(
            String first, double a, String second, double b, String third, double c) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(first, a);
        figures.put(second, b);
        figures.put(third, c);
        return figures;
    }
}

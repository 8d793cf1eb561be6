// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

import io.github.inittrace.measure.DistributionFit;
import io.github.inittrace.measure.NormalFit;
import io.github.inittrace.measure.UniformFit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches the distribution of one tensor's values, a {@link DistributionFit} per record. The first
 * is number 0. It goes by effects, never by the bare p-value, which is 0 after one epoch of healthy
 * training. Upper-case words are {@link AlarmThreshold}s; X is the effect where the initial law is
 * uniform, and Dfit where it is normal.
 *
 * <ul>
 *   <li>{@code distribution_jump}: t &gt; WARM_UP, and X has risen since the sample before by at
 *       least EFFECT_JUMP or FITTED_JUMP and by at least DISTRIBUTION_FACTOR times the median
 *       |change| of the MEDIAN_WINDOW samples before, of which there are at least MEDIAN_LEAST.
 *   <li>{@code heavier_than_normal}: the initial law is uniform and bell is at least HEAVY_BELL.
 *   <li>{@code distribution_drift}: the effect is at least EFFECT_DRIFT, or D0 at least
 *       INITIAL_DRIFT. Raised once.
 * </ul>
 *
 * <p>For one thread.
 */
public final class DistributionMonitor {
    private final AlarmSettings settings;
    private final ActiveAlarms episodes;
    private final SampleSeries shapes = new SampleSeries();

    /**
     * Starts without samples.
     *
     * @param tensor the tensor's name
     * @param settings what to watch for
     */
    public DistributionMonitor(String tensor, AlarmSettings settings) {
        this.settings = settings;
        episodes = new ActiveAlarms(tensor, settings.kinds());
    }

    /**
     * Takes the next sample.
     *
     * @param epoch the epoch of its record
     * @param fit the comparison with the initial law
     * @return the alarms raised at this sample
     */
    public List<Alarm> next(int epoch, DistributionFit fit) {
        UniformFit uniform = fit.uniform();
        NormalFit normal = fit.normal();
        if (uniform != null) {
            jump(epoch, fit, uniform.effect(), AlarmThreshold.EFFECT_JUMP);
            episodes.update(
                    AlarmKind.HEAVIER_THAN_NORMAL,
                    fit.bell() >= settings.threshold(AlarmThreshold.HEAVY_BELL),
                    epoch,
                    () -> figures(fit));
            drift(epoch, fit, uniform.effect(), AlarmThreshold.EFFECT_DRIFT);
        } else if (normal != null) {
            jump(epoch, fit, normal.fittedDistance(), AlarmThreshold.FITTED_JUMP);
            drift(epoch, fit, normal.initialDistance(), AlarmThreshold.INITIAL_DRIFT);
        }
        return episodes.take();
    }

    private void jump(int epoch, DistributionFit fit, double shape, AlarmThreshold least) {
        shapes.add(shape);
        int t = shapes.size() - 1;
        double usual = Double.NaN;
        boolean jumps = false;
        if (t > settings.samples(AlarmThreshold.WARM_UP)) {
            double[] before = shapes.steps(t - 1, settings.samples(AlarmThreshold.MEDIAN_WINDOW));
            usual = SampleSeries.medianMagnitude(before);
            jumps =
                    before.length >= settings.samples(AlarmThreshold.MEDIAN_LEAST)
                            && shapes.step(t) >= settings.threshold(least)
                            && shapes.step(t)
                                    >= settings.threshold(AlarmThreshold.DISTRIBUTION_FACTOR)
                                            * usual;
        }
        double median = usual;
        episodes.update(
                AlarmKind.DISTRIBUTION_JUMP,
                jumps,
                epoch,
                () -> {
                    Map<String, Double> figures = figures(fit);
                    figures.put("rise", shapes.step(t));
                    figures.put("usual change", median);
                    return figures;
                });
    }

    private void drift(int epoch, DistributionFit fit, double far, AlarmThreshold from) {
        episodes.update(
                AlarmKind.DISTRIBUTION_DRIFT,
                far >= settings.threshold(from) || episodes.isOn(AlarmKind.DISTRIBUTION_DRIFT),
                epoch,
                () -> figures(fit));
    }

    /** Every p stands beside its n. */
    private static Map<String, Double> figures(DistributionFit fit) {
        Map<String, Double> figures = new LinkedHashMap<>();
        UniformFit uniform = fit.uniform();
        NormalFit normal = fit.normal();
        if (uniform != null) {
            figures.put("effect", uniform.effect());
            figures.put("p", uniform.p());
        }
        if (normal != null) {
            figures.put("D0", normal.initialDistance());
            figures.put("p of D0", normal.initialP());
            figures.put("Dfit", normal.fittedDistance());
            figures.put("p of Dfit", normal.fittedP());
        }
        figures.put("n", (double) fit.count());
        figures.put("bell", fit.bell());
        return figures;
    }
}

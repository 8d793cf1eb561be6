// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.measure.EventTime;
import io.github.inittrace.study.LossSummary;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.SweepSummary;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The runs of networks whose hidden layers all have one width, which differ in nothing but the seed.
 *
 * @param units the width
 * @param runs what the finished ones came to
 */
public record Width(int units, List<RunSummary> runs) {
    /** The runs of a sweep over widths, the narrowest first. */
    public static List<Width> of(SweepSummary sweep) {
        return sweep.groups().stream()
                .map(group -> new Width(units(group.runs().get(0)), sweep.of(group)))
                .filter(width -> !width.runs().isEmpty())
                .sorted(Comparator.comparing(Width::units))
                .toList();
    }

    /** The units of each hidden layer of a run's network. */
    static int units(RecordedRun run) {
        String hidden = run.run().settings().getOrDefault("hidden", "0");
        return Integer.parseInt(hidden.replaceFirst(",.*", ""));
    }

    /** The epochs of the lowest training loss, in the runs that did not have it at their end. */
    public Statistics minimumOfTraining() {
        return epochs(RunSummary::training, LossSummary::minimum);
    }

    /** The epochs of the lowest test loss, in the runs that did not have it at their end. */
    public Statistics minimumOfTest() {
        return epochs(RunSummary::test, LossSummary::minimum);
    }

    /** The epochs of divergence, in the runs that diverged. */
    public Statistics divergence() {
        return epochs(RunSummary::training, LossSummary::divergence);
    }

    /** The epoch of the lowest test loss of each run that did not have it at its end. */
    public double[] minimaOfTest() {
        return known(epoch(RunSummary::test, LossSummary::minimum));
    }

    /** The last training loss of each run that diverged; none of one that is not finite. */
    public double[] plateaus() {
        return known(
                run -> {
                    LossSummary training = run.training();
                    return training == null || training.divergence().isCensored()
                            ? Double.NaN
                            : training.last();
                });
    }

    private double[] known(ToDoubleFunction<RunSummary> of) {
        return runs.stream().mapToDouble(of).filter(Double::isFinite).toArray();
    }

    /** The lowest training losses. */
    public Statistics lowestOfTraining() {
        return losses(RunSummary::training, LossSummary::lowest);
    }

    /** The lowest test losses. */
    public Statistics lowestOfTest() {
        return losses(RunSummary::test, LossSummary::lowest);
    }

    private Statistics losses(
            Function<RunSummary, @Nullable LossSummary> loss, ToDoubleFunction<LossSummary> of) {
        return statistics(
                run -> {
                    LossSummary summary = loss.apply(run);
                    return summary == null ? Double.NaN : of.applyAsDouble(summary);
                });
    }

    private Statistics epochs(
            Function<RunSummary, @Nullable LossSummary> loss,
            Function<LossSummary, @Nullable EventTime> time) {
        return statistics(epoch(loss, time));
    }

    /** The epoch of an event; NaN in a run that ended before it. */
    private static ToDoubleFunction<RunSummary> epoch(
            Function<RunSummary, @Nullable LossSummary> loss,
            Function<LossSummary, @Nullable EventTime> time) {
        return run -> {
            LossSummary summary = loss.apply(run);
            EventTime event = summary == null ? null : time.apply(summary);
            return event == null || event.isCensored() ? Double.NaN : event.epoch();
        };
    }

    private Statistics statistics(ToDoubleFunction<RunSummary> of) {
        return Statistics.of(runs.stream().mapToDouble(of).toArray());
    }
}

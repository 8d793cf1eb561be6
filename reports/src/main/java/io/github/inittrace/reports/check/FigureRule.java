// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.EpochChoice.Kind;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.text.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a figure has to be.
 *
 * @param name its name; null for what it demands
 * @param at which figure, where
 * @param bounds what it has to satisfy, all of it; at least one
 */
record FigureRule(@Nullable String name, FigureAt at, List<Bound> bounds) implements Rule {
    FigureRule {
        bounds = List.copyOf(bounds);
    }

    @Override
    public RuleResult check(NamedRun run, @Nullable NamedRun baseline) throws BrokenRulesException {
        requireBaseline(baseline != null, "RUN");
        if (!isOfOneEpoch()) {
            List<FigureSample> samples = at.trained(run);
            List<FigureSample> good =
                    samples.stream().filter(s -> satisfies(s.value(), null)).toList();
            boolean isObeyed =
                    at.epoch().kind() == Kind.EVERY
                            ? !samples.isEmpty() && good.size() == samples.size()
                            : !good.isEmpty();
            return new RuleResult(title(), demanded(), summary(run, samples, good), null, isObeyed);
        }
        FigureSample sample = at.one(run);
        FigureSample before = baseline == null ? null : at.one(baseline);
        Double old = before == null ? null : before.value();
        boolean isBlind = isRelative() && before != null && old == null;
        return new RuleResult(
                title(),
                demanded(),
                at.words(sample)
                        + exactly(sample.value(), old)
                        + (isBlind ? Bound.NOTHING_TO_COMPARE : ""),
                before == null
                        ? null
                        : at.words(before)
                                + (isRelative() && isTight(sample.value(), old)
                                        ? exact(before.value())
                                        : ""),
                satisfies(sample.value(), old));
    }

    /** Refuses what compares with a baseline where there is none. */
    void requireBaseline(boolean isThere, String what) throws BrokenRulesException {
        for (Bound bound : bounds) {
            if (bound.kind().isRelative() && !isThere) {
                throw at.place().noBaseline(bound.kind().key(), what);
            }
        }
    }

    @Override
    public String demanded() {
        return at.words() + ": " + String.join(" and ", bounds.stream().map(Bound::words).toList());
    }

    /** Whether there is one value of a run to speak of. */
    boolean isOfOneEpoch() {
        return at.epoch().isOne();
    }

    /** Whether it compares with a baseline. */
    boolean isRelative() {
        return bounds.stream().anyMatch(bound -> bound.kind().isRelative());
    }

    /**
     * Whether a value is as demanded.
     *
     * @param value the value; null if it is undefined
     * @param old the baseline's value; null if there is none
     */
    boolean satisfies(@Nullable Double value, @Nullable Double old) {
        return value != null
                && bounds.stream()
                        .allMatch(
                                bound ->
                                        !bound.kind().isRelative()
                                                ? bound.holds(value, 0)
                                                : old != null && bound.holds(value, old));
    }

    /** How far inside its bounds a value is; the less, the worse it is. */
    double margin(double value, @Nullable Double old) {
        double reference = old == null ? 0 : old;
        return bounds.stream()
                .mapToDouble(bound -> bound.margin(value, reference))
                .min()
                .orElseThrow();
    }

    /** All digits of a violating value so near its limit that four do not show the side. */
    String exactly(@Nullable Double value, @Nullable Double old) {
        return isTight(value, old) ? exact(value) : "";
    }

    private boolean isTight(@Nullable Double value, @Nullable Double old) {
        return value != null
                && !satisfies(value, old)
                && bounds.stream().anyMatch(bound -> bound.isNear(value, old));
    }

    private static String exact(@Nullable Double value) {
        return value == null || Double.parseDouble(Numbers.text(value)) == value
                ? ""
                : ", exactly " + Numbers.exact(value);
    }

    private String exactWords(FigureSample sample) {
        return at.words(sample) + exactly(sample.value(), null);
    }

    /** What there is to say of many epochs: the first that decides, and how many are like it. */
    private String summary(NamedRun run, List<FigureSample> samples, List<FigureSample> good) {
        if (samples.isEmpty()) {
            return "no epoch was trained";
        }
        boolean all = at.epoch().kind() == Kind.EVERY;
        int count = samples.size();
        String epochs = epochs(run, count);
        if (all && good.size() == count) {
            return "so at " + (count == 1 ? "the only " : "all " + count + " ") + epochs;
        }
        List<FigureSample> telling =
                all ? samples.stream().filter(s -> !good.contains(s)).toList() : good;
        if (telling.isEmpty()) {
            String end = exactWords(samples.get(count - 1));
            return count == 1
                    ? end
                    : "so at none of " + count + " " + epochs + "; at the end " + end;
        }
        FigureSample first = telling.get(0);
        String value =
                exactWords(first) + (first.value() == null ? " at epoch " + first.epoch() : "");
        if (count == 1) {
            return value;
        }
        return value
                + (telling.size() == 1 ? ", the only one" : ", the first of " + telling.size())
                + " among "
                + count
                + " "
                + epochs;
    }

    private static String epochs(NamedRun run, int count) {
        boolean isWhole = run.history().last().index() == run.history().epochs().size() - 1;
        return (isWhole ? "" : "recorded ") + (count == 1 ? "epoch" : "epochs");
    }
}

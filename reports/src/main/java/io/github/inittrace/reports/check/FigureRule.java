// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.reports.chart.Numbers;
import io.github.inittrace.reports.check.EpochChoice.Kind;
import io.github.inittrace.reports.check.FigurePath.UnknownFigureException;
import io.github.inittrace.run.EpochRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a figure has to be.
 *
 * @param name its name; null for what it demands
 * @param figure which figure
 * @param epoch where
 * @param bounds what it has to satisfy, all of it; at least one
 * @param place where the rule stands
 */
record FigureRule(
        @Nullable String name,
        FigurePath figure,
        EpochChoice epoch,
        List<Bound> bounds,
        Place place)
        implements Rule {
    FigureRule {
        bounds = List.copyOf(bounds);
    }

    /** A figure at an epoch; or why there is none. */
    private record Sample(int epoch, @Nullable Double value, String why) {}

    @Override
    public RuleResult check(NamedRun run, @Nullable NamedRun baseline) throws BrokenRulesException {
        for (Bound bound : bounds) {
            if (bound.kind().isRelative() && baseline == null) {
                throw place.broken(
                        "'"
                                + bound.kind().key()
                                + "' compares with a baseline, found none; give one with"
                                + " --baseline RUN");
            }
        }
        Sample before = baseline == null || !epoch.isOne() ? null : one(baseline);
        boolean isObeyed;
        String found;
        if (epoch.isOne()) {
            Sample sample = one(run);
            isObeyed = satisfies(sample, before);
            found = words(sample) + (isObeyed ? "" : limits(sample, before));
        } else {
            List<Sample> samples = trained(run);
            List<Sample> good = samples.stream().filter(s -> satisfies(s, null)).toList();
            boolean all = epoch.kind() == Kind.EVERY;
            isObeyed =
                    !samples.isEmpty() && (all ? good.size() == samples.size() : !good.isEmpty());
            found = summary(samples, good, all);
        }
        String demanded = demanded();
        return new RuleResult(
                name == null ? figure.text() + where() + ": " + demanded : name,
                demanded,
                found,
                before == null ? null : words(before),
                isObeyed);
    }

    private String where() {
        return figure.isOfRun() ? "" : " " + epoch.words();
    }

    private String demanded() {
        return String.join(" and ", bounds.stream().map(Bound::words).toList());
    }

    private boolean satisfies(Sample sample, @Nullable Sample before) {
        Double value = sample.value;
        if (value == null) {
            return false;
        }
        for (Bound bound : bounds) {
            Double old = before == null ? null : before.value;
            if (bound.kind().isRelative() && old == null) {
                return false;
            }
            if (!bound.holds(value, old == null ? 0 : old)) {
                return false;
            }
        }
        return true;
    }

    private Sample one(NamedRun run) throws BrokenRulesException {
        return switch (epoch.kind()) {
            case AT -> at(run, epoch.index());
            case BEST -> best(run);
            default -> sample(run, run.history().last());
        };
    }

    private Sample at(NamedRun run, int index) throws BrokenRulesException {
        // Asked of another epoch too, so that a figure that does not exist is always told.
        sample(run, run.history().last());
        for (EpochRecord record : run.history()) {
            if (record.index() == index) {
                return sample(run, record);
            }
        }
        return new Sample(
                index,
                null,
                "epoch " + index + " is not recorded, the last is " + run.history().last().index());
    }

    private Sample best(NamedRun run) throws BrokenRulesException {
        Sample best = sample(run, run.history().last());
        for (EpochRecord record : run.history()) {
            Sample sample = sample(run, record);
            Double value = sample.value;
            Double old = best.value;
            if (value != null) {
                int order = old == null ? 0 : Double.compare(value, old);
                if (old == null || (figure.isLoss() ? order < 0 : order > 0)) {
                    best = sample;
                }
            }
        }
        return best;
    }

    private List<Sample> trained(NamedRun run) throws BrokenRulesException {
        List<Sample> samples = new ArrayList<>();
        sample(run, run.history().last());
        for (EpochRecord record : run.history()) {
            if (record.index() > 0) {
                samples.add(sample(run, record));
            }
        }
        return samples;
    }

    private Sample sample(NamedRun run, EpochRecord record) throws BrokenRulesException {
        try {
            Double value = figure.at(run, record);
            return value != null && Double.isFinite(value)
                    ? new Sample(record.index(), value, "")
                    : new Sample(
                            record.index(),
                            null,
                            "null in "
                                    + (figure.isOfRun() ? "run.json" : "epochs.jsonl")
                                    + ": not finite, not defined or not recorded");
        } catch (UnknownFigureException e) {
            throw place.broken(e.getMessage() + " in " + run.name());
        }
    }

    private String words(Sample sample) {
        String when = figure.isOfRun() || sample.value == null ? "" : " at epoch " + sample.epoch;
        return Numbers.text(sample.value, sample.why) + when;
    }

    /** All digits where four do not show why a value is no good. */
    private String limits(Sample sample, @Nullable Sample before) {
        Double value = sample.value;
        Double old = before == null ? null : before.value;
        if (value != null
                && Double.parseDouble(Numbers.text(value)) != value
                && (bounds.stream().anyMatch(bound -> isNear(bound.amount(), value))
                        || (old != null && isNear(old, value)))) {
            return ", exactly " + Numbers.exact(value);
        }
        return value != null && old == null && before != null && isRelative()
                ? "; the baseline has nothing to compare with"
                : "";
    }

    private static boolean isNear(double limit, double value) {
        return Math.abs(limit - value) <= 1e-3 * Math.abs(value);
    }

    private boolean isRelative() {
        return bounds.stream().anyMatch(bound -> bound.kind().isRelative());
    }

    private String summary(List<Sample> samples, List<Sample> good, boolean all) {
        if (samples.isEmpty()) {
            return "no epoch was trained";
        }
        if (all) {
            Sample first = samples.stream().filter(s -> !good.contains(s)).findFirst().orElse(null);
            return first == null
                    ? "so at all " + samples.size() + " epochs"
                    : words(first)
                            + (first.value == null ? " at epoch " + first.epoch : "")
                            + ", the first of "
                            + (samples.size() - good.size())
                            + " of "
                            + samples.size();
        }
        Sample last = samples.get(samples.size() - 1);
        return good.isEmpty()
                ? "so at none of " + samples.size() + " epochs; at the end " + words(last)
                : words(good.get(0)) + ", the first of " + good.size() + " of " + samples.size();
    }
}

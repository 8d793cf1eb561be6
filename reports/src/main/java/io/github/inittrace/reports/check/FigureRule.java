// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.study.EpochChoice;
import io.github.inittrace.study.EpochChoice.Kind;
import io.github.inittrace.study.FigurePath;
import io.github.inittrace.study.FigurePath.UnknownFigureException;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        RuleLocation place)
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
        String demanded = demanded();
        String title = name == null ? demanded : name;
        if (!epoch.isOne()) {
            List<Sample> samples = trained(run);
            List<Sample> good = samples.stream().filter(s -> satisfies(s, null)).toList();
            boolean isObeyed =
                    epoch.kind() == Kind.EVERY
                            ? !samples.isEmpty() && good.size() == samples.size()
                            : !good.isEmpty();
            return new RuleResult(title, demanded, summary(run, samples, good), null, isObeyed);
        }
        Sample sample = one(run);
        Sample before = baseline == null ? null : one(baseline);
        boolean isRelative = bounds.stream().anyMatch(bound -> bound.kind().isRelative());
        boolean isBlind = isRelative && before != null && before.value == null;
        return new RuleResult(
                title,
                demanded,
                words(sample, isTight(sample, before))
                        + (isBlind ? "; the baseline has nothing to compare with" : ""),
                before == null ? null : words(before, isRelative && isTight(sample, before)),
                satisfies(sample, before));
    }

    private String demanded() {
        return figure.text()
                + (figure.isOfRun() ? "" : " " + epoch.words())
                + ": "
                + String.join(" and ", bounds.stream().map(Bound::words).toList());
    }

    private boolean satisfies(Sample sample, @Nullable Sample before) {
        Double value = sample.value;
        Double old = before == null ? null : before.value;
        return value != null
                && bounds.stream()
                        .allMatch(
                                bound ->
                                        !bound.kind().isRelative()
                                                ? bound.holds(value, 0)
                                                : old != null && bound.holds(value, old));
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
        List<Sample> samples = new ArrayList<>();
        for (EpochRecord record : run.history()) {
            samples.add(sample(run, record));
        }
        double[] values =
                samples.stream().mapToDouble(s -> s.value == null ? Double.NaN : s.value).toArray();
        int best = Objects.requireNonNull(figure.direction()).best(values);
        return samples.get(best < 0 ? samples.size() - 1 : best);
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
                    : new Sample(record.index(), null, MissingValue.why(figure, run, record));
        } catch (UnknownFigureException e) {
            throw place.broken(String.valueOf(e.getMessage()));
        }
    }

    /** Whether a violating value is so near its limit that four digits do not show the side. */
    private boolean isTight(Sample sample, @Nullable Sample before) {
        Double value = sample.value;
        Double old = before == null ? null : before.value;
        return value != null
                && !satisfies(sample, before)
                && bounds.stream().anyMatch(bound -> bound.isNear(value, old));
    }

    private String words(Sample sample, boolean isExact) {
        Double value = sample.value;
        if (value == null) {
            return Numbers.undefined(sample.why);
        }
        String text = Numbers.text(value);
        return text
                + (figure.isOfRun() ? "" : " at epoch " + sample.epoch)
                + (isExact && Double.parseDouble(text) != value
                        ? ", exactly " + Numbers.exact(value)
                        : "");
    }

    /** What there is to say of many epochs: the first that decides, and how many are like it. */
    private String summary(NamedRun run, List<Sample> samples, List<Sample> good) {
        if (samples.isEmpty()) {
            return "no epoch was trained";
        }
        boolean all = epoch.kind() == Kind.EVERY;
        int count = samples.size();
        String epochs = epochs(run, count);
        if (all && good.size() == count) {
            return "so at " + (count == 1 ? "the only " : "all " + count + " ") + epochs;
        }
        List<Sample> telling =
                all ? samples.stream().filter(s -> !good.contains(s)).toList() : good;
        if (telling.isEmpty()) {
            String end = words(samples.get(count - 1), isTight(samples.get(count - 1), null));
            return count == 1
                    ? end
                    : "so at none of " + count + " " + epochs + "; at the end " + end;
        }
        Sample first = telling.get(0);
        String value =
                words(first, isTight(first, null))
                        + (first.value == null ? " at epoch " + first.epoch : "");
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

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.study.EpochChoice;
import io.github.inittrace.study.FigurePath;
import io.github.inittrace.study.FigurePath.UnknownFigureException;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which figure a rule is about, and where.
 *
 * @param figure which figure
 * @param epoch where
 * @param place where the rule stands
 */
record FigureAt(FigurePath figure, EpochChoice epoch, RuleLocation place) {
    /** The figure with where it is looked for, as a rule's name begins. */
    String words() {
        return figure.text() + (figure.isOfRun() ? "" : " " + epoch.words());
    }

    /** The figure where a rule asks for one of it. */
    FigureSample one(NamedRun run) throws BrokenRulesException {
        return switch (epoch.kind()) {
            case AT -> at(run, epoch.index());
            case BEST -> best(run);
            default -> sample(run, run.history().last());
        };
    }

    private FigureSample at(NamedRun run, int index) throws BrokenRulesException {
        // Asked of another epoch too, so that a figure that does not exist is always told.
        sample(run, run.history().last());
        for (EpochRecord record : run.history()) {
            if (record.index() == index) {
                return sample(run, record);
            }
        }
        return new FigureSample(
                index,
                null,
                "epoch " + index + " is not recorded, the last is " + run.history().last().index());
    }

    private FigureSample best(NamedRun run) throws BrokenRulesException {
        List<FigureSample> samples = new ArrayList<>();
        for (EpochRecord record : run.history()) {
            samples.add(sample(run, record));
        }
        double[] values =
                samples.stream()
                        .map(FigureSample::value)
                        .mapToDouble(value -> value == null ? Double.NaN : value)
                        .toArray();
        int best = Objects.requireNonNull(figure.direction()).best(values);
        return samples.get(best < 0 ? samples.size() - 1 : best);
    }

    /** The figure at every epoch, the untrained network left out. */
    List<FigureSample> trained(NamedRun run) throws BrokenRulesException {
        List<FigureSample> samples = new ArrayList<>();
        sample(run, run.history().last());
        for (EpochRecord record : run.history()) {
            if (record.index() > 0) {
                samples.add(sample(run, record));
            }
        }
        return samples;
    }

    private FigureSample sample(NamedRun run, EpochRecord record) throws BrokenRulesException {
        try {
            Double value = figure.at(run, record);
            return value != null && Double.isFinite(value)
                    ? new FigureSample(record.index(), value, "")
                    : new FigureSample(record.index(), null, MissingValue.why(figure, run, record));
        } catch (UnknownFigureException e) {
            throw place.broken(String.valueOf(e.getMessage()));
        }
    }

    /** A value and its epoch, or why there is none. */
    String words(FigureSample sample) {
        Double value = sample.value();
        return value == null
                ? Numbers.undefined(sample.why())
                : Numbers.text(value) + (figure.isOfRun() ? "" : " at epoch " + sample.epoch());
    }
}

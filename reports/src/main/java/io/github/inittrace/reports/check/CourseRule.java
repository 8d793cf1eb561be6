// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.measure.LossCurveAnalysis;
import io.github.inittrace.measure.LossCurveAnalysis.Learner;
import io.github.inittrace.measure.LossCurveAnalysis.Regime;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.study.EpochChoice;
import io.github.inittrace.study.EpochChoice.Kind;
import io.github.inittrace.study.FigurePath;
import io.github.inittrace.study.FigurePath.UnknownFigureException;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.study.NamedRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the course of a loss has to look like, by {@link LossCurveAnalysis}: the class of the run, or the
 * regime at epochs.
 *
 * @param name its name; null for what it demands
 * @param loss which loss
 * @param learners the classes to accept; empty if the rule is about regimes
 * @param regimes the regimes to accept; empty if the rule is about the class
 * @param epoch where the regime counts
 * @param strong the loss below which a learner is strong; NaN where that makes no difference
 * @param place where the rule stands
 */
record CourseRule(
        @Nullable String name,
        FigurePath loss,
        Set<Learner> learners,
        Set<Regime> regimes,
        EpochChoice epoch,
        double strong,
        RuleLocation place)
        implements Rule {
    CourseRule {
        learners = Set.copyOf(learners);
        regimes = Set.copyOf(regimes);
    }

    private record Found(String words, boolean isObeyed) {}

    @Override
    public RuleResult check(NamedRun run, @Nullable NamedRun baseline) throws BrokenRulesException {
        Found found = found(run);
        return new RuleResult(
                title(),
                demanded(),
                found.words,
                baseline == null ? null : found(baseline).words,
                found.isObeyed);
    }

    @Override
    public String demanded() {
        return loss.text()
                + ", "
                + (regimes.isEmpty()
                        ? "learner: " + either(learners)
                        : "regime " + epoch.words() + ": " + either(regimes));
    }

    private Found found(NamedRun run) throws BrokenRulesException {
        List<Integer> indices = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        boolean any = false;
        for (EpochRecord epoch : run.history()) {
            Double value = value(run, epoch);
            // What nobody evaluated is no divergence: a pass before the first, epochs without a
            // saved loss.
            if (value != null
                    || MissingValue.why(loss, run, epoch).equals(MissingValue.NOT_FINITE)) {
                indices.add(epoch.index());
                losses.add(value == null ? Double.NaN : value);
            }
            any |= value != null;
        }
        if (!any) {
            return new Found(
                    "unknown: "
                            + loss.text()
                            + " is null at every epoch: "
                            + MissingValue.why(loss, run, run.history().last()),
                    false);
        }
        int[] epochs = indices.stream().mapToInt(Integer::intValue).toArray();
        LossCurveAnalysis course =
                new LossCurveAnalysis(
                        epochs, losses.stream().mapToDouble(Double::doubleValue).toArray());
        return regimes.isEmpty() ? learner(course) : regime(course, epochs);
    }

    private @Nullable Double value(NamedRun run, EpochRecord record) throws BrokenRulesException {
        try {
            return loss.at(run, record);
        } catch (UnknownFigureException e) {
            throw place.broken(String.valueOf(e.getMessage()));
        }
    }

    private Found learner(LossCurveAnalysis course) {
        Learner learner = course.learner(strong);
        String words =
                learner == Learner.UNSTABLE
                        ? "unstable: diverged at epoch " + course.divergence()
                        : Double.isNaN(strong) ? "does not diverge" : word(learner);
        return new Found(words, learners.contains(learner));
    }

    private Found regime(LossCurveAnalysis course, int[] indices) {
        List<Regime> all = course.regimes(strong);
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < indices.length; i++) {
            boolean isMeant =
                    switch (epoch.kind()) {
                        case AT -> indices[i] == epoch.index();
                        case ANY, EVERY -> indices[i] > 0;
                        default -> i == indices.length - 1;
                    };
            if (isMeant) {
                chosen.add(i);
            }
        }
        if (chosen.isEmpty()) {
            return new Found(
                    epoch.kind() == Kind.AT
                            ? "epoch " + epoch.index() + " is not recorded, or has no loss"
                            : "no epoch was trained",
                    false);
        }
        List<Integer> good = chosen.stream().filter(i -> regimes.contains(all.get(i))).toList();
        boolean isObeyed =
                epoch.kind() == Kind.EVERY ? good.size() == chosen.size() : !good.isEmpty();
        int telling =
                epoch.kind() == Kind.EVERY && !isObeyed
                        ? chosen.stream().filter(i -> !good.contains(i)).findFirst().orElseThrow()
                        : good.isEmpty() ? chosen.get(chosen.size() - 1) : good.get(0);
        Regime regime = all.get(telling);
        String word =
                Double.isNaN(strong) && regime != Regime.UNTRAINABLE ? "trainable" : word(regime);
        return new Found(word + " at epoch " + indices[telling], isObeyed);
    }

    private static String either(Collection<? extends Enum<?>> accepted) {
        Set<String> words = new TreeSet<>();
        accepted.forEach(value -> words.add(word(value)));
        return String.join(" or ", words);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.alarms.Severity;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.study.EpochChoice;
import io.github.inittrace.study.FigurePath;
import io.github.inittrace.study.NamedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run has to obey where nobody said: it completed, no alarm was a failure, and nothing else
 * makes it broken; and with a
 * baseline, it is not clearly worse. {@code docs/gate.md} says why these numbers. Stateless.
 */
public final class DefaultRules {
    static final RuleLocation PLACE = new RuleLocation("the default rules", 0, "");
    private static final Bound LOSS = new Bound(Bound.Kind.MAX_INCREASE, 10, true);
    private static final Bound ACCURACY = new Bound(Bound.Kind.MAX_DECREASE, 0.01, false);
    private static final Bound DISTANCE = new Bound(Bound.Kind.WITHIN_FACTOR, 2, false);

    private DefaultRules() {}

    /**
     * The rules for a run. What a baseline should have and has not is compared nevertheless, so
     * that it is seen: left out are sets of one run alone, and what neither run can have, such as
     * an accuracy without classes.
     *
     * @param run the run
     * @param baseline the run to compare with; null if there is none
     */
    public static List<Rule> of(NamedRun run, @Nullable NamedRun baseline) {
        List<Rule> rules = new ArrayList<>(ofEveryRun());
        if (baseline != null) {
            rules.addAll(losses(run, baseline));
            Double start = baseline.history().last().total().initialNorm();
            boolean isFromZero = start != null && start == 0;
            rules.add(distance(isFromZero ? "total.distance" : "total.relativeDistance"));
        }
        return rules;
    }

    /** What has nothing to do with a baseline. */
    static List<Rule> ofEveryRun() {
        return List.of(
                new EndingRule(null, List.of(EndReason.COMPLETED)),
                new AlarmRule(null, Severity.WARNING, Set.of(), List.of(), PLACE),
                VerdictRule.of(null, List.of("healthy", "watch")));
    }

    /** What losses and accuracies may be compared with those of a baseline. */
    static List<FigureRule> losses(NamedRun run, NamedRun baseline) {
        List<FigureRule> rules = new ArrayList<>();
        EpochRecord now = run.history().last();
        EpochRecord before = baseline.history().last();
        boolean isShared = false;
        for (ValidationRecord set : before.validation()) {
            ValidationRecord own = sets(run).get(set.name());
            if (own != null) {
                isShared = true;
                rules.add(rule("validation." + set.name() + ".loss", LOSS));
                if (set.accuracy() != null || own.accuracy() != null) {
                    rules.add(rule("validation." + set.name() + ".accuracy", ACCURACY));
                }
            }
        }
        if (!isShared && (hasLoss(now) || hasLoss(before))) {
            rules.add(rule("epochEndLoss", LOSS));
        }
        return rules;
    }

    /** Whether a training loss was evaluated, or imported: that comes without a number of examples. */
    private static boolean hasLoss(EpochRecord epoch) {
        return epoch.epochEndLoss() != null || epoch.epochEndExamples() > 0;
    }

    /** What a distance may be compared with that of a baseline. */
    static FigureRule distance(String figure) {
        return rule(figure, DISTANCE);
    }

    /**
     * What these rules do not look at.
     *
     * @return a sentence for each validation set that only one of two runs has
     */
    public static List<String> leftOut(NamedRun run, NamedRun baseline) {
        List<String> sentences = new ArrayList<>();
        Set<String> own = sets(run).keySet();
        Set<String> others = sets(baseline).keySet();
        for (String set : own) {
            if (!others.contains(set)) {
                sentences.add(sentence(set, "run"));
            }
        }
        for (String set : others) {
            if (!own.contains(set)) {
                sentences.add(sentence(set, "baseline"));
            }
        }
        return sentences;
    }

    private static String sentence(String set, String owner) {
        return "only the " + owner + " has the validation set '" + set + "', so it is not compared";
    }

    private static Map<String, ValidationRecord> sets(NamedRun run) {
        Map<String, ValidationRecord> sets = new LinkedHashMap<>();
        run.history().last().validation().forEach(set -> sets.put(set.name(), set));
        return sets;
    }

    private static FigureRule rule(String figure, Bound bound) {
        FigureAt at = new FigureAt(new FigurePath(figure), EpochChoice.LAST, PLACE);
        return new FigureRule(null, at, List.of(bound));
    }
}

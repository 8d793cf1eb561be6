// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.measure.Severity;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.ValidationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run has to obey where nobody said: it completed, no alarm was a failure; and with a
 * baseline, it is not clearly worse. {@code docs/gate.md} says why these numbers. Stateless.
 */
public final class DefaultRules {
    private static final Place PLACE = new Place("the default rules", 0, "");
    private static final Bound LOSS = new Bound(Bound.Kind.MAX_INCREASE, 10, true);
    private static final Bound ACCURACY = new Bound(Bound.Kind.MAX_DECREASE, 0.01, false);
    private static final Bound DISTANCE = new Bound(Bound.Kind.WITHIN_FACTOR, 2, false);

    private DefaultRules() {}

    /**
     * The rules for a run.
     *
     * @param run the run
     * @param baseline the run to compare with; null if there is none. Validation sets that only one
     *     of them has are left out, and so is what the baseline itself has no figure of
     */
    public static List<Rule> of(NamedRun run, @Nullable NamedRun baseline) {
        List<Rule> rules = new ArrayList<>();
        rules.add(new EndingRule(null, List.of("completed")));
        rules.add(new AlarmRule(null, Severity.WARNING, Set.of(), List.of(), PLACE));
        if (baseline == null) {
            return rules;
        }
        EpochRecord before = baseline.history().last();
        List<String> sets =
                run.history().last().validation().stream().map(ValidationRecord::name).toList();
        int own = rules.size();
        for (ValidationRecord set : before.validation()) {
            if (sets.contains(set.name())) {
                add(rules, "validation." + set.name() + ".loss", set.loss(), LOSS);
                add(rules, "validation." + set.name() + ".accuracy", set.accuracy(), ACCURACY);
            }
        }
        if (rules.size() == own) {
            add(rules, "epochEndLoss", before.epochEndLoss(), LOSS);
        }
        boolean hasRelative = before.total().relativeDistance() != null;
        String distance = hasRelative ? "total.relativeDistance" : "total.distance";
        add(rules, distance, before.total().distance(), DISTANCE);
        return rules;
    }

    private static void add(List<Rule> rules, String figure, @Nullable Double before, Bound bound) {
        if (before != null) {
            rules.add(
                    new FigureRule(
                            null, new FigurePath(figure), EpochChoice.LAST, List.of(bound), PLACE));
        }
    }
}

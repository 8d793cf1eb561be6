// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.NamedRun;
import io.github.inittrace.sweep.SweepGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep has to obey where nobody said: what every run has to, and with a baseline, that no
 * group is worse than seeds explain. Where there are too few seeds to tell, means are held against
 * the bounds for single runs. {@code docs/gate.md} says why these numbers. Stateless.
 */
final class SweepDefaultRules {
    private static final double LEVEL = 0.05;
    private static final GroupChoice EVERYWHERE = GroupChoice.all(DefaultRules.PLACE);

    private SweepDefaultRules() {}

    /**
     * The rules for a sweep.
     *
     * @param pairs its groups
     * @param hasBaseline whether there is a baseline
     * @param remarks takes sentences on what is compared otherwise
     * @throws IOException if a run cannot be read, or nothing in the baseline can be compared
     */
    static List<SweepRule> of(List<GroupPair> pairs, boolean hasBaseline, List<String> remarks)
            throws IOException {
        List<SweepRule> rules = new ArrayList<>();
        for (Rule rule : DefaultRules.ofEveryRun()) {
            rules.add(new GroupRule(rule, RunQuantifier.EVERY, EVERYWHERE));
        }
        List<GroupPair> comparable = pairs.stream().filter(GroupPair::isComparable).toList();
        if (!hasBaseline) {
            return rules;
        }
        if (comparable.isEmpty()) {
            throw new IOException(
                    "expected a group with a finished run both in the sweep and in the baseline,"
                            + " found none, so there is nothing to compare; finish the sweeps");
        }
        NamedRun run = first(comparable.get(0).own());
        NamedRun other = first(comparable.get(0).baseline());
        remarks.addAll(DefaultRules.leftOut(run, other));
        List<FigureRule> figures = new ArrayList<>(DefaultRules.losses(run, other));
        // Not the relative one, which is undefined where all weights start at zero.
        figures.add(DefaultRules.distance("total.distance"));
        rules.addAll(
                compared(
                        figures,
                        comparable.stream().map(SweepDefaultRules::sizes).toList(),
                        remarks));
        return rules;
    }

    private static List<SweepRule> compared(
            List<FigureRule> figures, List<GroupSizes> sizes, List<String> remarks) {
        List<SweepRule> rules = new ArrayList<>();
        List<String> untested = new ArrayList<>();
        for (FigureRule figure : figures) {
            SeedTestRule test = test(figure.at());
            if (test.isBlind(sizes)) {
                untested.add(figure.at().figure().text());
                rules.add(new GroupRule(figure, RunQuantifier.MEAN, EVERYWHERE));
            } else {
                rules.add(test);
            }
        }
        if (!untested.isEmpty()) {
            GroupSizes fewest =
                    sizes.stream()
                            .min(Comparator.comparingInt(s -> s.runs() + s.others()))
                            .orElseThrow();
            remarks.add(
                    fewest.words(sizes.size())
                            + " are too few for a test that knows about seeds, so the mean of "
                            + String.join(", ", untested)
                            + " is held against the bound for single runs");
        }
        return rules;
    }

    private static SeedTestRule test(FigureAt at) {
        Bound margin =
                at.figure().direction() == null
                        ? new Bound(Bound.Kind.WITHIN, 10, true)
                        : at.figure().isShare()
                                ? new Bound(Bound.Kind.MAX_DECREASE, 0.002, false)
                                : new Bound(Bound.Kind.MAX_INCREASE, 2, true);
        boolean isOneSided = at.figure().direction() != null;
        return new SeedTestRule(null, at, isOneSided, LEVEL, Optional.of(margin), EVERYWHERE);
    }

    private static GroupSizes sizes(GroupPair pair) {
        SweepGroup baseline = pair.baseline();
        return new GroupSizes(
                pair.own().finished().size(), baseline == null ? 0 : baseline.finished().size());
    }

    private static NamedRun first(@Nullable SweepGroup group) throws IOException {
        if (group == null) {
            throw new IllegalStateException("a comparable group has a baseline");
        }
        return WholeRun.read(group.finished().get(0).folder());
    }
}

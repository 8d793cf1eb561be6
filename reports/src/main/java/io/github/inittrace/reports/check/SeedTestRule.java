// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.measure.Direction;
import io.github.inittrace.study.HolmCorrection;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.TwoSampleTest;
import io.github.inittrace.study.TwoSampleTest.Alternative;
import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a figure of a group is not worse than that of the baseline's, or not different, by more than
 * seeds explain. It is violated where both the p-value of {@link TwoSampleTest}, corrected for the
 * number of groups by {@link HolmCorrection}, is below a level and the means differ by more than a
 * margin. An undefined figure counts as worse than any number; where neither less nor more of it is
 * better, as larger than any.
 *
 * @param name its name; null for what it demands
 * @param at which figure, at one epoch
 * @param isOneSided whether a better figure is welcome; then less or more of it is known to be better
 * @param level p-values below it count
 * @param margin what the means may differ by, in the form of a bound; empty if nothing
 * @param where the groups that it is about
 */
record SeedTestRule(
        @Nullable String name,
        FigureAt at,
        boolean isOneSided,
        double level,
        Optional<Bound> margin,
        GroupChoice where)
        implements SweepRule {
    static final String NOT_WORSE = "notWorse";
    static final String NOT_DIFFERENT = "notDifferent";
    static final String MARGIN = "margin";

    private record Tested(GroupFindings group, GroupFindings baseline, TwoSampleTest test) {
        GroupSizes sizes() {
            return new GroupSizes(group.n(), baseline.n());
        }
    }

    @Override
    public String demanded() {
        return at.words()
                + ": not "
                + (isOneSided ? "worse than" : "different from")
                + " the baseline"
                + margin.map(bound -> " by more than " + bound.amountWords()).orElse("")
                + " (p < "
                + Bound.plain(level)
                + ")";
    }

    @Override
    public RuleLocation place() {
        return at.place();
    }

    @Override
    public String keys() {
        return "'" + key() + "' is";
    }

    private String key() {
        return isOneSided ? NOT_WORSE : NOT_DIFFERENT;
    }

    @Override
    public boolean isRelative() {
        return true;
    }

    @Override
    public void requireBaseline(boolean hasBaseline) throws BrokenRulesException {
        if (!hasBaseline) {
            throw place().noBaseline(key(), "SWEEP");
        }
    }

    @Override
    public RunFinding finding(NamedRun run, String label) throws BrokenRulesException {
        FigureSample sample = at.one(run);
        return new RunFinding(label, sample.value(), at.words(sample), false);
    }

    /** Whether runs are so few that in one of the groups no figures whatever could violate it. */
    boolean isBlind(List<GroupSizes> groups) {
        return groups.stream().anyMatch(one -> one.smallestP(groups, alternative()) >= level);
    }

    private Alternative alternative() {
        return !isOneSided
                ? Alternative.DIFFERENT
                : isBetterHigh() ? Alternative.LESS : Alternative.GREATER;
    }

    private boolean isBetterHigh() {
        return at.figure().direction() == Direction.MAXIMISE;
    }

    @Override
    public List<RuleResult> results(List<GroupFindings> groups) {
        List<Tested> tested = new ArrayList<>();
        for (GroupFindings group : groups) {
            GroupFindings baseline = Objects.requireNonNull(group.baseline());
            if (group.n() > 0 && baseline.n() > 0) {
                TwoSampleTest test =
                        TwoSampleTest.of(values(group), values(baseline), alternative());
                tested.add(new Tested(group, baseline, test));
            }
        }
        double[] corrected =
                HolmCorrection.of(tested.stream().mapToDouble(t -> t.test.p()).toArray());
        List<GroupSizes> sizes = tested.stream().map(Tested::sizes).toList();
        List<RuleResult> results = new ArrayList<>();
        int next = 0;
        for (GroupFindings group : groups) {
            boolean isTested = next < tested.size() && tested.get(next).group == group;
            results.add(
                    isTested
                            ? result(tested.get(next), corrected[next++], sizes)
                            : untested(group, Objects.requireNonNull(group.baseline())));
        }
        return results;
    }

    private double[] values(GroupFindings group) {
        double worst = isBetterHigh() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        return group.finished().stream()
                .map(RunFinding::value)
                .mapToDouble(value -> value == null ? worst : value)
                .toArray();
    }

    private RuleResult untested(GroupFindings group, GroupFindings baseline) {
        return new RuleResult(
                title(),
                demanded(),
                group.label(),
                group.meanWords() + (baseline.n() == 0 ? Bound.NOTHING_TO_COMPARE : ""),
                baseline.meanWords(),
                false);
    }

    private RuleResult result(Tested tested, double corrected, List<GroupSizes> groups) {
        GroupFindings group = tested.group;
        GroupFindings baseline = tested.baseline;
        Double mean = group.mean();
        Double old = baseline.mean();
        boolean isBeyond =
                mean == null
                        || old == null
                        || margin.map(bound -> !bound.holds(mean, old)).orElse(true);
        String found =
                group.meanWords()
                        + group.difference(baseline, at.figure().isShare())
                        + "; p = "
                        + words(corrected)
                        + (groups.size() == 1
                                ? " ("
                                : ", corrected for "
                                        + groups.size()
                                        + " groups ("
                                        + words(tested.test.p())
                                        + " alone; ")
                        + (isOneSided ? "one-sided " : "two-sided ")
                        + tested.test.method().words()
                        + ")"
                        + tooFew(tested.sizes(), groups)
                        + group.incomplete();
        return new RuleResult(
                title(),
                demanded(),
                group.label(),
                found,
                baseline.meanWords() + baseline.incomplete(),
                !(corrected < level && isBeyond));
    }

    /** A p-value in two digits, or more where these would hide on which side of the level it is. */
    private String words(double p) {
        String rough = Numbers.rough(p);
        return Double.parseDouble(rough) < level == p < level ? rough : Numbers.exact(p);
    }

    private String tooFew(GroupSizes own, List<GroupSizes> groups) {
        double smallest = own.smallestP(groups, alternative());
        return smallest < level
                ? ""
                : "; too few to tell: with "
                        + own.words(groups.size())
                        + ", p is at least "
                        + words(smallest);
    }
}

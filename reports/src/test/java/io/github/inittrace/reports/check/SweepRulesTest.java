// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.study.Runs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What rules say of groups of runs, line by line. Test losses are twice the training losses. */
class SweepRulesTest {
    private static final Runs[] GOOD = ending(0.10, 0.11, 0.12, 0.13, 0.14);
    private static final Runs[] BAD = ending(0.20, 0.21, 0.22, 0.23, 0.24);

    @Test
    void ofEvery_isTheDefaultAndNamesWhoDoesNotObey() throws IOException {
        assertThat(line("- ending: completed", GOOD))
                .isEqualTo(
                        "ok    ending: completed, in every run [64]; found completed in all 5 runs");
        Runs[] failed = ending(0.1, 0.2, 0.3);
        failed[1].ending(EndReason.FAILED, "no memory");
        assertThat(line("- {ending: completed, of: every}", failed))
                .isEqualTo(
                        "FAIL  ending: completed, in every run [64]; found so in 2 of 3 runs; not in"
                                + " seed 2 (failed: no memory)");
        assertThat(line("- ending: stopped", GOOD))
                .isEqualTo(
                        "FAIL  ending: stopped, in every run [64]; found in none of 5 runs: seed 1,"
                                + " seed 2, seed 3 and 2 more (completed)");
        assertThat(line("- {figure: epochEndLoss, max: 0.14}", GOOD))
                .isEqualTo(
                        "ok    epochEndLoss at the last epoch: at most 0.14, in every run [64]; found"
                                + " 0.1000 to 0.1400 in all 5 runs");
        assertThat(line("- {figure: epochEndLoss, max: 0.12}", GOOD))
                .isEqualTo(
                        "FAIL  epochEndLoss at the last epoch: at most 0.12, in every run [64]; found"
                                + " so in 3 of 5 runs; not in seed 4 (0.1300 at epoch 1); seed 5"
                                + " (0.1400 at epoch 1)");
        assertThat(line("- {name: low, figure: epochEndLoss, max: 0.12}", ending(0.1)))
                .isEqualTo(
                        "ok    low (epochEndLoss at the last epoch: at most 0.12, in every run) [64];"
                                + " found 0.1000 at epoch 1");
        assertThat(line("- {figure: epochEndLoss, epoch: every, max: 0.2}", GOOD))
                .endsWith("[64]; found so at the only epoch in all 5 runs");
    }

    @Test
    void ofAShare_countsRuns() throws IOException {
        assertThat(line("- {figure: epochEndLoss, max: 0.13, of: 80 %}", GOOD))
                .isEqualTo(
                        "ok    epochEndLoss at the last epoch: at most 0.13, in at least 80 % of the"
                                + " runs [64]; found so in 4 of 5 runs; not in seed 5 (0.1400 at"
                                + " epoch 1)");
        assertThat(line("- {figure: epochEndLoss, max: 0.13, of: 80.1%}", GOOD)).startsWith("FAIL");
        assertThat(line("- {figure: epochEndLoss, max: 0.13, of: 80 %}", ending(0.1, 0.2, 0.1)))
                .startsWith("FAIL");
    }

    @Test
    void ofMean_holdsTheMeanAgainstTheBounds() throws IOException {
        assertThat(line("- {figure: epochEndLoss, max: 0.12, of: mean}", GOOD))
                .isEqualTo(
                        "ok    epochEndLoss at the last epoch: at most 0.12, in the mean of the runs"
                                + " [64]; found mean 0.1200, sd 0.016, n = 5");
        assertThat(line("- {figure: epochEndLoss, max: 0.12, of: mean}", ending(0.12001, 0.12001)))
                .startsWith("FAIL")
                .endsWith("found mean 0.1200, sd 0, n = 2, exactly 0.12001");
        assertThat(line("- {figure: epochEndLoss, max: 1, of: mean}", ending(0.1, Double.NaN, 0.2)))
                .isEqualTo(
                        "FAIL  epochEndLoss at the last epoch: at most 1, in the mean of the runs"
                                + " [64]; found no mean (3 runs): seed 2 (undefined (not finite))");
        assertThat(line("- {figure: epochEndLoss, max: 1, of: mean}", ending(0.5)))
                .endsWith("found 0.5, n = 1");
    }

    @Test
    void ofWorst_tellsTheRunFurthestFromItsBound() throws IOException {
        assertThat(line("- {figure: epochEndLoss, max: 0.2, of: worst}", GOOD))
                .isEqualTo(
                        "ok    epochEndLoss at the last epoch: at most 0.2, in the worst run [64];"
                                + " found 0.1400 at epoch 1 in seed 5, the worst of 5 runs");
        assertThat(line("- {figure: epochEndLoss, min: 0.2, of: worst}", GOOD))
                .startsWith("FAIL")
                .endsWith("found 0.1000 at epoch 1 in seed 1, the worst of 5 runs");
        assertThat(line("- {figure: epochEndLoss, max: 9, of: worst}", ending(0.1, Double.NaN)))
                .startsWith("FAIL")
                .endsWith("found undefined (not finite) in seed 2, the worst of 2 runs");
    }

    @Test
    void boundAgainstABaseline_meansTheMeanOfItsGroup() throws IOException {
        assertThat(line("- {figure: epochEndLoss, maxIncrease: 20 %}", GOOD, GOOD))
                .isEqualTo(
                        "ok    epochEndLoss at the last epoch: at most 20 % above the baseline, in"
                                + " every run [64]; found 0.1000 to 0.1400 in all 5 runs; baseline"
                                + " mean 0.1200, sd 0.016, n = 5");
        assertThat(line("- {figure: epochEndLoss, maxIncrease: 80 %, of: mean}", BAD, GOOD))
                .startsWith("FAIL");
        assertThat(line("- {figure: epochEndLoss, maxIncrease: 90 %, of: mean}", BAD, GOOD))
                .startsWith("ok");
        assertThat(
                        line(
                                "- {figure: epochEndLoss, maxIncrease: 90 %, of: mean}",
                                BAD, ending(0.1, Double.NaN)))
                .startsWith("FAIL")
                .endsWith(
                        "n = 5; the baseline has nothing to compare with; baseline no mean (2 runs):"
                                + " seed 2 (undefined (not finite))");
    }

    @Test
    void runsThatAreNotFinished_areSaidToBeMissing() throws IOException {
        SweepRule rule = rule("- ending: completed");
        assertThat(line(rule, new GroupFindings("", 3, findings(rule, GOOD).subList(0, 2), null)))
                .isEqualTo(
                        "ok    ending: completed, in every run; found completed in all 2 runs; 2 of"
                                + " 3 runs are finished");
        assertThat(line(rule, new GroupFindings("", 3, List.of(), null)))
                .isEqualTo("FAIL  ending: completed, in every run; found none of 3 runs finished");
        SweepRule test = rule("- {figure: epochEndLoss, notWorse: 0.05}");
        assertThat(line(test, group(test, new Runs[0], GOOD)))
                .startsWith("FAIL")
                .contains("found none of 0 runs finished; baseline mean 0.1200");
        assertThat(line(test, group(test, GOOD, new Runs[0])))
                .startsWith("FAIL")
                .contains("n = 5; the baseline has nothing to compare with; baseline none of 0");
    }

    @Test
    void notWorse_isTestedWithSeeds() throws IOException {
        String rule = "- {figure: epochEndLoss, notWorse: 0.05}";
        assertThat(line(rule, BAD, GOOD))
                .isEqualTo(
                        "FAIL  epochEndLoss at the last epoch: not worse than the baseline (p <"
                                + " 0.05) [64]; found mean 0.2200, sd 0.016, n = 5, 83 % higher; p ="
                                + " 0.0040 (one-sided permutation test); baseline mean 0.1200, sd"
                                + " 0.016, n = 5");
        assertThat(line(rule, GOOD, BAD)).startsWith("ok").contains("45 % lower; p = 1 (");
        assertThat(line(rule, GOOD, GOOD)).startsWith("ok").contains(", equal; p = 0.5");
        String accuracy = "- {figure: validation.test.accuracy, notWorse: 0.05, margin: 0.01}";
        Runs[] worse = accurate(0.85, 0.851, 0.852, 0.853, 0.854);
        Runs[] better = accurate(0.9, 0.901, 0.902, 0.903, 0.904);
        assertThat(line(accuracy, worse, better))
                .startsWith("FAIL")
                .contains("by more than 0.01 (p < 0.05)", "5.0 points lower; p = 0.0040");
        assertThat(line(accuracy, better, worse)).startsWith("ok");
    }

    @Test
    void notDifferent_looksBothWays() throws IOException {
        String rule = "- {figure: epochEndLoss, notDifferent: 0.05}";
        assertThat(line(rule, GOOD, BAD))
                .startsWith("FAIL  epochEndLoss at the last epoch: not different from the baseline")
                .contains("p = 0.0079 (two-sided permutation test)");
        assertThat(line(rule, BAD, GOOD)).startsWith("FAIL");
        assertThat(line(rule, GOOD, GOOD)).startsWith("ok").contains("p = 1");
    }

    @Test
    void margin_isWhatADifferenceMayBeHoweverSure() throws IOException {
        assertThat(line("- {figure: epochEndLoss, notWorse: 0.05, margin: 84 %}", BAD, GOOD))
                .startsWith("ok")
                .contains("not worse than the baseline by more than 84 % (p < 0.05)", "p = 0.0040");
        assertThat(line("- {figure: epochEndLoss, notWorse: 0.05, margin: 80 %}", BAD, GOOD))
                .startsWith("FAIL");
        assertThat(line("- {figure: epochEndLoss, notDifferent: 0.05, margin: 0.1}", GOOD, BAD))
                .startsWith("ok");
        assertThat(line("- {figure: epochEndLoss, notDifferent: 0.05, margin: 0.09}", GOOD, BAD))
                .startsWith("FAIL");
    }

    @Test
    void undefinedFigure_isWorseThanAnyNumber() throws IOException {
        double none = Double.NaN;
        String rule = "- {figure: epochEndLoss, notWorse: 0.05}";
        assertThat(line(rule, ending(none, none, none, none), ending(0.1, 0.2, 0.3, 0.4)))
                .startsWith("FAIL")
                .contains(
                        "found no mean (4 runs): seed 1, seed 2, seed 3 and 1 more (undefined (not"
                                + " finite)); p = 0.014 (one-sided permutation test of ranks)");
        assertThat(line(rule, ending(0.1, 0.2, 0.3, 0.4), ending(none, none, none, none)))
                .startsWith("ok");
        assertThat(line(rule, ending(none, none), ending(none, none)))
                .as("no worse than it was")
                .startsWith("ok");
    }

    @Test
    void undefinedFigure_ofATestInBothDirections_isOnTheWorseSide() throws IOException {
        Runs[] runs = accurate(0.1, 0.1, 0.1, 0.1, 0.1);
        runs[0].accuracy(null);
        runs[1].accuracy(null);
        // All are worse than every one of the baseline: twice 1 of 252 splits.
        assertThat(
                        line(
                                "- {figure: validation.test.accuracy, notDifferent: 0.05}",
                                runs,
                                accurate(0.55, 0.56, 0.575, 0.59, 0.6)))
                .startsWith("FAIL")
                .contains("p = 0.0079 (two-sided permutation test of ranks)");
        double none = Double.NaN;
        assertThat(
                        line(
                                "- {figure: epochEndLoss, notDifferent: 0.05}",
                                ending(none, none, 0.5, 0.6, 0.7),
                                GOOD))
                .startsWith("FAIL")
                .contains("p = 0.0079 (two-sided permutation test of ranks)");
    }

    @Test
    void pBesideTheLevel_hasAllItsDigits() throws IOException {
        // 1 of 70 splits, which two digits make 0.014.
        Runs[] high = ending(1, 2, 3, 4);
        Runs[] low = ending(0.1, 0.2, 0.3, 0.4);
        assertThat(line("- {figure: epochEndLoss, notWorse: 0.014}", high, low))
                .startsWith("ok")
                .contains("p = 0.014 (");
        assertThat(line("- {figure: epochEndLoss, notWorse: 0.0143}", high, low))
                .startsWith("FAIL")
                .contains("p = 0.014 (");
        assertThat(line("- {figure: epochEndLoss, notWorse: 0.01401}", high, low))
                .startsWith("ok")
                .contains("p = 0.014285714285714285 (");
    }

    @Test
    void tooFewSeeds_areSaidToBe() throws IOException {
        String rule = "- {figure: epochEndLoss, notWorse: 0.05}";
        assertThat(line(rule, ending(3, 4, 5), ending(0.1, 0.2, 0.3)))
                .startsWith("ok")
                .contains(
                        "p = 0.050 (one-sided permutation test); too few to tell: with 3 runs against"
                                + " 3, p is at least 0.050; baseline");
    }

    @Test
    void severalGroups_areCorrectedFor() throws IOException {
        SweepRule rule = rule("- {figure: epochEndLoss, notWorse: 0.05}");
        List<RuleResult> two =
                rule.results(List.of(group(rule, BAD, GOOD), group(rule, GOOD, GOOD)));
        assertThat(two).extracting(RuleResult::isObeyed).containsExactly(false, true);
        assertThat(two.get(0).found())
                .contains(
                        "p = 0.0079, corrected for 2 groups (0.0040 alone; one-sided permutation"
                                + " test)");
        List<GroupFindings> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(group(rule, BAD, GOOD));
        }
        assertThat(rule.results(many))
                .allMatch(RuleResult::isObeyed)
                .allMatch(
                        r ->
                                r.found()
                                        .endsWith(
                                                "too few to tell: with 5 runs against 5 in 20 groups,"
                                                        + " p is at least 0.079"));
    }

    /** Completed runs of one epoch that end with these training losses. */
    static Runs[] ending(double... losses) {
        return Arrays.stream(losses).mapToObj(loss -> Runs.of(2, loss)).toArray(Runs[]::new);
    }

    private static Runs[] accurate(double... accuracies) {
        return Arrays.stream(accuracies)
                .mapToObj(accuracy -> Runs.of(2, 1).accuracy(accuracy))
                .toArray(Runs[]::new);
    }

    private static SweepRule rule(String yaml) throws IOException {
        return SweepCheck.ofGroups(RulesTest.rules(yaml).get(0));
    }

    private static List<RunFinding> findings(SweepRule rule, Runs[] runs) throws IOException {
        List<RunFinding> findings = new ArrayList<>();
        for (Runs run : runs) {
            findings.add(rule.finding(run.run(), "seed " + (findings.size() + 1)));
        }
        return findings;
    }

    private static GroupFindings group(SweepRule rule, Runs[] runs, Runs @Nullable [] baseline)
            throws IOException {
        GroupFindings before =
                baseline == null
                        ? null
                        : new GroupFindings("64", baseline.length, findings(rule, baseline), null);
        return new GroupFindings("64", runs.length, findings(rule, runs), before);
    }

    private static String line(String yaml, Runs[] runs) throws IOException {
        SweepRule rule = rule(yaml);
        return line(rule, group(rule, runs, null));
    }

    private static String line(String yaml, Runs[] runs, Runs[] baseline) throws IOException {
        SweepRule rule = rule(yaml);
        return line(rule, group(rule, runs, baseline));
    }

    private static String line(SweepRule rule, GroupFindings group) {
        RuleResult result = rule.results(List.of(group)).get(0);
        return (result.isObeyed() ? "ok    " : "FAIL  ")
                + result.title()
                + "; "
                + result.findings();
    }
}

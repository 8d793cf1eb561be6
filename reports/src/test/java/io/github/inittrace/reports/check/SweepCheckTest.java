// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.job.Job;
import io.github.inittrace.job.JobAlarms;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.sweep.LocalExecutor;
import io.github.inittrace.sweep.Shard;
import io.github.inittrace.sweep.Sweep;
import io.github.inittrace.sweep.SweepPlan;
import io.github.inittrace.sweep.SweepRecord;
import io.github.inittrace.trace.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sweeps that took place, on a few numbers: two networks with five seeds each. */
class SweepCheckTest {
    private static final SweepPlan PLAN =
            SweepPlan.of(Map.of("rate", "0.1")).vary("hidden", 4, "64,64");

    @TempDir private static Path temp;
    private static SweepRecord good;
    private static SweepRecord slow;

    @BeforeAll
    static void train() throws IOException {
        StringBuilder table = new StringBuilder("a,b,label\n");
        for (int i = 0; i < 80; i++) {
            int a = i % 9 - 4;
            int b = i % 7 - 3;
            table.append(a + "," + b + "," + (a + b > 0 ? "x" : "y") + "\n");
        }
        Files.writeString(temp.resolve("table.csv"), table);
        good = sweep("good", PLAN.seeds(5));
        SweepPlan plan = SweepPlan.of(Map.of("rate", "0.001")).vary("hidden", 4, "64,64");
        slow = sweep("slow.er", plan.seeds(5));
    }

    private static SweepRecord sweep(String name, SweepPlan plan) throws IOException {
        Path folder = temp.resolve(name);
        Sweep.of(plan, SweepCheckTest::job)
                .execute(folder, Shard.WHOLE, new LocalExecutor(2), result -> {});
        return SweepRecord.open(folder);
    }

    /** Settings: hidden, rate, seed; a seed of 13 has no data. */
    private static Job job(Map<String, String> settings) throws IOException {
        int[] widths =
                Stream.of(settings.getOrDefault("hidden", "4").split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray();
        String seed = settings.getOrDefault("seed", "1");
        return Job.of(
                MLPClassificationTrainer.builder()
                        .hiddenLayers(widths)
                        .epochs(10)
                        .learningRate(Double.parseDouble(settings.getOrDefault("rate", "0.1")))
                        .seed(Long.parseLong(seed))
                        .build(),
                DatasetLoader.of("csv")
                        .path(temp.resolve(seed.equals("13") ? "none.csv" : "table.csv"))
                        .response("label"),
                Recording.light(),
                new JobAlarms());
    }

    private static SweepCheck check(
            @Nullable String rules, SweepRecord sweep, @Nullable SweepRecord baseline)
            throws IOException {
        return SweepCheck.of(rules == null ? null : RulesTest.rules(rules), sweep, baseline);
    }

    @Test
    void defaults_askEveryRunOfEveryGroup() throws IOException {
        SweepCheck check = check(null, good, null);
        assertThat(check.lines())
                .containsExactly(
                        "ok    runs: finished; found all 10 finished",
                        "ok    ending: completed, in every run [4]; found completed in all 5 runs",
                        "ok    ending: completed, in every run [64,64]; found completed in all 5 runs",
                        "ok    alarms: warning at worst, in every run [4]; found none in all 5 runs",
                        "ok    alarms: warning at worst, in every run [64,64]; found none in all 5"
                                + " runs",
                        "ok    verdict: healthy or watch, in every run [4]; found healthy in all 5"
                                + " runs",
                        "ok    verdict: healthy or watch, in every run [64,64]; found healthy in all"
                                + " 5 runs",
                        "10 runs: 10 healthy",
                        "passed: all 4 rules obeyed in 2 groups");
        assertThat(check.remarks()).isEmpty();
    }

    @Test
    void defaults_againstItself_findNothingWorse() throws IOException {
        SweepCheck check = check(null, good, good);
        assertThat(check.violated()).isEmpty();
        assertThat(check.results()).hasSize(13);
        assertThat(check.remarks()).isEmpty();
    }

    @Test
    void defaults_againstABetterSweep_fail() throws IOException {
        SweepCheck check = check(null, slow, good);
        assertThat(check.violated())
                .extracting(RuleResult::test)
                .containsExactly(
                        "validation.test.loss at the last epoch: not worse than the baseline by more"
                                + " than 2 % (p < 0.05) [4]",
                        "validation.test.loss at the last epoch: not worse than the baseline by more"
                                + " than 2 % (p < 0.05) [64,64]",
                        "validation.test.accuracy at the last epoch: not worse than the baseline by"
                                + " more than 0.002 (p < 0.05) [4]",
                        "validation.test.accuracy at the last epoch: not worse than the baseline by"
                                + " more than 0.002 (p < 0.05) [64,64]",
                        "total.distance at the last epoch: not different from the baseline by more"
                                + " than 10 % (p < 0.05) [4]",
                        "total.distance at the last epoch: not different from the baseline by more"
                                + " than 10 % (p < 0.05) [64,64]");
        assertThat(check.violated().get(0).found())
                .contains("n = 5", "p = 0.0079, corrected for 2 groups (0.0040 alone; one-sided");
        assertThat(check.violated().get(0).baseline()).contains("mean ", "n = 5");
        assertThat(check.summary()).isEqualTo("3 of 7 rules violated, in 2 of 2 groups");
        assertThat(check(null, good, slow).violated())
                .as("better ones")
                .extracting(RuleResult::name)
                .allMatch(name -> name.startsWith("total.distance"));

        String xml = new String(JUnitXml.of(check), StandardCharsets.UTF_8);
        assertThat(xml)
                .contains(
                        "<testsuite name=\"slow.er\" tests=\"13\" failures=\"6\"",
                        "classname=\"inittrace.slow_er\" name=\"ending: completed, in every run [4]\"",
                        "<system-out>10 runs: 10 ");
        assertThat(CheckMarkdown.of(check, CheckMarkdown.LARGEST_COMMENT))
                .startsWith(
                        "## InitTrace: ✗ failed, 3 of 7 rules violated, in 2 of 2 groups\n\n"
                                + "**slow.er** 10 runs: 10 ")
                .contains(
                        "| | group | rule | found | baseline |\n|---|---|---|---|---|\n"
                                + "| ✗ **FAIL** | 4 | validation.test.loss at",
                        "| ✓ ok |  | runs: finished | all 10 finished |");
    }

    @Test
    void fewSeeds_areHeldAgainstTheBoundsOfSingleRuns() throws IOException {
        SweepRecord one = sweep("one", PLAN);
        SweepCheck check = check(null, one, one);
        assertThat(check.remarks())
                .containsExactly(
                        "1 run against 1 in 2 groups are too few for a test that knows about seeds,"
                                + " so the mean of validation.test.loss, validation.test.accuracy,"
                                + " total.distance is held against the bound for single runs");
        assertThat(check.violated()).isEmpty();
        assertThat(check.results())
                .extracting(RuleResult::test)
                .contains(
                        "validation.test.loss at the last epoch: at most 10 % above the baseline, in"
                                + " the mean of the runs [4]");
        assertThat(check(null, slow, one).violated()).isNotEmpty();
    }

    @Test
    void groupsThatOnlyOneHas_areSaidNotToBeCompared() throws IOException {
        SweepRecord wider =
                sweep(
                        "wider",
                        SweepPlan.of(Map.of()).vary("rate", "1e-1").vary("hidden", 4, 5).seeds(5));
        SweepCheck check = check("- {figure: epochEndLoss, within: 0}", good, wider);
        assertThat(check.remarks())
                .containsExactly(
                        "only the sweep has the group 64,64, so it is not compared",
                        "only the baseline has the group 5, so it is not compared");
        assertThat(check.results()).extracting(RuleResult::group).containsExactly("", "4");
        assertThatThrownBy(
                        () ->
                                check(
                                        "- {figure: epochEndLoss, within: 0, where: {hidden: '64,64'}}",
                                        good,
                                        wider))
                .hasMessage(
                        "rules.yaml, line 1: rule 1: the baseline has none of the groups that this"
                                + " rule is about, so there is nothing to compare; remove it or name"
                                + " another baseline");
        SweepRecord other = sweep("other", SweepPlan.of(Map.of()).vary("hidden", 3, 5));
        assertThatThrownBy(() -> check(null, good, other))
                .hasMessage(
                        "expected a baseline with groups of the sweep's settings (hidden), found none"
                                + " in "
                                + other.folder()
                                + ", so there is nothing to compare; name a sweep of the same plan");
    }

    @Test
    void runsThatAreMissing_violate() throws IOException {
        SweepRecord torn = sweep("torn", PLAN.vary("seed", 1, 2, 13));
        Path done = torn.runs().get(0).folder();
        Files.delete(done.resolve("manifest.json"));
        SweepCheck check = check("- {ending: completed}", SweepRecord.open(torn.folder()), null);
        assertThat(check.lines().get(0))
                .startsWith(
                        "FAIL  runs: finished; found 3 of 6, 2 failed and 1 still to do:"
                                + " hidden=4_seed=13 (")
                .contains("none.csv", "hidden=64,64_seed=13 (")
                .endsWith("), hidden=4_seed=1");
        assertThat(check.lines().subList(1, 5))
                .containsExactly(
                        "ok    ending: completed, in every run [4]; found completed; 1 of 3 runs are"
                                + " finished",
                        "ok    ending: completed, in every run [64,64]; found completed in all 2 runs;"
                                + " 2 of 3 runs are finished",
                        "3 runs: 3 healthy",
                        "failed: 1 of 2 rules violated");
        SweepRecord nothing = sweep("nothing", PLAN.vary("seed", 13));
        assertThat(check(null, nothing, null).lines())
                .contains("no run is finished")
                .last()
                .isEqualTo("failed: 4 of 4 rules violated, in 2 of 2 groups");
        assertThatThrownBy(() -> check(null, good, nothing))
                .hasMessage(
                        "expected a group with a finished run both in the sweep and in the baseline,"
                                + " found none, so there is nothing to compare; finish the sweeps");
    }

    @Test
    void where_choosesGroupsByTheirSettings() throws IOException {
        assertThat(groups("- {ending: completed, where: {hidden: '64, 64'}}"))
                .containsExactly("64,64");
        assertThat(groups("- {ending: completed, where: {hidden: 4.0}}")).containsExactly("4");
        assertThat(groups("- {ending: completed, where: {hidden: ['64,64', 4]}}"))
                .containsExactly("4", "64,64");
    }

    private static List<String> groups(String rule) throws IOException {
        List<RuleResult> results = check(rule, good, null).results();
        return results.stream().skip(1).map(RuleResult::group).toList();
    }

    @Test
    void documentedRules_canBeChecked() throws IOException {
        String rules = RulesTest.sample("sweep-rules.yaml");
        assertThat(check(rules, good, good).results()).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{hiden: 4}|expected a setting that varies in the sweep: hidden; found 'hiden'",
                "{rate: 0.1}|expected a setting that varies in the sweep: hidden; found 'rate'",
                "{seed: 2}|expected a setting that tells groups apart, found 'seed', in which the"
                        + " runs of a group differ; remove it",
                "{hidden: 9}|no group of the sweep has hidden 9; expected one of 4 or 64,64",
            })
    void whereNothingIsMeant_isOneSentence(String where, String message) {
        assertThatThrownBy(() -> check("- ending: completed\n  where: " + where + "\n", good, null))
                .isInstanceOf(BrokenRulesException.class)
                .hasMessage("rules.yaml, line 2: rule 1: " + message);
    }

    @Test
    void comparisonWithoutBaseline_isOneSentence() {
        for (String key : List.of("maxIncrease", "notWorse", "notDifferent")) {
            assertThatThrownBy(
                            () -> check("- {figure: epochEndLoss, " + key + ": 0.1}", good, null))
                    .hasMessage(
                            "rules.yaml, line 1: rule 1: '"
                                    + key
                                    + "' compares with a baseline, found none; give one with"
                                    + " --baseline SWEEP");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.study.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What each kind of rule says of a run, line by line. The file is long because there are so many kinds.
 */
class RulesTest {
    /** Training losses 2, 1, 0.5, 0.75; test losses twice that; the matrix moves by 0.1 an epoch. */
    private static final Runs RUN = Runs.of(2, 1, 0.5, 0.75);

    private static final Runs GOOD = Runs.of(2, 0.4, 0.3, 0.2);

    @Test
    void ending_isOneOfThoseAccepted() throws IOException {
        assertThat(line("- ending: completed", RUN))
                .isEqualTo("ok    ending: completed; found completed");
        assertThat(line("- ending: completed", Runs.of(2, 1).stoppedEarly()))
                .startsWith("ok    ending: completed; found stopped: epochEndLoss has not become");
        assertThat(line("- ending: completed", Runs.of(2, 1).ending(EndReason.STOPPED, "by hand")))
                .isEqualTo("FAIL  ending: completed; found stopped: by hand");
        assertThat(line("- ending: [completed, stopped]", RUN))
                .isEqualTo("ok    ending: completed or stopped; found completed");
        assertThat(line("- ending: completed", Runs.of(2).ending(EndReason.FAILED, "no memory")))
                .isEqualTo("FAIL  ending: completed; found failed: no memory");
        assertThat(line("- ending: completed", Runs.of(2, 1).killed()))
                .isEqualTo("FAIL  ending: completed; found no end recorded after epoch 1");
    }

    @Test
    void verdict_isThatOfTheReport() throws IOException {
        Runs killed = Runs.of(2, 1).killed();
        assertThat(line("- verdict: [watch, healthy]", killed, RUN))
                .isEqualTo("ok    verdict: healthy or watch; found watch; baseline healthy");
        assertThat(line("- verdict: healthy", killed))
                .startsWith(
                        "FAIL  verdict: healthy; found watch: no end is recorded after epoch 1");
        assertThat(
                        line(
                                "- {name: n, verdict: [healthy, watch]}",
                                Runs.of(2).ending(EndReason.FAILED, "")))
                .isEqualTo("FAIL  n (verdict: healthy or watch); found broken: training failed");
    }

    @Test
    void alarms_countBySeverityKindAndTensor() throws IOException {
        Runs alarmed =
                Runs.of(2, 1)
                        .alarm(AlarmKind.DISTANCE_JUMP, "hidden1.weight")
                        .alarm(AlarmKind.DISTANCE_PLATEAU, "hidden1.bias");
        assertThat(line("- alarms: none", RUN)).isEqualTo("ok    alarms: none; found none");
        assertThat(line("- alarms: none", alarmed))
                .isEqualTo(
                        "FAIL  alarms: none; found 2: distance_jump in hidden1.weight at epoch 1;"
                                + " distance_plateau in hidden1.bias at epoch 1");
        assertThat(line("- alarms: warning", alarmed))
                .isEqualTo("ok    alarms: warning at worst; found none worse (2 allowed)");
        assertThat(line("- alarms: notice", alarmed))
                .isEqualTo(
                        "FAIL  alarms: notice at worst; found 1: distance_jump in hidden1.weight"
                                + " at epoch 1");
        assertThat(line("- {alarms: none, kinds: distance_frozen}", alarmed))
                .isEqualTo("ok    alarms of kind distance_frozen: none; found none");
        assertThat(line("- {alarms: none, tensors: [hidden1.bias]}", alarmed))
                .isEqualTo(
                        "FAIL  alarms in hidden1.bias: none; found 1: distance_plateau in"
                                + " hidden1.bias at epoch 1");
        assertThat(line("- {alarms: none, tensors: hidden1.bias}", RUN, Runs.of(2, 1).tensor("w")))
                .endsWith("found none; baseline no tensor 'hidden1.bias'");
        assertThat(line("- alarms: none", Runs.of(2).unwatched()))
                .isEqualTo(
                        "FAIL  alarms: none; found unknown: the run was recorded without watching"
                                + " for alarms");
    }

    @Test
    void alarmsThatWereNotWatchedFor_violate() throws IOException {
        String growth = "- {alarms: none, kinds: norm_growth_out_of_range}";
        String unwatched =
                "FAIL  alarms of kind norm_growth_out_of_range: none; found not watched for"
                        + " norm_growth_out_of_range; train with --alarms that name it";
        Runs some = Runs.of(2, 1).watching(AlarmKind.NON_FINITE, AlarmKind.DISTANCE_JUMP);
        assertThat(line(growth, some)).isEqualTo(unwatched);
        assertThat(line(growth, RUN)).as("an older run, watched as usual").isEqualTo(unwatched);
        assertThat(line(growth, Runs.of(2, 1).watching(AlarmKind.NORM_GROWTH_OUT_OF_RANGE)))
                .endsWith("found none");
        assertThat(line("- alarms: none", some)).as("all watched ones").endsWith("found none");
        assertThat(
                        line(
                                "- {alarms: none, kinds: [distance_jump, distance_frozen]}",
                                some.alarm(AlarmKind.DISTANCE_JUMP, "hidden1.weight")))
                .endsWith(
                        "found 1: distance_jump in hidden1.weight at epoch 1; not watched for"
                                + " distance_frozen; train with --alarms that name it");
        assertThat(line("- alarms: none", Runs.of(2, 1).watching()))
                .endsWith("found unknown: the run was recorded without watching for alarms");
        assertThat(line("- {alarms: none, kinds: distance_jump}", RUN)).startsWith("ok");
    }

    @Test
    void baseline_ofAnotherLengthOrOtherData_isSaid() {
        assertThat(BaselineMismatch.sentences(RUN.run(), Runs.of(2, 1, 1, 1).run())).isEmpty();
        assertThat(BaselineMismatch.sentences(RUN.run(), Runs.of(2, 1).trainedOn("other").run()))
                .containsExactly(
                        "the last epoch of the run is 3, that of the baseline 1, so their last"
                                + " figures are of trainings of different lengths",
                        "run and baseline do not share their training data, so their figures on it"
                                + " cannot be compared");
    }

    @Test
    void figure_isComparedWithItsLimits() throws IOException {
        assertThat(line("- {figure: validation.test.accuracy, min: 0.9}", RUN))
                .isEqualTo(
                        "ok    validation.test.accuracy at the last epoch: at least 0.9; found"
                                + " 0.9000 at epoch 3");
        assertThat(line("- {figure: epochEndLoss, min: 0, max: 0.7}", RUN))
                .isEqualTo(
                        "FAIL  epochEndLoss at the last epoch: at least 0 and at most 0.7; found"
                                + " 0.75 at epoch 3");
        assertThat(line("- {figure: epochEndLoss, max: 0.75}", Runs.of(0.75000001)))
                .endsWith("found 0.7500 at epoch 0, exactly 0.75000001");
        assertThat(line("- {figure: tensors.hidden1.weight.relativeDistance, max: 1}", RUN))
                .contains("found 0.3000 at epoch 3");
        assertThat(line("- {figure: deadUnits.hidden1.dead, max: 3}", RUN)).startsWith("ok ");
        assertThat(line("- {figure: run.ending.wallSeconds, max: 10}", RUN))
                .isEqualTo("FAIL  run.ending.wallSeconds: at most 10; found 12.5");
        assertThat(line("- {name: fast, figure: run.ending.wallSeconds, max: 20}", RUN))
                .isEqualTo("ok    fast (run.ending.wallSeconds: at most 20); found 12.5");
    }

    @Test
    void figure_isTakenAtTheEpochAskedFor() throws IOException {
        assertThat(line("- {figure: epochEndLoss, epoch: 1, max: 1}", RUN))
                .isEqualTo("ok    epochEndLoss at epoch 1: at most 1; found 1 at epoch 1");
        assertThat(line("- {figure: epochEndLoss, epoch: best, max: 0.5}", RUN))
                .isEqualTo(
                        "ok    epochEndLoss at its best epoch: at most 0.5; found 0.5 at"
                                + " epoch 2");
        assertThat(line("- {figure: epochEndLoss, epoch: any, max: 0.5}", RUN))
                .isEqualTo(
                        "ok    epochEndLoss at any epoch: at most 0.5; found 0.5 at epoch 2,"
                                + " the only one among 3 epochs");
        assertThat(line("- {figure: epochEndLoss, epoch: any, max: 0.4}", RUN))
                .isEqualTo(
                        "FAIL  epochEndLoss at any epoch: at most 0.4; found so at none of 3"
                                + " epochs; at the end 0.75 at epoch 3");
        assertThat(line("- {figure: runningLoss, epoch: every, max: 1}", RUN))
                .isEqualTo("ok    runningLoss at every epoch: at most 1; found so at all 3 epochs");
        assertThat(line("- {figure: epochEndLoss, epoch: every, max: 0.6}", RUN))
                .isEqualTo(
                        "FAIL  epochEndLoss at every epoch: at most 0.6; found 1 at epoch 1,"
                                + " the first of 2 among 3 epochs");
        assertThat(line("- {figure: epochEndLoss, epoch: every, max: 9}", Runs.of(2)))
                .endsWith("found no epoch was trained");
        assertThat(line("- {figure: epochEndLoss, epoch: 9, max: 9}", RUN))
                .isEqualTo(
                        "FAIL  epochEndLoss at epoch 9: at most 9; found undefined (epoch 9 is not"
                                + " recorded, the last is 3)");
    }

    @Test
    void figureThatIsNull_violatesAndSaysWhy() throws IOException {
        assertThat(line("- {figure: deadFraction, max: 1}", RUN))
                .isEqualTo(
                        "FAIL  deadFraction at the last epoch: at most 1; found undefined (null in"
                                + " epochs.jsonl: not finite, not defined or not recorded)");
        assertThat(
                        line(
                                "- {figure: epochEndLoss, epoch: every, max: 5}",
                                Runs.of(2, 1, Double.NaN)))
                .endsWith("found undefined (not finite) at epoch 2, the only one among 2 epochs");
        assertThat(
                        line(
                                "- {figure: deadFraction, max: 1}",
                                Runs.of(2, 1).with("loss", "mlp.CrossEntropy")))
                .endsWith("found undefined (the loss CrossEntropy has no dead share)");
        assertThat(line("- {figure: runningLoss, epoch: 0, max: 1}", RUN))
                .endsWith("found undefined (no pass yet at epoch 0)");
        assertThat(line("- {figure: tensors.hidden1.bias.relativeDistance, max: 1}", RUN))
                .endsWith("found undefined (it starts at 0)");
        assertThat(line("- {figure: marks.hidden1.weight.visibility, max: 1}", RUN))
                .endsWith("found undefined (no matrix started with a mark)");
        assertThat(line("- {figure: validation.test.loss, max: 1}", Runs.of(2, Double.NaN)))
                .endsWith("found undefined (not finite)");
        assertThat(
                        line(
                                "- {figure: validation.test.accuracy, min: 0}",
                                Runs.of(2, 1).accuracy(null)))
                .endsWith("found undefined (there are no classes)");
        assertThat(line("- {figure: run.ending.wallSeconds, max: 1}", Runs.of(2, 1).killed()))
                .endsWith("found undefined (no end is recorded)");
    }

    @Test
    void figure_isComparedWithTheBaselines() throws IOException {
        Runs base = Runs.of(2, 1, 0.7).accuracy(0.91);
        assertThat(line("- {figure: epochEndLoss, maxIncrease: 10 %}", RUN, base))
                .isEqualTo(
                        "ok    epochEndLoss at the last epoch: at most 10 % above the baseline;"
                                + " found 0.75 at epoch 3; baseline 0.7000 at epoch 2");
        assertThat(line("- {figure: epochEndLoss, maxIncrease: 5%}", RUN, base)).startsWith("FAIL");
        assertThat(line("- {figure: epochEndLoss, maxIncrease: 0.05}", RUN, base)).startsWith("ok");
        assertThat(line("- {figure: epochEndLoss, within: 0.04}", RUN, base)).startsWith("FAIL");
        assertThat(line("- {figure: epochEndLoss, within: 8 %}", RUN, base)).startsWith("ok");
        assertThat(line("- {figure: epochEndLoss, withinFactor: 1.1}", RUN, base)).startsWith("ok");
        assertThat(line("- {figure: epochEndLoss, withinFactor: 1.05}", RUN, base))
                .startsWith("FAIL");
        // 0.91 - 0.9 is more than 0.01 in double.
        assertThat(line("- {figure: validation.test.accuracy, maxDecrease: 0.01}", RUN, base))
                .startsWith("ok");
        assertThat(line("- {figure: validation.test.accuracy, maxDecrease: 0.009}", RUN, base))
                .startsWith("FAIL");
        assertThat(line("- {figure: epochEndLoss, within: 1}", RUN, Runs.of(2, Double.NaN)))
                .isEqualTo(
                        "FAIL  epochEndLoss at the last epoch: within 1 of the baseline; found"
                                + " 0.75 at epoch 3; the baseline has nothing to compare with;"
                                + " baseline undefined (not finite)");
    }

    @Test
    void figureNearTheLimitThatFollowsFromTheBaseline_hasAllItsDigits() throws IOException {
        assertThat(
                        line(
                                "- {figure: epochEndLoss, maxIncrease: 10 %}",
                                Runs.of(0.10999), Runs.of(0.099987)))
                .isEqualTo(
                        "FAIL  epochEndLoss at the last epoch: at most 10 % above the baseline;"
                                + " found 0.1100 at epoch 0, exactly 0.10999; baseline 0.09999 at"
                                + " epoch 0, exactly 0.099987");
        assertThat(line("- {figure: epochEndLoss, within: 5 %}", Runs.of(0.1053), Runs.of(0.1001)))
                .endsWith("found 0.1053 at epoch 0; baseline 0.1001 at epoch 0");
        assertThat(
                        line(
                                "- {figure: epochEndLoss, maxIncrease: 10 %}",
                                Runs.of(0.123456), Runs.of(0.1)))
                .as("far from the limit")
                .endsWith("found 0.1235 at epoch 0; baseline 0.1000 at epoch 0");
        assertThat(line("- {figure: epochEndLoss, epoch: every, max: 1}", Runs.of(2, 1.00001)))
                .endsWith("found 1.000 at epoch 1, exactly 1.00001");
    }

    @Test
    void figureOfOneEpoch_isToldInTheSingular() throws IOException {
        Runs one = Runs.of(2, 1);
        assertThat(line("- {figure: epochEndLoss, epoch: every, max: 1}", one))
                .endsWith("found so at the only epoch");
        assertThat(line("- {figure: epochEndLoss, epoch: every, max: 0.5}", one))
                .endsWith("found 1 at epoch 1");
        assertThat(line("- {figure: epochEndLoss, epoch: any, max: 0.5}", one))
                .endsWith("found 1 at epoch 1");
        assertThat(line("- {figure: epochEndLoss, epoch: any, max: 1}", one))
                .endsWith("found 1 at epoch 1");
        assertThat(check(rules("- ending: stopped"), one, null).summary())
                .isEqualTo("the one rule is violated");
        assertThat(line("- {figure: epochEndLoss, epoch: every, max: 1}", RUN.everyOther()))
                .endsWith("found so at the only recorded epoch");
        assertThat(
                        line(
                                "- {figure: epochEndLoss, epoch: every, max: 1}",
                                Runs.of(2, 1, 1, 1, 1).everyOther()))
                .endsWith("found so at all 2 recorded epochs");
    }

    @Test
    void course_isClassifiedByItsLoss() throws IOException {
        double[] collapse = new double[20];
        Arrays.fill(collapse, 14.5);
        collapse[0] = 2.3;
        collapse[1] = 1;
        assertThat(line("- {learner: strong, strong: 0.6}", RUN))
                .isEqualTo("ok    epochEndLoss, learner: strong; found strong");
        assertThat(line("- {learner: strong, strong: 0.4}", RUN)).endsWith("found weak");
        assertThat(line("- learner: [weak, strong]", RUN))
                .isEqualTo("ok    epochEndLoss, learner: strong or weak; found does not diverge");
        assertThat(line("- learner: [weak, strong]", Runs.of(collapse)))
                .isEqualTo(
                        "FAIL  epochEndLoss, learner: strong or weak; found unstable: diverged at"
                                + " epoch 2");
        assertThat(line("- {regime: high, strong: 0.5, loss: validation.test.loss}", GOOD))
                .isEqualTo(
                        "ok    validation.test.loss, regime at the last epoch: high; found high at"
                                + " epoch 3");
        assertThat(line("- {regime: [low, high], epoch: every}", Runs.of(collapse)))
                .isEqualTo(
                        "FAIL  epochEndLoss, regime at every epoch: high or low; found untrainable"
                                + " at epoch 2");
        assertThat(line("- {regime: [low, high], loss: deadFraction}", RUN))
                .isEqualTo(
                        "FAIL  deadFraction, regime at the last epoch: high or low; found unknown:"
                                + " deadFraction is null at every epoch: null in epochs.jsonl: not"
                                + " finite, not defined or not recorded");
        assertThat(line("- {learner: strong, strong: 0.8, loss: runningLoss}", RUN))
                .as("null at epoch 0 by design")
                .isEqualTo("ok    runningLoss, learner: strong; found strong");
        for (String loss : List.of("epochEndLoss", "runningLoss")) {
            assertThat(
                            line(
                                    "- {learner: [weak, strong], loss: " + loss + "}",
                                    Runs.of(2, Double.NaN, Double.NaN, 0.5).imported()))
                    .as("losses that were saved of some epochs only")
                    .endsWith("found does not diverge");
            assertThat(
                            line(
                                    "- {learner: [weak, strong], loss: " + loss + "}",
                                    Runs.of(2, Double.NaN, Double.NaN, 0.5)))
                    .endsWith("found unstable: diverged at epoch 1");
        }
        assertThat(line("- {regime: [low, high], loss: runningLoss, epoch: 0}", RUN))
                .endsWith("found epoch 0 is not recorded, or has no loss");
    }

    @Test
    void defaults_withoutBaseline_askForTheEndAndNoFailure() throws IOException {
        assertThat(check(DefaultRules.of(RUN.run(), null), RUN, null).lines())
                .containsExactly(
                        "ok    ending: completed; found completed",
                        "ok    alarms: warning at worst; found none",
                        "ok    verdict: healthy or watch; found healthy",
                        "healthy: training completed, and no alarm was worse than a notice",
                        "passed: all 3 rules obeyed");
    }

    @Test
    void defaults_withBaseline_compareWhatBothHave() throws IOException {
        Runs base = Runs.of(2, 1, 0.5).accuracy(0.92);
        CheckResult result = check(DefaultRules.of(RUN.run(), base.run()), RUN, base);
        assertThat(result.violated())
                .extracting(RuleResult::name)
                .containsExactly(
                        "validation.test.loss at the last epoch: at most 10 % above the baseline",
                        "validation.test.accuracy at the last epoch: at most 0.01 below the"
                                + " baseline");
        assertThat(result.lines().get(7)).isEqualTo("failed: 2 of 6 rules violated");
        assertThat(result.results().get(5).isObeyed()).isTrue(); // 0.3 against 0.2

        Runs other = Runs.of(2, 1, 0.7, 0.7).set("other");
        assertThat(check(DefaultRules.of(RUN.run(), other.run()), RUN, other).results())
                .extracting(RuleResult::name)
                .contains("epochEndLoss at the last epoch: at most 10 % above the baseline")
                .noneMatch(name -> name.startsWith("validation"));
        assertThat(DefaultRules.leftOut(RUN.run(), other.run()))
                .containsExactly(
                        "only the run has the validation set 'test', so it is not compared",
                        "only the baseline has the validation set 'other', so it is not compared");
        assertThat(DefaultRules.leftOut(RUN.run(), base.run())).isEmpty();
        Runs imported = Runs.of(2, 1, 0.5).withoutSets().imported();
        assertThat(DefaultRules.of(imported.run(), imported.run()))
                .extracting(Rule::demanded)
                .contains("epochEndLoss at the last epoch: at most 10 % above the baseline");
        Runs regression = Runs.of(2, 1).accuracy(null);
        assertThat(DefaultRules.of(regression.run(), regression.run())).hasSize(5);
    }

    @Test
    void defaults_withABaselineThatHasNoFigures_fail() throws IOException {
        Runs broken = Runs.of(2, Double.NaN).accuracy(null).movedTo(Double.NaN);
        CheckResult result = check(DefaultRules.of(RUN.run(), broken.run()), RUN, broken);
        assertThat(result.violated())
                .extracting(RuleResult::name)
                .containsExactly(
                        "validation.test.loss at the last epoch: at most 10 % above the baseline",
                        "validation.test.accuracy at the last epoch: at most 0.01 below the"
                                + " baseline",
                        "total.relativeDistance at the last epoch: within a factor of 2 of the"
                                + " baseline");
        assertThat(result.violated())
                .extracting(RuleResult::found)
                .allMatch(found -> found.endsWith("; the baseline has nothing to compare with"));
    }

    @Test
    void documentedRules_canBeChecked() throws IOException {
        assertThat(check(rules(sample("rules.yaml")), GOOD, Runs.of(2, 1, 0.5)).results())
                .hasSize(9)
                .allMatch(RuleResult::isObeyed, "obeyed")
                .extracting(RuleResult::name)
                .contains("hidden layers stay calm");
        assertThat(check(rules(sample("three-rules.yaml")), GOOD, null).results())
                .hasSize(3)
                .allMatch(RuleResult::isObeyed, "obeyed");
    }

    static String sample(String name) throws IOException {
        Matcher sample =
                Pattern.compile("<!-- sample: " + name + " -->\n```yaml\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("../docs/gate.md")));
        assertThat(sample.find()).isTrue();
        return sample.group(1);
    }

    static List<Rule> rules(String yaml) throws IOException {
        return RulesFile.parse(yaml.getBytes(StandardCharsets.UTF_8), "rules.yaml");
    }

    static CheckResult check(List<Rule> rules, Runs run, @Nullable Runs baseline)
            throws IOException {
        return RunCheck.of(rules, run.run(), baseline == null ? null : baseline.run());
    }

    private static String line(String yaml, Runs run) throws IOException {
        return check(rules(yaml), run, null).lines().get(0);
    }

    private static String line(String yaml, Runs run, Runs baseline) throws IOException {
        return check(rules(yaml), run, baseline.named("main")).lines().get(0);
    }
}

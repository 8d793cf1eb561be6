// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.study.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that cannot be checked: one sentence with file, line and rule. */
class BrokenRulesTest {
    /** What a path can begin with. */
    private static final String TOP =
            "index, runningLoss, learningRate, epochEndLoss, epochEndAccuracy, epochEndExamples,"
                    + " deadFraction, validation, tensors, total, seconds, evaluationSeconds,"
                    + " measureSeconds, deadUnits, distributions, marks, run";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "",
                        ", line 1: expected a list of rules, each beginning with '- ', found nothing"),
                Arguments.of(
                        "[]",
                        ", line 1: expected a list of rules, each beginning with '- ', found an"
                                + " empty one"),
                Arguments.of(
                        "ending: completed",
                        ", line 1: expected a list of rules, each beginning with '- ', found a"
                                + " mapping"),
                Arguments.of(
                        "- completed",
                        ", line 1: rule 1: expected keys and values, such as 'ending: completed',"
                                + " found 'completed'"),
                Arguments.of(
                        "- ending: completed\n- name: a\n",
                        ", line 2: rule 2 ('a'): expected one of the keys ending, verdict, alarms, figure,"
                                + " regime, learner, found name"),
                Arguments.of(
                        "- ending: completed\n  alarms: none\n",
                        ", line 1: rule 1: expected one of the keys ending, verdict, alarms, figure,"
                                + " regime, learner, found ending and alarms"),
                Arguments.of(
                        "- figure: epochEndLoss\n  maxx: 1\n",
                        ", line 2: rule 1: the key 'maxx' is unknown beside 'figure'; expected one"
                                + " of name, figure, epoch, min, max, maxIncrease, maxDecrease,"
                                + " within, withinFactor, notWorse, notDifferent, margin, of, where"),
                Arguments.of(
                        "- figure: epochEndLoss",
                        ", line 1: rule 1: expected a bound for 'epochEndLoss', found none; add"
                                + " one of min, max, maxIncrease, maxDecrease, within,"
                                + " withinFactor"),
                Arguments.of(
                        "- figure: epochEndLoss\n  max: low\n",
                        ", line 2: rule 1: expected a number in 'max', found 'low'"),
                Arguments.of(
                        "- {figure: epochEndLoss, max: .nan}",
                        ", line 1: rule 1: expected a number in 'max', found '.nan'"),
                Arguments.of(
                        "- {figure: epochEndLoss, max: 1e999}",
                        ", line 1: rule 1: expected a number in 'max', found '1e999'"),
                Arguments.of(
                        "- {figure: epochEndLoss, max: }",
                        ", line 1: rule 1: expected one value in 'max', found nothing"),
                Arguments.of(
                        "- {figure: epochEndLoss, max: [1]}",
                        ", line 1: rule 1: expected one value in 'max', found a list"),
                Arguments.of(
                        "- {figure: epochEndAccuracy, min: 90 %}",
                        ", line 1: rule 1: expected a plain number in 'min', found '90 %'; shares"
                                + " and accuracies go from 0 to 1"),
                Arguments.of(
                        "- {figure: epochEndLoss, max: 90 %}",
                        ", line 1: rule 1: expected a plain number in 'max', found '90 %'"),
                Arguments.of(
                        "- {figure: epochEndLoss, withinFactor: 5 %}",
                        ", line 1: rule 1: expected a plain number in 'withinFactor', found '5 %';"
                                + " write 1.05, or within: 5 %"),
                Arguments.of(
                        "- figure: epochEndLoss\n  min: 3\n  max: 1\n",
                        ", line 3: rule 1: expected 'max' not to be below 'min', found 1 below 3"),
                Arguments.of(
                        "- figure: run.ending.wallSeconds\n  max: 1\n  epoch: last\n",
                        ", line 3: rule 1: 'run.ending.wallSeconds' is the same at every epoch,"
                                + " found the key 'epoch'; remove it"),
                Arguments.of(
                        "- {figure: epochEndLoss, within: -1}",
                        ", line 1: rule 1: expected 0 or more in 'within', found -1"),
                Arguments.of(
                        "- {figure: epochEndLoss, withinFactor: 0.5}",
                        ", line 1: rule 1: expected 1 or more in 'withinFactor', found 0.5"),
                Arguments.of(
                        "- {figure: epochEndLoss, max: 1, epoch: -1}",
                        ", line 1: rule 1: expected last, best, any, every or the index of an"
                                + " epoch in 'epoch', found '-1'"),
                Arguments.of(
                        "- {figure: total.distance, max: 1, epoch: best}",
                        ", line 1: rule 1: 'best' is known of losses and accuracies, found"
                                + " 'total.distance'; name an epoch, or last, any or every"),
                Arguments.of(
                        "- {figure: epochEndLoss, within: 1, epoch: every}",
                        ", line 1: rule 1: 'within' compares one epoch of two runs, found epoch"
                                + " 'every'; use last, best or an index"),
                Arguments.of(
                        "- alarms: failure",
                        ", line 1: rule 1: expected one of none, notice, warning in 'alarms',"
                                + " found 'failure'"),
                Arguments.of(
                        "- {alarms: none, kinds: []}",
                        ", line 1: rule 1: expected at least one word in 'kinds', found none"),
                Arguments.of(
                        "- ending: finished",
                        ", line 1: rule 1: expected one of completed, stopped, diverged, failed in"
                                + " 'ending', found 'finished'"),
                Arguments.of(
                        "- learner: strong",
                        ", line 1: rule 1: expected the key 'strong', the loss below which a"
                                + " learner is strong on these data, found none; add it, or accept"
                                + " [weak, strong]"),
                Arguments.of(
                        "- {regime: [low, high], epoch: best}",
                        ", line 1: rule 1: 'best' is no epoch for a regime; name one, or last, any"
                                + " or every"),
                Arguments.of(
                        "- ending: completed\n  of: most\n",
                        ", line 2: rule 1: expected every, mean, worst or a share from above 0 to"
                                + " 100 % in 'of', found 'most'"),
                Arguments.of(
                        "- {ending: completed, of: 101 %}",
                        ", line 1: rule 1: expected every, mean, worst or a share from above 0 to"
                                + " 100 % in 'of', found '101 %'"),
                Arguments.of(
                        "- {ending: completed, of: mean}",
                        ", line 1: rule 1: 'mean' is known of a figure at one epoch; use every, or a"
                                + " share such as 80 %"),
                Arguments.of(
                        "- {figure: epochEndLoss, max: 1, epoch: any, of: worst}",
                        ", line 1: rule 1: 'worst' is known of a figure at one epoch; use every, or a"
                                + " share such as 80 %"),
                Arguments.of(
                        "- ending: completed\n  where: all\n",
                        ", line 2: rule 1: expected settings with their values in 'where', such as"
                                + " {hidden: \"64,64\"}, found 'all'"),
                Arguments.of(
                        "- {ending: completed, where: {hidden: }}",
                        ", line 1: rule 1: expected one value in 'hidden', found nothing"),
                Arguments.of(
                        "- {figure: total.distance, notWorse: 0.05}",
                        ", line 1: rule 1: 'notWorse' is known of losses and accuracies, found"
                                + " 'total.distance'; use notDifferent"),
                Arguments.of(
                        "- figure: epochEndLoss\n  notWorse: 5\n",
                        ", line 2: rule 1: expected a level between 0 and 1 in 'notWorse', such as"
                                + " 0.05, found 5"),
                Arguments.of(
                        "- figure: epochEndLoss\n  notWorse: 0.05\n  max: 5\n",
                        ", line 3: rule 1: 'notWorse' is about all runs of a group and goes with no"
                                + " other demand, found 'max'; write a rule for each"),
                Arguments.of(
                        "- {figure: epochEndLoss, notWorse: 0.05, notDifferent: 0.05}",
                        ", line 1: rule 1: 'notWorse' is about all runs of a group and goes with no"
                                + " other demand, found 'notDifferent'; write a rule for each"),
                Arguments.of(
                        "- {figure: epochEndLoss, notWorse: 0.05, margin: -1 %}",
                        ", line 1: rule 1: expected 0 or more in 'margin', found -1 %"),
                Arguments.of(
                        "- {figure: epochEndLoss, max: 5, margin: 1}",
                        ", line 1: rule 1: 'margin' goes with notWorse or notDifferent, found"
                                + " neither; remove it"),
                Arguments.of(
                        "- {figure: epochEndLoss, notWorse: 0.05, epoch: every}",
                        ", line 1: rule 1: 'notWorse' compares one epoch of two runs, found epoch"
                                + " 'every'; use last, best or an index"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_isOneSentenceWithItsPlace(String yaml, String message) {
        assertThatThrownBy(() -> RulesTest.rules(yaml))
                .isInstanceOf(BrokenRulesException.class)
                .hasMessage("rules.yaml" + message);
    }

    static Stream<Arguments> impossibilities() {
        return Stream.of(
                Arguments.of(
                        "\n- figure: validation.tset.loss\n  max: 1",
                        ", line 2: rule 1: there is no figure 'validation.tset.loss' in 'mine': after"
                                + " 'validation.' expected one of test, found 'tset.loss'"),
                Arguments.of(
                        "- {figure: total.movement.slop, max: 1}",
                        ", line 1: rule 1: there is no figure 'total.movement.slop' in 'mine': after"
                                + " 'total.movement.' expected one of initialHalfWidth,"
                                + " initialMeanAbs, meanAbsRatio, correlation, slope, intercept,"
                                + " moved, beyondTenth, beyondHalf, beyondRange, weightRms,"
                                + " weightedNorm, weightedDistance, found 'slop'"),
                Arguments.of(
                        "- {figure: epochEndLoss.x, max: 1, epoch: 77}",
                        ", line 1: rule 1: there is no figure 'epochEndLoss.x' in 'mine': after"
                                + " 'epochEndLoss.' expected nothing, found 'x'"),
                Arguments.of(
                        "- {figure: tensors.hidden1.weight, max: 1, epoch: every}",
                        ", line 1: rule 1: there is no figure 'tensors.hidden1.weight' in 'mine': after"
                                + " 'tensors.hidden1.weight.' expected one of count, norm,"
                                + " initialNorm, distance, relativeDistance, rms, meanAbs, maxAbs,"
                                + " cosine, updateSize, weights, deviations, histogram, movement,"
                                + " found nothing"),
                Arguments.of(
                        "- {figure: alarms.x.epoch, max: 1}",
                        ", line 1: rule 1: there is no figure 'alarms.x.epoch' in 'mine': alarms are no"
                                + " figures; write a rule 'alarms: none', or with the worst severity"
                                + " to allow"),
                Arguments.of(
                        "- {figure: test.accuracy, min: 1}",
                        ", line 1: rule 1: there is no figure 'test.accuracy' in 'mine': expected"
                                + " one of "
                                + TOP
                                + ", found 'test.accuracy'; did you mean"
                                + " validation.test.accuracy?"),
                Arguments.of(
                        "- {figure: loss, max: 1}",
                        ", line 1: rule 1: there is no figure 'loss' in 'mine': expected one of "
                                + TOP
                                + ", found 'loss'; did you mean validation.test.loss or"
                                + " epochEndLoss?"),
                Arguments.of(
                        "- {figure: run.alarms.kinds, max: 1}",
                        ", line 1: rule 1: there is no figure 'run.alarms.kinds' in 'mine': alarms"
                                + " are no figures; write a rule 'alarms: none', or with the worst"
                                + " severity to allow"),
                Arguments.of(
                        "- {learner: [weak, strong], loss: validation.x.loss}",
                        ", line 1: rule 1: there is no figure 'validation.x.loss' in 'mine': after"
                                + " 'validation.' expected one of test, found 'x.loss'"),
                Arguments.of(
                        "- {alarms: none, tensors: hidden9.weight}",
                        ", line 1: rule 1: the run 'mine' has no tensor 'hidden9.weight'; expected one of"
                                + " hidden1.weight, hidden1.bias"),
                Arguments.of(
                        "- {name: <script>, figure: epochEndLoss, maxIncrease: 5 %}",
                        ", line 1: rule 1 ('<script>'): 'maxIncrease' compares with a baseline,"
                                + " found none; give one with --baseline RUN"),
                Arguments.of(
                        "- ending: completed\n  of: 80 %\n",
                        ", line 1: rule 1: 'of' and 'where' are about groups of runs, found a single"
                                + " run; check the folder of a sweep"),
                Arguments.of(
                        "- {figure: epochEndLoss, notWorse: 0.05}",
                        ", line 1: rule 1: 'notWorse' is about groups of runs, found a single run;"
                                + " check the folder of a sweep"));
    }

    @ParameterizedTest
    @MethodSource("impossibilities")
    void ruleThatNoSuchRunCanObey_isOneSentenceWithItsPlace(String yaml, String message) {
        assertThatThrownBy(() -> RulesTest.check(RulesTest.rules(yaml), Runs.of(2, 1), null))
                .isInstanceOf(BrokenRulesException.class)
                .hasMessage("rules.yaml" + message);
    }

    @Test
    void runWithoutValidationSets_isSaidToHaveNone() {
        assertThatThrownBy(
                        () ->
                                RulesTest.check(
                                        RulesTest.rules("- {figure: validation.test.loss, max: 1}"),
                                        Runs.of(2, 1).withoutSets(),
                                        null))
                .hasMessage(
                        "rules.yaml, line 1: rule 1: there is no figure 'validation.test.loss' in"
                                + " 'mine': the run has no validation set");
    }

    @Test
    void aliasBomb_isRefusedAtItsFirstAlias() {
        StringBuilder bomb = new StringBuilder("- &a [x, x]\n");
        for (char c = 'b'; c < 'z'; c++) {
            bomb.append("- &").append(c).append(" [*").append((char) (c - 1)).append(", x]\n");
        }
        assertBroken(
                bomb.toString(), ", line 2: expected no alias, found '*'; write the value out");
    }

    @Test
    void duplicateKey_isRefused() {
        assertBroken(
                "- figure: epochEndLoss\n  max: 1\n  max: 2\n",
                ", line 3: the key 'max' is there twice, first in line 2; keep one");
    }

    @Test
    void tab_isNamed() {
        assertBroken(
                "- figure: epochEndLoss\n\tmax: 1\n",
                ", line 2: this is not YAML: a tab stands where spaces are expected; indent with"
                        + " spaces");
    }

    @Test
    void secondDocument_isRefused() {
        assertBroken(
                "- ending: completed\n---\n- ending: stopped\n",
                ", line 2: expected one YAML document, found another; remove it");
    }

    @Test
    void deepNesting_isRefused() {
        assertBroken(
                "[".repeat(5000),
                ", line 1: expected values, found lists or mappings nested too deep");
    }

    @Test
    void hugeFile_isRefused() {
        assertBroken(
                "#".repeat(300_000),
                ": expected at most 262,144 bytes, found more; is this another file?");
    }

    @Test
    void otherEncodings_areRefused() {
        byte[] utf16 = "- ending: completed".getBytes(StandardCharsets.UTF_16);
        byte[] latin = "- ending: completed\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> RulesFile.parse(utf16, "rules.yaml"))
                .hasMessage(
                        "rules.yaml, line 1: expected text in UTF-8, found other bytes; save it as"
                                + " UTF-8");
        assertThatThrownBy(() -> RulesFile.parse(latin, "rules.yaml"))
                .hasMessage(
                        "rules.yaml, line 2: expected text in UTF-8, found other bytes; save it as"
                                + " UTF-8");
    }

    @Test
    void anythingElse_isASentenceToo() {
        for (String text :
                new String[] {
                    "- {", "- !!javax.script.ScriptEngineManager [x]", "- ? [a]\n  : b", "%", "\0",
                    "- &a *a", "- <<: {ending: completed}", "\"", "- ending: !!binary x", "@"
                }) {
            assertThatThrownBy(() -> RulesTest.rules(text))
                    .as(text)
                    .isInstanceOf(BrokenRulesException.class)
                    .message()
                    .startsWith("rules.yaml")
                    .doesNotContain("\n", "com.fasterxml", "org.yaml");
        }
    }

    @Test
    void byteOrderMarkAndComments_areNoMistake() throws IOException {
        assertThat(RulesTest.rules("\ufeff# rules\n- ending: completed\n")).hasSize(1);
    }

    @Test
    void file_isNamedAsTheUserWroteIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), "[]");
        assertThatThrownBy(() -> RulesFile.read(file))
                .hasMessageStartingWith(file + ", line 1: expected a list of rules");
    }

    @Test
    void missingFileAndFolder_areNamed(@TempDir Path folder) {
        Path missing = folder.resolve("rules.yaml");
        assertThatThrownBy(() -> RulesFile.read(missing))
                .hasMessage("cannot read " + missing + ": it does not exist");
        assertThatThrownBy(() -> RulesFile.read(folder))
                .hasMessage("cannot read " + folder + ": it is a folder; name a file of rules");
    }

    private static void assertBroken(String yaml, String message) {
        assertThatThrownBy(() -> RulesTest.rules(yaml))
                .isInstanceOf(BrokenRulesException.class)
                .hasMessage("rules.yaml" + message);
    }
}

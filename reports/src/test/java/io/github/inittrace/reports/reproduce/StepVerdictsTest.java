// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.Severity;
import io.github.inittrace.reports.html.run.FakeRuns;
import io.github.inittrace.run.RunCurves;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a training at the usual rate says of alarms, distances and norms. */
class StepVerdictsTest {
    private static final Comparison COMPARISON = new Comparison(null);
    private static final String BIASES = "biases move by one gradient for a whole layer here";

    /** A run from such a start of so many iterations, with a warning about each of these tensors. */
    private static Finding silent(String start, int iterations, String... tensors) {
        List<Alarm> alarms =
                Stream.of(tensors)
                        .map(
                                tensor ->
                                        new Alarm(
                                                AlarmKind.DISTANCE_JUMP,
                                                Severity.WARNING,
                                                30,
                                                tensor,
                                                Map.of(),
                                                "",
                                                ""))
                        .toList();
        return StepVerdicts.silent(
                COMPARISON,
                Histories.run(Map.of("init", start)),
                new RunCurves(
                        Path.of("run"),
                        FakeRuns.healthy(1, 4, 3, 2).run(),
                        new int[] {0, iterations},
                        Map.of(),
                        alarms));
    }

    @Test
    void networksFromDifferentStarts_areAskedApart() {
        List<Finding> joined =
                OverSeeds.join(
                        List.of(
                                silent("UNIFORM", 1000),
                                silent("NORMAL", 1000, "hidden1.weight"),
                                silent("UNIFORM", 1000)));

        assertThat(joined)
                .extracting(Finding::what, Finding::verdict)
                .containsExactly(
                        tuple("no alarm at the usual rate, uniform start", Verdict.AGREES),
                        tuple("no alarm at the usual rate, normal start", Verdict.DIFFERS));
    }

    @Test
    void alarmsInBiasesAlone_areExplainedByTheirGradient() {
        assertThat(silent("NORMAL", 1000, "hidden1.bias").reason()).isEqualTo(BIASES);
        assertThat(silent("NORMAL", 1000, "hidden1.bias", "hidden1.weight").reason()).isEmpty();
        assertThat(silent("NORMAL", 1000).reason()).isEmpty();
    }

    @Test
    void silence_ofAShorterTraining_isOnlySoFar() {
        assertThat(silent("NORMAL", 250).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(silent("NORMAL", 250).reason())
                .isEqualTo("so far, after 250 of the published 1,000 steps");
        assertThat(silent("NORMAL", 250, "hidden1.bias").verdict()).isEqualTo(Verdict.DIFFERS);
    }

    private static Verdict falling(IntToDoubleFunction distance) {
        int[] iterations = new int[101];
        Arrays.setAll(iterations, i -> 10 * i);
        return StepVerdicts.falling(
                        COMPARISON,
                        new Curve(
                                iterations,
                                Arrays.stream(iterations).mapToDouble(distance).toArray()))
                .verdict();
    }

    @Test
    void distance_thatGrowsSlowerAndSlower_agrees_andOneWithoutANumberTestsNothing() {
        assertThat(falling(Math::sqrt)).isEqualTo(Verdict.AGREES);
        assertThat(falling(i -> i * i)).isEqualTo(Verdict.DIFFERS);
        assertThat(falling(i -> i < 1000 ? Math.sqrt(i) : Double.NaN))
                .isEqualTo(Verdict.NOT_TESTED);
    }
}

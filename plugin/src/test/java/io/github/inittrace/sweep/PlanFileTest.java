// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTest {
    @TempDir private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("plan.yaml"), text);
    }

    @Test
    void read_everyPart_isInTheRuns() throws IOException {
        SweepPlan plan =
                SweepPlan.read(
                        file(
                                """
                                run: {epochs: 20, no-bias: no}
                                vary:
                                  hidden: [[10, 10], "64,64", 5]
                                  learning-rate: {from: 0.01, to: 1, count: 5, scale: log}
                                zip:
                                  - init: [HE_NORMAL, GLOROT_UNIFORM]
                                    activation: [RELU, TANH]
                                seeds: [7, 9]
                                """));
        assertThat(plan.size()).isEqualTo(3 * 5 * 2 * 2);
        assertThat(plan.runs())
                .extracting(run -> run.settings().get("learning-rate"))
                .containsOnly("0.01", "0.0316228", "0.1", "0.316228", "1");
        assertThat(plan.runs().get(0).name())
                .isEqualTo(
                        "hidden=10,10_learning-rate=0.01_init=HE_NORMAL_activation=RELU_seed=7"
                                .replace("HE_NORMAL", "HE-NORMAL"));
        assertThat(plan.runs().get(59).settings())
                .containsEntry("no-bias", "no")
                .containsEntry("hidden", "5")
                .containsEntry("activation", "TANH")
                .containsEntry("seed", "9");
        assertThat(plan.place("learning-rate", "0.1")).endsWith("plan.yaml, line 4");
        assertThat(plan.place("epochs", "20")).endsWith("plan.yaml, line 1");
    }

    @Test
    void read_names_areThoseOfFoldersAndAxes() throws IOException {
        SweepPlan plan =
                SweepPlan.read(
                        file(
                                """
                                vary: {hidden: [5, 6], epochs: [3]}
                                zip: [{init: [A, B], activation: [C, D]}]
                                names: {hidden: width, init: first weights}
                                """));
        assertThat(plan.axes())
                .extracting(SweepAxis::name)
                .containsExactly("width", "first weights");
        assertThat(plan.runs().get(0).name())
                .isEqualTo("width=5_epochs=3_first-weights=A_activation=C");
        assertThat(plan.runs().get(0).settings()).containsEntry("hidden", "5");
        assertThat(plan.axes().get(1).value(plan.runs().get(3).settings())).isEqualTo("B with D");
    }

    @Test
    void read_json_isTheSame() throws IOException {
        String json = "{\"run\": {\"epochs\": 2}, \"vary\": {\"hidden\": [3, 4]}, \"seeds\": 2}";
        assertThat(SweepPlan.read(file(json)).runs())
                .extracting(PlannedRun::name)
                .containsExactly(
                        "hidden=3_seed=1", "hidden=3_seed=2", "hidden=4_seed=1", "hidden=4_seed=2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | , line 1: expected the parts of a plan: run, vary, zip, seeds, names, found nothing",
                "`[1]` | , line 1: expected the parts of a plan: run, vary, zip, seeds, names, found a list",
                "`run: {}\nvarry: {}` | , line 2: expected one of run, vary, zip, seeds, names, found 'varry'",
                "`vary: {hidden: 3}` | , line 1: expected a list of values, or a range such as {from:"
                        + " 0.01, to: 1, count: 5, scale: log}, found '3'",
                "`vary:\n  hidden: []` | , line 2: expected at least one value of hidden, found none:"
                        + " there would be no run",
                "`vary:\n  hidden: [~]` | , line 2: expected a value, found nothing",
                "`vary:\n  a: {from: 1, to: 2}` | , line 2: a range needs from, to and count, found no"
                        + " count",
                "`vary:\n  a: {from: 0, to: 2, count: 3, scale: log}` | , line 2: a range on a log"
                        + " scale lies above 0, found 0.0",
                "`vary:\n  a: {from: 1, to: 2, count: 1}` | , line 2: a range has a count from 2 to"
                        + " 1000000, found 1",
                "`vary:\n  a: {from: x, to: 2, count: 3}` | , line 2: expected a number, found 'x'",
                "`vary:\n  a: {from: NaN, to: 2, count: 3}` | , line 2: expected a number, found"
                        + " 'NaN'",
                "`vary:\n  a: {from: 1, to: 2, count: 3, scale: cubic}` | , line 2: the scale of a"
                        + " range is linear or log, found 'cubic'",
                "`zip:\n - a: [1, 2]\n   b: [3]` | , line 2: settings that go together need equally"
                        + " many values, found 2 of a and 1 of b",
                "`vary: {a: [1, 2], b: [1]}\nnames: {c: x}` | , line 2: a name needs a setting that"
                        + " varies, found 'c'; those that vary are a, b",
                "`vary: {a: [1, 2], b: [1]}\nnames: {a: b}` | , line 2: the name 'b' is that of another setting;"
                        + " choose another",
                "`vary: {a: [1, 2]}\nnames: {a: /etc}` | , line 2: a name has up to 40 letters,"
                        + " digits, blanks, points and dashes, found '/etc'",
                "`zip: {a: [1]}` | , line 1: expected a list of settings that go together, each"
                        + " beginning with '- ', found a mapping",
                "`seeds: 0` | , line 1: expected a number of seeds or a list of them from 1 to"
                        + " 1,000,000, found '0'",
                "`seeds: 0x2p0` | , line 1: expected a number of seeds or a list of them from 1 to"
                        + " 1,000,000, found '0x2p0'",
                "`vary:\n  a: {from: 1, to: 2d, count: 3}` | , line 2: expected a number, found '2d'",
                "`run: {seed: 1}\nseeds: 2` | , line 2: the setting seed has a value already; give it"
                        + " in one place",
                "`vary: {a: [1, 2]}\nseeds: 1000000` | , line 2: a plan has at most 1,000,000 runs,"
                        + " found 2,000,000; vary less",
                "`run: {a: &x 1, b: *x}` | , line 1: expected no alias, found '*'; write the value out",
            })
    void read_whatIsNoPlan_isRefusedWithItsLine(String text, String complaint) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> SweepPlan.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + complaint);
    }

    @Test
    void read_noFile_isRefused() {
        assertThatThrownBy(() -> SweepPlan.read(folder.resolve("none")))
                .hasMessageContaining("cannot read");
        assertThatThrownBy(() -> SweepPlan.read(folder)).hasMessageContaining("it is a folder");
    }
}

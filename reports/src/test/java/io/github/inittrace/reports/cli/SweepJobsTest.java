// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.files.PathText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The settings of a plan are the options of run, and refused as those are. */
class SweepJobsTest {
    private final SweepJobs jobs = new SweepJobs();

    @Test
    void job_ofSettings_isThatOfTheOptions() throws IOException {
        String job =
                jobs.job(
                                Map.of(
                                        "hidden", "10,5",
                                        "learning-rate", "0.25",
                                        "no-bias", "true",
                                        "no-shuffle", "false",
                                        "optimiser", "adam",
                                        "stop-on", "non_finite",
                                        "dataset", "mnist"))
                        .toJson();
        assertThat(job)
                .contains(
                        "\"hiddenLayers\" : [ 10, 5 ]",
                        "\"learningRate\" : 0.25",
                        "\"bias\" : false",
                        "\"shuffle\" : true",
                        "io.github.inittrace.mlp.Adam",
                        "\"stopOn\" : [ \"non_finite\" ]",
                        "\"name\" : \"mnist\"",
                        "\"records\" : \"every=10\"");
    }

    @Test
    void job_ofARateThatFollowsTheLoss_hasItsSettings() throws IOException {
        assertThat(
                        jobs.job(
                                        Map.of(
                                                "schedule", "plateau",
                                                "rate-drop", "0.5",
                                                "rate-patience", "3",
                                                "rate-min-change", "0.01",
                                                "rate-cooldown", "2",
                                                "rate-lowest", "0.1"))
                                .toJson())
                .contains(
                        "io.github.inittrace.mlp.PlateauRate",
                        "\"drop\" : 0.5",
                        "\"patience\" : 3",
                        "\"minChange\" : 0.01",
                        "\"cooldown\" : 2",
                        "\"lowest\" : 0.1");
        assertThatThrownBy(() -> jobs.job(Map.of("schedule", "step", "rate-cooldown", "2")))
                .hasMessageContaining("--rate-cooldown goes with --schedule PLATEAU only");
    }

    @Test
    void job_ofClassWeights_hasThem() throws IOException {
        assertThat(jobs.job(Map.of("class-weights", "balanced")).toJson())
                .contains("io.github.inittrace.mlp.ClassWeights", "\"balanced\" : true");
        assertThat(jobs.job(Map.of("class-weights", "a=b=2,9=0.5")).toJson())
                .contains("\"labels\" : [ \"9\", \"a=b\" ]", "\"weights\" : [ 0.5, 2.0 ]");
        for (String wrong : List.of("", "a", "=2", "a=", "a=x", "a=1,,")) {
            assertThatThrownBy(() -> jobs.job(Map.of("class-weights", wrong)))
                    .hasMessageContaining(
                            "--class-weights takes balanced or LABEL=WEIGHT,LABEL=WEIGHT,..., found '"
                                    + wrong
                                    + "'");
        }
        assertThatThrownBy(() -> jobs.job(Map.of("class-weights", "a=1,a=2")))
                .hasMessageContaining("--class-weights names 'a' twice");
        assertThatThrownBy(() -> jobs.job(Map.of("class-weights", "a=-1")))
                .hasMessageContaining("class weights must be positive numbers, found -1.0");
    }

    @Test
    void job_ofAPathThatTheLocaleCannotEncode_isRefusedForThat() {
        assertThatThrownBy(() -> jobs.job(Map.of("data-dir", "data/\uD800")))
                .hasMessageContaining(PathText.complaint("the path 'data/?'"));
    }

    @Test
    void job_byDefault_isLight() throws IOException {
        assertThat(jobs.job(Map.of()).id()).isEqualTo(jobs.job(Map.of("record", "light")).id());
        assertThat(jobs.job(Map.of("record", "full")).toJson())
                .contains("\"records\" : \"every=1\"");
    }

    @Test
    void job_afterOthers_isAsItWouldBeAlone() throws IOException {
        String alone = jobs.job(Map.of("hidden", "4")).toJson();
        jobs.job(
                Map.of(
                        "hidden", "10,5",
                        "no-bias", "true",
                        "optimiser", "adam",
                        "beta1", "0.5",
                        "freeze", "hidden1.weight",
                        "stop-on", "non_finite",
                        "dataset", "mnist",
                        "invert", "true",
                        "resumable", "never"));
        assertThatThrownBy(() -> jobs.job(Map.of("epochs", "x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(jobs.job(Map.of("hidden", "4")).toJson()).isEqualTo(alone);
        assertThat(alone).contains("\"resumable\" : \"every=10\"");
    }

    /** Jobs are read by one command, so no option may keep the value it had in the job before. */
    @Test
    void parse_withoutAnOptionAfterItWasSet_leavesNothingOfIt() {
        RunCommand fresh = new RunCommand();
        Main.configured(new CommandLine(fresh)).parseArgs();
        RunCommand again = new RunCommand();
        CommandLine line = Main.configured(new CommandLine(again));
        for (CommandLine.Model.OptionSpec option : line.getCommandSpec().options()) {
            for (String value : List.of("true", "3", "0.5", "every=3", first(option), "a,b")) {
                try {
                    line.parseArgs(option.longestName() + "=" + value);
                } catch (CommandLine.ParameterException e) {
                    continue; // not a value of this option
                }
                line.parseArgs();
                assertThat(again)
                        .as(option.longestName() + "=" + value)
                        .usingRecursiveComparison()
                        .ignoringFields("spec")
                        .isEqualTo(fresh);
            }
        }
    }

    private static String first(CommandLine.Model.OptionSpec option) {
        Iterable<String> candidates = option.completionCandidates();
        return candidates == null ? "x" : candidates.iterator().next();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hiden | 3 | expected an option of 'inittrace run' by its long name without dashes,"
                        + " found 'hiden'; did you mean hidden",
                "o | x | expected an option of 'inittrace run' by its long name without dashes, found"
                        + " 'o'",
                "out | x | the setting out is none of a run's in a sweep; leave it out",
                "workers | 3 | the setting workers is none of a run's in a sweep; leave it out",
                "record-every | 0 | expected a number of epochs from 1 to 999999999, found '0'",
                "alarm-threshold | NORM_RANGE=1,norm_range=2 | --alarm-threshold has norm_range"
                        + " twice; keep one",
                "epochs | x | Invalid value for option '--epochs': 'x' is not an int",
                "learning-rate | -1 | learning rate must be",
                "momentum | 2 | momentum",
                "beta1 | 0.5 | --beta1 goes with --optimiser ADAM only",
                "dataset | nist | the data set must be one of"
            })
    void job_ofAWrongSetting_isRefusedAsTheOptionIs(String key, String value, String sentence) {
        assertThatThrownBy(() -> jobs.job(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}

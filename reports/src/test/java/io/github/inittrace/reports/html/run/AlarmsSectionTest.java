// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.Severity;
import io.github.inittrace.reports.html.kit.ParsedPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report says of alarms, and how its first line looks then. */
class AlarmsSectionTest {
    @TempDir private Path folder;

    @Test
    void run_withAWarning_listsItAndDoesNotLookGood() throws Exception {
        ParsedPage page =
                page(
                        List.of(
                                alarm(AlarmKind.DISTANCE_JUMP, Severity.WARNING, "hidden1.weight"),
                                alarm(AlarmKind.DISTANCE_JUMP, Severity.WARNING, "<script>")));

        assertThat(tone(page)).isEqualTo("ending warning");
        assertThat(page.text("//div[@id='verdict']/p[1]"))
                .isEqualTo(
                        "! Watch: warnings were raised, first distance_jump in 2 tensors at"
                                + " epoch 3, it jumped.");
        assertThat(page.text("//section[@id='alarms']/p")).isEqualTo("2 were raised.");
        assertThat(page.all("//div[@id='verdict']/p"))
                .contains("See all 2 alarms with their figures.");
        assertThat(page.all("//div[@id='verdict']//dt")).containsExactly("warning: distance_jump");
        assertThat(page.all("//div[@id='verdict']//dd"))
                .containsExactly("hidden1.weight and 1 more, from epoch 3: it jumped. Try: less.");
        assertThat(page.table("Alarms by epoch"))
                .containsExactly(
                        List.of("3", "distance_jump", "warning", "hidden1.weight", "step 3.5"),
                        List.of("3", "distance_jump", "warning", "<script>", "step 3.5"));
    }

    @Test
    void run_withAFailure_looksAlarming() throws Exception {
        ParsedPage page = page(List.of(alarm(AlarmKind.DISTANCE_FROZEN, Severity.FAILURE, "w")));

        assertThat(tone(page)).isEqualTo("ending alert");
        assertThat(page.text("//div[@id='verdict']/p[1]")).startsWith("✗ Broken: a failure was");
    }

    @Test
    void run_withANotice_looksGood() throws Exception {
        ParsedPage page = page(List.of(alarm(AlarmKind.DISTANCE_PLATEAU, Severity.NOTICE, "w")));

        assertThat(tone(page)).isEqualTo("ending good");
        assertThat(page.text("//div[@id='verdict']/p[1]"))
                .isEqualTo("✓ Healthy: training completed, and no alarm was worse than a notice.");
        assertThat(page.all("//div[@id='verdict']//dd"))
                .containsExactly("w, at epoch 3: it jumped. Try: less.");
        assertThat(page.all("//div[@id='verdict']//a/@href")).containsExactly("#alarms");
        assertThat(page.all("//div[@id='verdict']/p")).contains("See the alarm with its figures.");
    }

    @Test
    void run_withoutAlarms_saysThatNoneWasRaised() throws Exception {
        assertThat(page(List.of()).text("//section[@id='alarms']/p")).isEqualTo("None was raised.");
    }

    @Test
    void run_thatNobodyWatched_saysSo() throws Exception {
        assertThat(
                        ParsedPage.write(FakeRuns.alarmed(null), folder)
                                .text("//section[@id='alarms']/p"))
                .isEqualTo("This run was recorded without watching for alarms.");
    }

    @Test
    void run_thatWasWatchedForNoAlarm_saysSo() throws Exception {
        assertThat(ParsedPage.write(FakeRuns.unwatched(), folder).text("//section[@id='alarms']/p"))
                .isEqualTo("This run was recorded without watching for alarms.");
    }

    private ParsedPage page(List<Alarm> alarms) throws Exception {
        return ParsedPage.write(FakeRuns.alarmed(alarms), folder);
    }

    private static String tone(ParsedPage page) throws Exception {
        return page.all("//div[@id='verdict']/p[1]/@class").get(0);
    }

    private static Alarm alarm(AlarmKind kind, Severity severity, String tensor) {
        return new Alarm(kind, severity, 3, tensor, Map.of("step", 3.5), "it jumped", "less");
    }
}

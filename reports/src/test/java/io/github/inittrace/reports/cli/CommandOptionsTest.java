// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.numpy.NpyArrayTest;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.weights.NpzFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.classification.Label;
import picocli.CommandLine;

/** Options that are no part of a job do what they say; those that are, RunOptionsTest has. */
class CommandOptionsTest {
    @TempDir private Path folder;

    private static void execute(Object... words) {
        String[] texts = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
        assertThat(Main.execute(OutputStream.nullOutputStream(), texts)).isZero();
    }

    private static double[] drawn(int count) {
        return new SplittableRandom(7).doubles(count, -1, 1).toArray();
    }

    private InitTrace<Label> reporting(InitTrace<Label> trace, String... words) {
        LiveReportOption option = new LiveReportOption();
        new CommandLine(option).parseArgs(words);
        try (EpochTable table = new EpochTable(new PrintWriter(Writer.nullWriter()), 1, true)) {
            return option.on(trace, folder, table);
        }
    }

    @Test
    void reportEvery_ofSeconds_isTheIntervalOfReports() {
        InitTrace<Label> trace = InitTrace.of(MLPClassificationTrainer.builder().build());

        assertReports(reporting(trace), 30, 0.01);
        assertReports(reporting(trace, "--report-every=7"), 7, 1);
        assertThat(reporting(trace, "--report-every=0")).isSameAs(trace);
    }

    private static void assertReports(InitTrace<Label> trace, int seconds, double share) {
        assertThat(trace)
                .extracting("watchers.listeners", as(list(TrainingListener.class)))
                .singleElement()
                .hasFieldOrPropertyWithValue("interval", Duration.ofSeconds(seconds))
                .hasFieldOrPropertyWithValue("share", share);
    }

    /** Of 20 networks, each a matrix of 2 rows and 3 columns. */
    @ParameterizedTest
    @CsvSource({
        "--outputs-first --start=normal --start-scale=0.5, 2, 3, NORMAL(0.5)",
        "--quiet --start=FAN_IN_UNIFORM, 3, 2, FAN_IN_UNIFORM"
    })
    void analyse_ofFiles_readsAndComparesThemAsOptionsSay(
            String options, int rows, int columns, String law) throws IOException {
        Path file = folder.resolve("hidden.npy");
        Files.write(file, NpyArrayTest.npy(1, "<f8", "(20, 2, 3)", drawn(20 * 2 * 3)));
        List<Object> words = new ArrayList<>(List.of("pigmm", "analyse", file, "--out", folder));
        words.addAll(List.of(options.split(" ")));

        execute(words.toArray());

        JsonNode analysis = new ObjectMapper().readTree(folder.resolve("analysis.json").toFile());
        assertThat(analysis.path("start").asText()).isEqualTo(law);
        assertThat(analysis.path("states").path(0).path("rows").asInt()).isEqualTo(rows);
        assertThat(analysis.path("states").path(0).path("columns").asInt()).isEqualTo(columns);
    }

    @Test
    void outputsFirst_ofImport_takesRowsOfSquareMatricesForOutputs() throws IOException {
        Path file = new NpzFiles().with("w", "(4, 4)", drawn(16)).to(folder.resolve("w.npz"));
        Path run = folder.resolve("run");

        execute("import", "--initial", file, "--epoch", "1=" + file, "--outputs-first", "-o", run);

        assertThat(RunFolder.open(run).record().configuration()).containsEntry("rows", "outputs");
    }

    @Test
    void mapAxesAndFigures_ofReport_areTheMapsOfTheSweep() throws Exception {
        Path csv =
                Files.writeString(folder.resolve("data.csv"), "a,kind\n" + "1,x\n2,y\n".repeat(9));
        Path sweep = folder.resolve("sweep");
        String settings =
                "sweep --set dataset=csv --set response=kind --set epochs=1 --vary hidden=2,3"
                        + " --vary learning-rate=0.1,0.2 --workers 1 --quiet";
        List<Object> words = new ArrayList<>(List.of(settings.split(" ")));
        words.addAll(List.of("--set", "data-dir=" + csv, "--out", sweep));
        execute(words.toArray());

        execute(
                "report",
                sweep,
                "--map-axes=learning-rate,hidden",
                "--map-figures=norm.hidden1.bias,tMinTest");

        ParsedPage page = ParsedPage.read(sweep.resolve("report/index.html"));
        assertThat(page.all("//section[@id='maps']//figure/h3"))
                .containsExactly(
                        "Norm of hidden1.bias", "t_min test: epoch of the lowest test loss");
        assertThat(page.source)
                .contains("Figures by learning-rate × hidden")
                .doesNotContain("Figures by hidden × learning-rate");
    }
}

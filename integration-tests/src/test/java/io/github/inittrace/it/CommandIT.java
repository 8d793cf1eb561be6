// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command, as people and CI servers call it. */
class CommandIT {
    @TempDir private Path folder;

    @Test
    void run_onTheBuiltInDigits_printsTheTableAndWritesTheFolder() throws IOException {
        Processes.Result result =
                Cli.here().run(folder, "run", "--hidden", "32", "--epochs", "3", "-o", "mine");

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .startsWith("digits: 10,240 training and 2,000 test images of 28x28 pixels\n")
                .doesNotContain("\r", "\033", "%|")
                .contains("epoch   running     train");
        assertThat(result.out().lines().filter(line -> line.matches(" +[0-3] .*"))).hasSize(4);
        assertPrintsFiles(result.out(), folder);

        RunFolder run = RunFolder.open(folder.resolve("mine"));
        assertThat(run.history().epochs()).hasSize(4);
        assertThat(run.history().last().validation().get(0).accuracy()).isGreaterThan(0.9);
        assertThat(run.manifest().orElseThrow().differences(run.path())).isEmpty();
    }

    @Test
    void run_withAnalyse_writesWhatOtherWeightsAreWorth() throws IOException {
        Processes.Result result =
                InProcess.run(
                        folder,
                        "run",
                        "-q",
                        "--hidden",
                        "8",
                        "--epochs",
                        "2",
                        "--analyse",
                        "-o",
                        "mine");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertPrintsFiles(result.out(), folder);
        RunFolder run = RunFolder.open(folder.resolve("mine"));
        assertThat(run.analysis().orElseThrow().path()).hasSize(31);
        assertThat(run.analysis().orElseThrow().resets()).hasSize(4);
        assertThat(run.analysis().orElseThrow().remarks()).isEmpty();
        assertThat(run.manifest().orElseThrow().differences(run.path())).isEmpty();
        assertThat(Files.readString(run.report().resolve("index.html")))
                .contains("At other weights", "../analysis.json");
    }

    @Test
    void run_withoutFolder_makesAFreshOneEachTime() throws IOException {
        for (int i = 0; i < 2; i++) {
            Processes.Result result =
                    Cli.here().run(folder, "run", "-q", "--hidden", "2", "--epochs", "0");
            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.out()).doesNotContain("running");
            assertPrintsFiles(result.out(), folder);
        }

        try (var runs = Files.list(folder.resolve("inittrace-runs"))) {
            assertThat(runs).hasSize(2);
        }
    }

    @Test
    void run_onIdxFiles_takesThemPlainAndGzipped() throws IOException {
        IDXFolder.of(folder.resolve("data"), 400, 100);

        Processes.Result result =
                InProcess.run(
                        folder,
                        "run",
                        "--dataset",
                        "mnist",
                        "--data-dir",
                        "data",
                        "--hidden",
                        "16",
                        "--epochs",
                        "1",
                        "-o",
                        "mine");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("mnist: 400 training and 100 test images of 28x28");
        RunFolder run = RunFolder.open(folder.resolve("mine"));
        assertThat(run.record().features()).isEqualTo(784);
    }

    @Test
    void run_onFashionMnist_findsDebiansFilesByItself() throws IOException {
        Assumptions.assumeTrue(Tools.fashionMnist().isPresent(), "there is no Fashion-MNIST");

        Processes.Result result =
                InProcess.run(
                        folder,
                        "run",
                        "--dataset",
                        "fashion-mnist",
                        "--hidden",
                        "16",
                        "--epochs",
                        "1",
                        "-o",
                        "mine");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("fashion-mnist: 60,000 training and 10,000 test");
        assertPrintsFiles(result.out(), folder);
    }

    @Test
    void run_thatDiverges_isAResultWithAWarning() throws IOException {
        Processes.Result result =
                Cli.here()
                        .run(
                                folder,
                                "run",
                                "--hidden",
                                "16",
                                "--learning-rate",
                                "1e20",
                                "-o",
                                "mine");

        assertThat(result.exit()).isZero();
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err())
                .startsWith("inittrace: warning: the loss or a weight ceased to be a finite");
        assertThat(result.out()).contains("diverged: ");
        assertPrintsFiles(result.out(), folder);
        RunFolder run = RunFolder.open(folder.resolve("mine"));
        assertThat(run.record().ending()).isNotNull();
        assertThat(run.record().ending().reason()).isEqualTo(EndReason.DIVERGED);
        assertThat(run.manifest().orElseThrow().differences(run.path())).isEmpty();
        assertThat(Files.readString(run.report().resolve("index.html"))).contains("diverged");
    }

    @Test
    void run_withForce_replacesAnEarlierRunAndNothingElse() throws IOException {
        String[] once = {"run", "-q", "--hidden", "2", "--epochs", "0", "-o", "mine"};
        String[] again = {"run", "-q", "--hidden", "3", "--epochs", "0", "-o", "mine", "--force"};
        Path mine = folder.resolve("mine");
        assertThat(InProcess.run(folder, once).exit()).isZero();

        assertThat(InProcess.run(folder, again).exit()).isZero();
        assertThat(RunFolder.open(mine).record().configuration())
                .containsEntry("hiddenLayers", "[3]");

        Files.writeString(mine.resolve("notes.txt"), "mine");
        Map<String, String> before = Folders.content(mine);
        Processes.Result refused = InProcess.run(folder, again);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errLines())
                .containsExactly(
                        "inittrace: cannot overwrite mine: 'notes.txt' is not part of a run; move"
                                + " it away or choose another folder");
        assertThat(Folders.content(mine)).isEqualTo(before);
    }

    @Test
    void report_ofARun_isWrittenAgainAsItWas() throws IOException {
        InProcess.run(folder, "run", "-q", "--hidden", "4", "--epochs", "1", "-o", "mine");
        Path mine = folder.resolve("mine");
        Map<String, String> before = Folders.content(mine);
        Folders.delete(mine.resolve("report"));

        Processes.Result result = Cli.here().run(folder, "report", "mine");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().strip()).isEqualTo("mine/report/index.html");
        assertThat(Folders.content(mine)).isEqualTo(before);
    }

    @Test
    void help_ofEveryKind_goesToStandardOutput() throws IOException {
        for (List<String> arguments :
                List.of(
                        List.of("--help"),
                        List.of("help"),
                        List.of("run", "--help"),
                        List.of("help", "run"),
                        List.of("report", "--help"))) {
            Processes.Result result = InProcess.run(folder, arguments.toArray(new String[0]));
            assertThat(result.exit()).as("%s", arguments).isZero();
            assertThat(result.err()).isEmpty();
            assertThat(result.out()).startsWith("Usage: inittrace");
        }
    }

    @Test
    void version_asked_namesOursTribuosAndJavas() throws IOException {
        Processes.Result result = Cli.here().run(folder, "--version");

        assertThat(result.exit()).isZero();
        assertThat(result.out().lines().toList().get(0)).matches("inittrace \\d+\\.\\d+\\.\\d+.*");
        assertThat(result.out()).contains("\nTribuo 4.3.2\n", "\nJava ");
    }

    private static void assertPrintsFiles(String out, Path folder) {
        List<String> named =
                out.lines()
                        .filter(
                                line ->
                                        line.matches(
                                                "(report|initial network|trained network|record)"
                                                        + " +\\S+"))
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .toList();
        assertThat(named).hasSize(4);
        named.forEach(file -> assertThat(folder.resolve(file)).isRegularFile());
    }
}

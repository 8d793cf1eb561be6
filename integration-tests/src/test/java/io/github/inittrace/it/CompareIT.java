// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many runs on one page: the command as people call it, and its page in a browser. */
class CompareIT {
    @TempDir static Path folder;

    /** Two seeds of one network and one of another, beside something that is no run. */
    @BeforeAll
    static void runs() throws IOException {
        train("runs/narrow-2", "4", "2");
        train("runs/narrow-10", "4", "10");
        train("runs/wide", "8", "2");
        Files.createDirectories(folder.resolve("runs/notes"));
    }

    private static void train(String name, String hidden, String seed) throws IOException {
        Processes.Result result =
                InProcess.run(
                        folder,
                        "run",
                        "-q",
                        "--hidden",
                        hidden,
                        "--seed",
                        seed,
                        "--epochs",
                        "2",
                        "-o",
                        name);
        assertThat(result.exit()).as(result.err()).isZero();
    }

    private static Processes.Result compare(String... arguments) throws IOException {
        String[] words = new String[arguments.length + 1];
        words[0] = "compare";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return InProcess.run(folder, words);
    }

    @Test
    void compare_aFolderOfRuns_takesEachAndGroupsSeeds() throws IOException {
        Processes.Result result = Cli.here().run(folder, "compare", "runs");

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out().strip()).isEqualTo("inittrace-compare/index.html");
        JsonNode json = json("inittrace-compare");
        assertThat(json.get("runs").findValuesAsText("name"))
                .containsExactly("narrow-2", "narrow-10", "wide");
        assertThat(json.get("runs").findValuesAsText("label"))
                .containsExactly("4 · seed 2", "4 · seed 10", "8 · seed 2");
        assertThat(json.get("lines").findValuesAsText("label"))
                .containsExactly("4 (2 seeds)", "8 · seed 2");
        RunFolder wide = RunFolder.open(folder.resolve("runs/wide"));
        assertThat(json.get("runs").get(2).get("figures").get("test loss, last").doubleValue())
                .isEqualTo(wide.history().last().validation().get(0).loss());
    }

    @Test
    void compare_withRunsThatFail_saysSoAndShowsTheOthers() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("run.json"), "{");

        Processes.Result result = compare("runs/narrow-2", "broken", "runs/notes", "-o", "some");

        assertThat(result.exit()).isZero();
        assertThat(result.errLines()).hasSize(2);
        assertThat(result.errLines().get(0))
                .startsWith("inittrace: broken/run.json is corrupt: ")
                .endsWith("; the comparison leaves this run out");
        assertThat(result.errLines().get(1))
                .isEqualTo(
                        "inittrace: runs/notes is not a run folder: expected a file run.json in it,"
                                + " found none; the comparison leaves this run out");
        assertThat(Files.readString(folder.resolve("some/index.html")))
                .contains("broken/run.json is corrupt", "narrow-2");
    }

    @Test
    void compare_ofWhatIsNoRun_isTheUsersMistake() throws IOException {
        assertRefused(
                "expected a run folder or a folder of runs, found nothing at nowhere",
                "runs",
                "nowhere");
        assertRefused(
                "expected two runs or more to compare, found one, runs/wide; name another one, or a"
                        + " folder of runs",
                "runs/wide");
        assertRefused(
                "none of the 2 runs can be read: runs/notes is not a run folder: expected a file"
                        + " run.json in it, found none; the comparison leaves this run out",
                "runs/notes",
                "runs/notes");
        assertThat(folder.resolve("refused")).doesNotExist();
    }

    private static void assertRefused(String sentence, String... runs) throws IOException {
        String[] arguments = List.of(runs).toArray(new String[runs.length + 2]);
        arguments[runs.length] = "-o";
        arguments[runs.length + 1] = "refused";
        Processes.Result result = compare(arguments);
        assertThat(result.errLines()).containsExactly("inittrace: " + sentence);
        assertThat(result.exit()).isEqualTo(2);
    }

    @Test
    void help_saysWhatItTakesAndLeaves() throws IOException {
        Processes.Result result = compare("--help");
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .startsWith("Usage: inittrace compare")
                .contains("-o, --out, --output", "inittrace-compare.", "compare.json");
    }

    @Test
    void page_servedAsByJenkins_violatesNothing() throws IOException {
        assertThat(compare("runs", "-o", "served").exit()).isZero();

        JenkinsServer.Visit visit = JenkinsServer.visit(folder.resolve("served"), "index.html");

        assertThat(visit.dom()).contains("<h1>3 runs compared</h1>", "<svg", "</html>");
        assertThat(visit.console()).isEmpty();
        assertThat(visit.requests().values()).containsOnly(200);
        assertThat(visit.requests()).containsOnlyKeys("index.html", "report.css");
    }

    private static JsonNode json(String output) throws IOException {
        String json = Files.readString(folder.resolve(output + "/compare.json"));
        Schemas.assertDocument("compare", json);
        return new ObjectMapper().readTree(json);
    }
}

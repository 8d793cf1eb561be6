// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.w3c.dom.Element;

/** {@code inittrace check}: what it says and writes, and where to. */
class CheckIT {
    @TempDir private static Path runs;
    @TempDir private Path folder;

    /** A run of three epochs, and a better one of eight. */
    @BeforeAll
    static void train() {
        Dataset<Label> data = new MutableDataset<>(new DigitsDataSource(400, 3));
        Dataset<Label> test = new MutableDataset<>(new DigitsDataSource(100, 4));
        for (int epochs : new int[] {3, 8}) {
            MLPClassificationTrainer trainer =
                    MLPClassificationTrainer.builder()
                            .hiddenLayers(16)
                            .epochs(epochs)
                            .featureScaling(FeatureScaling.DIVIDE_BY_255)
                            .build();
            InitTrace.of(trainer)
                    .validateOn("te|st", test)
                    .runFolder(runs.resolve("run" + epochs))
                    .run(data);
        }
    }

    @Test
    void run_againstItself_passes() throws IOException {
        Processes.Result result =
                Cli.here().run(folder, "check", path("run3"), "--baseline", path("run3"));

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .hasSize(8)
                .contains(
                        "healthy: training completed, and no alarm was worse than a notice",
                        "passed: all 6 rules obeyed");
    }

    @Test
    void worseRun_failsWithALineForEachViolatedRule() throws Exception {
        Processes.Result result =
                check("run3", "--baseline", path("run8"), "--junit", "c.xml", "--markdown", "c.md");

        assertThat(result.exit()).as(result.err()).isEqualTo(3);
        assertThat(result.errLines())
                .containsExactly(
                        "inittrace: warning: the last epoch of the run is 3, that of the baseline"
                                + " 8, so their last figures are of trainings of different lengths");
        List<String> failed = result.out().lines().filter(l -> l.startsWith("FAIL  ")).toList();
        assertThat(failed).isNotEmpty().anyMatch(l -> l.contains("validation.te|st.loss at"));
        assertThat(result.out()).endsWith("failed: " + failed.size() + " of 6 rules violated\n");
        Element suite =
                (Element)
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(folder.resolve("c.xml").toFile())
                                .getElementsByTagName("testsuite")
                                .item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("run3");
        assertThat(suite.getAttribute("tests")).isEqualTo("6");
        assertThat(suite.getAttribute("failures")).isEqualTo(String.valueOf(failed.size()));
        assertThat(folder.resolve("c.md"))
                .content()
                .startsWith("## InitTrace: ✗ failed, " + failed.size() + " of 6 rules violated\n")
                .contains("validation.te\\|st.loss");
    }

    @Test
    void markdownToStandardOutput_isAlone() throws IOException {
        Processes.Result result = check("run3", "--markdown", "-");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("## InitTrace: ✓ passed, all 3 rules obeyed\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void stepSummary_isAddedToAndKeptBelowItsLimit() throws IOException {
        Path summary = Files.writeString(folder.resolve("summary.md"), "before\n");
        Processes.Result result = withSummary(summary);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(summary).content().startsWith("before\n\n## InitTrace: ✓ passed,");

        Files.writeString(summary, "x".repeat((1 << 20) - 100));
        Processes.Result full = withSummary(summary);
        assertThat(full.exit()).isZero();
        assertThat(full.errLines())
                .containsExactly(
                        "inittrace: warning: the step's summary is full; the result of the check is"
                                + " not added to it");
        assertThat(summary).hasSize((1 << 20) - 100);

        Processes.Result nowhere = withSummary(folder.resolve("missing/summary.md"));
        assertThat(nowhere.exit()).isZero();
        assertThat(nowhere.errLines())
                .containsExactly(
                        "inittrace: warning: cannot write to "
                                + folder.resolve("missing/summary.md")
                                + ": the folder "
                                + folder.resolve("missing")
                                + " does not exist; the result of the check is not added to it");
    }

    @Test
    void brokenRules_areOneSentence() throws IOException {
        assertRefused(
                "- figure: validation.test.loss\n  max: 1\n",
                "inittrace: rules.yaml, line 1: rule 1: there is no figure 'validation.test.loss'"
                        + " in 'run3': after 'validation.' expected one of te|st, found"
                        + " 'test.loss'");
        assertRefused(
                "- figure: epochEndLoss\n  maxIncrease: 5 %\n",
                "inittrace: rules.yaml, line 1: rule 1: 'maxIncrease' compares with a baseline,"
                        + " found none; give one with --baseline RUN");
        Files.writeString(folder.resolve("c.xml"), "<?xml version=\"1.0\"?>\n<testsuites/>");
        Processes.Result missing = check("run3", "--rules", "none.yaml", "--junit", "c.xml");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.errLines())
                .containsExactly("inittrace: cannot read none.yaml: it does not exist");
        assertThat(folder.resolve("c.xml")).doesNotExist();
    }

    @Test
    void recordsThatAreCutShort_areRefused_asRunAndAsBaseline() throws IOException {
        Path cut = Files.createDirectory(folder.resolve("cut"));
        Files.copy(runs.resolve("run3/run.json"), cut.resolve("run.json"));
        List<String> lines = Files.readAllLines(runs.resolve("run3/epochs.jsonl"));
        Files.write(cut.resolve("epochs.jsonl"), lines.subList(0, 3));
        String sentence =
                "inittrace: "
                        + cut.resolve("epochs.jsonl")
                        + " is not whole: the last record is of epoch 2, expected 3 as in run.json;"
                        + " copy the run folder again, or train again";

        for (List<String> options :
                List.of(List.of(cut.toString()), List.of(path("run3"), "--baseline", "cut"))) {
            List<String> command = Cli.here().command("check");
            command.addAll(options);
            Processes.Result result = Processes.run(folder, command);
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.out()).isEmpty();
            assertThat(result.errLines())
                    .containsExactly(sentence.replace(options.size() == 1 ? "" : folder + "/", ""));
        }
    }

    @Test
    void junitToStandardOutput_isAlone() throws Exception {
        Processes.Result result = check("run3", "--junit", "-");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("<?xml").endsWith("</testsuites>\n");
        assertThat(result.out()).contains("classname=\"inittrace.run3\"");
    }

    @Test
    void outputsThatAreTheSame_areRefused() throws IOException {
        Processes.Result both = check("run3", "--junit", "-", "--markdown", "-");
        assertThat(both.exit()).isEqualTo(2);
        assertThat(both.errLines())
                .containsExactly(
                        "inittrace: expected different files for --junit and --markdown, found '-'"
                                + " for both; name another one");
        Files.writeString(folder.resolve("rules.yaml"), "- ending: completed\n");
        Processes.Result rules = check("run3", "--junit", "./rules.yaml", "--rules", "rules.yaml");
        assertThat(rules.exit()).isEqualTo(2);
        assertThat(rules.errLines())
                .containsExactly(
                        "inittrace: expected different files for --junit and --rules, found"
                                + " 'rules.yaml' for both; name another one");
        assertThat(folder.resolve("rules.yaml")).hasContent("- ending: completed");
    }

    @Test
    void outputThatCannotBeWritten_keepsNoOtherFromIt() throws IOException {
        Processes.Result result = check("run3", "--junit", "missing/c.xml", "--markdown", "c.md");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines())
                .containsExactly(
                        "inittrace: cannot write to missing/c.xml: the folder missing does not"
                                + " exist");
        assertThat(result.out()).endsWith("passed: all 3 rules obeyed\n");
        assertThat(folder.resolve("c.md")).content().startsWith("## InitTrace: ✓ passed");
    }

    @Test
    void fullStandardOutput_isNoSuccess() throws IOException {
        assumeThat(Files.isWritable(Path.of("/dev/full"))).isTrue();
        String command = String.join(" ", Cli.here().command("check", path("run3")));
        Processes.Result result =
                Processes.run(folder, List.of("sh", "-c", command + " > /dev/full"));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines()).containsExactly("inittrace: cannot write to standard output");
    }

    @Test
    void standardOutputByItsPath_staysWhatItIs() throws IOException {
        String command =
                String.join(" ", Cli.here().command("check", path("run3")))
                        + " --junit /dev/stdout >> out.txt";
        Files.writeString(folder.resolve("out.txt"), "what others said\n");
        Processes.Result result = Processes.run(folder, List.of("sh", "-c", command));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(folder.resolve("out.txt"))
                .content()
                .startsWith("what others said\n")
                .contains("passed: all 3 rules obeyed\n<?xml")
                .endsWith("</testsuites>\n");
    }

    @Test
    void recordInsteadOfItsFolder_isSaid() throws IOException {
        Processes.Result result = check("run3/run.json");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines())
                .containsExactly(
                        "inittrace: expected the folder of a run, found the file "
                                + path("run3/run.json")
                                + "; name the folder that it lies in");
    }

    @Test
    void report_withBaseline_comparesOnTop() throws IOException {
        Processes.Result result =
                InProcess.run(folder, "report", path("run3"), "--baseline", path("run8"));

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(Path.of(result.out().strip()))
                .content(StandardCharsets.UTF_8)
                .contains("Compared with the baseline, run8");
    }

    private void assertRefused(String rules, String sentence) throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), rules);
        Processes.Result result = check("run3", "--rules", "rules.yaml");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines()).containsExactly(sentence);
        assertThat(result.out()).isEmpty();
    }

    private Processes.Result withSummary(Path summary) throws IOException {
        return Processes.run(
                folder,
                Cli.here().command("check", path("run3")),
                Map.of("GITHUB_STEP_SUMMARY", summary.toString()));
    }

    private Processes.Result check(String run, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("check", path(run)));
        words.addAll(List.of(options));
        return InProcess.run(folder, words.toArray(String[]::new));
    }

    private static String path(String run) {
        return runs.resolve(run).toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The shell steps of the pipelines in docs/ci.md, taken from the page and run as a CI system would. */
class CiSamplesIT {
    @TempDir private static Path shared;
    @TempDir private Path workspace;

    /** A baseline that five epochs do not reach. */
    @BeforeAll
    static void trainForTwentyEpochs() throws IOException {
        Processes.Result run =
                InProcess.run(
                        shared, "run", "-q", "--hidden", "64", "--epochs", "20", "--out", "twenty");
        assertThat(run.exit()).as(run.err()).isZero();
    }

    @Test
    void github_steps_checkAndKeepTheBaseline() throws IOException {
        JsonNode steps = yaml("github").at("/jobs/train/steps");
        List<String> shell = new ArrayList<>();
        steps.forEach(step -> add(shell, step.path("run")));
        assertThat(shell).hasSize(3);
        assertThat(steps.get(steps.size() - 1).path("if").asText()).isEqualTo("always()");

        assertWorks(shell, "baseline", Map.of());
    }

    @Test
    void github_comment_isForPullRequestsWhateverCameOfThem() throws IOException {
        JsonNode step = yaml("github-comment").get(0);

        assertThat(step.path("if").asText())
                .isEqualTo("always() && github.event_name == 'pull_request'");
        assertThat(step.at("/env/GH_TOKEN").asText()).isEqualTo("${{ github.token }}");
        assertThat(step.path("run").asText()).endsWith(" --body-file check.md");
        assertThat(yaml("github-permissions").at("/permissions/pull-requests").asText())
                .isEqualTo("write");
    }

    @Test
    void gitlab_script_checksAndKeepsTheBaseline() throws IOException {
        JsonNode job = yaml("gitlab").path("train");
        StringBuilder script = new StringBuilder();
        job.path("script").forEach(line -> script.append(line.asText()).append('\n'));
        assertThat(job.at("/artifacts/when").asText()).isEqualTo("always");
        assertThat(job.at("/artifacts/reports/junit").asText()).isEqualTo("check.xml");

        assertWorks(
                List.of(script.toString()),
                "baseline",
                Map.of("CI_COMMIT_BRANCH", "main", "CI_DEFAULT_BRANCH", "main"));
    }

    @Test
    void gitlab_comment_isOnlyForThoseWithAToken() throws IOException {
        String script = yaml("gitlab-comment").at("/after_script/0").asText();

        assertThat(script).contains("body@check.md");
        assertThat(shell(script, Map.of()).exit()).isZero();
    }

    @Test
    void jenkins_steps_check() throws IOException {
        Matcher steps =
                Pattern.compile("sh \'\'\'(.*?)\'\'\'|sh \'([^\']+)\'", Pattern.DOTALL)
                        .matcher(Pages.sample("jenkins"));
        List<String> shell = new ArrayList<>();
        while (steps.find()) {
            shell.add(steps.group(1) == null ? steps.group(2) : steps.group(1));
        }
        assertThat(shell).hasSize(3);
        assertThat(shell.remove(0)).isEqualTo("rm -rf run baseline check.xml check.md");

        assertWorks(shell, "baseline/run", Map.of());
    }

    /** Without a baseline the steps pass; against a much better one, the check fails. */
    private void assertWorks(List<String> steps, String baseline, Map<String, String> environment)
            throws IOException {
        for (String step : steps) {
            Processes.Result result = shell(step, environment);
            assertThat(result.exit()).as(step + result.err()).isZero();
        }
        assertThat(workspace.resolve("check.xml")).content().contains("tests=\"3\" failures=\"0\"");
        assertThat(RunFolder.open(workspace.resolve("run")).history().last().index()).isEqualTo(5);

        Folders.delete(workspace.resolve("run"));
        Path better = workspace.resolve(baseline);
        if (Files.exists(better)) {
            assertThat(RunFolder.open(better).history().last().index()).isEqualTo(5);
            Folders.delete(better);
        }
        Files.createDirectories(better.getParent());
        Folders.copy(shared.resolve("twenty"), better);
        int exit = 0;
        for (String step : steps) {
            exit = exit == 0 ? shell(step, environment).exit() : exit; // a CI system stops there
        }
        assertThat(exit).isEqualTo(3);
        assertThat(workspace.resolve("check.xml")).content().contains("<failure ");
        assertThat(workspace.resolve("check.md")).content().contains("✗ **FAIL**");
        assertThat(workspace.resolve("run/report/index.html"))
                .content()
                .contains("Compared with the baseline");
        assertThat(RunFolder.open(better).history().last().index()).isEqualTo(20);
    }

    private static void add(List<String> shell, JsonNode step) {
        if (step.isTextual()) {
            shell.add(step.asText());
        }
    }

    private Processes.Result shell(String script, Map<String, String> environment)
            throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("INITTRACE", String.join(" ", Cli.here().command()));
        return Processes.run(workspace, List.of("sh", "-e", "-c", script), all);
    }

    private static JsonNode yaml(String name) throws IOException {
        return new ObjectMapper().valueToTree(new Yaml().load(Pages.sample(name)));
    }
}

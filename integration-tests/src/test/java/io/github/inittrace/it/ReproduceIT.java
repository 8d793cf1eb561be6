// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A published table made again, on far too little data, by the command as people call it. */
class ReproduceIT {
    @TempDir private Path folder;

    private Processes.Result reproduce() throws IOException {
        String arguments = "reproduce slides-repeatability --data-dir data --workers 2 --out mine";
        return Cli.here().run(folder, arguments.split(" "));
    }

    @Test
    void reproduce_drawsAndJudges_andGoesOnWithWhatThereIs() throws IOException {
        IDXFolder.of(folder.resolve("data"), 20, 10);

        Processes.Result first = reproduce();
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("[9/9] ", "published  16.65 ± 0.26 of nine networks", "not comparable");

        Path page = folder.resolve("mine/slides-repeatability/index.html");
        assertThat(page).content().contains("Distances of networks that differ in the seed only");
        String json = Files.readString(page.resolveSibling("findings.json"));
        Schemas.assertDocument("findings", json);
        JsonNode findings = new ObjectMapper().readTree(json).path("findings");
        // 20 digits are no MNIST: their numbers neither agree nor differ, the statement does.
        assertThat(findings).hasSize(7);
        assertThat(StreamSupport.stream(findings.spliterator(), false).limit(6))
                .extracting(finding -> finding.path("verdict").asText())
                .containsOnly("not comparable");
        assertThat(findings.get(6).path("verdict").asText()).isEqualTo("agrees");
        assertThat(findings.get(0).path("reason").asText())
                .startsWith("published for all of mnist, trained here on a part of it");

        byte[] before = Files.readAllBytes(page);
        Processes.Result again = reproduce();
        assertThat(again.out()).contains("9 of 9 runs are finished already");
        assertThat(Files.readAllBytes(page)).isEqualTo(before);
    }

    /** A study of two sweeps, by two machines with a common folder. */
    @Test
    void reproduce_shards_trainEachRunOnceAndTheLastDraws() throws IOException {
        IDXFolder.of(folder.resolve("data"), 20, 10);
        String command = "reproduce slides-longer --data-dir data --out mine --shard ";

        Processes.Result first = InProcess.run(folder, (command + "1/2").split(" "));
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("2 runs of slides-distance are left to other shards")
                .doesNotContain("page  ");
        assertThat(folder.resolve("mine/slides-longer")).doesNotExist();

        Processes.Result second = InProcess.run(folder, (command + "2/2").split(" "));
        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(second.out())
                .contains(
                        "[2/2] ",
                        "none of its runs is in this shard",
                        "page  mine/slides-longer/index.html");
        assertThat(folder.resolve("mine/slides-longer/findings.json")).isNotEmptyFile();
    }

    @Test
    void reproduce_whereNoStudyCanBe_isRefusedBeforeTraining() throws IOException {
        IDXFolder.of(folder.resolve("data"), 20, 10);
        Path run = Files.createDirectories(folder.resolve("run"));
        Files.writeString(run.resolve("run.json"), "{}");
        assertRefused("slides-repeatability --out run", "it is not empty and holds no sweeps");
        assertThat(run).isDirectoryNotContaining(path -> path.endsWith("sweeps"));
        assertRefused("slides-repeatability --out run/run.json", "it is a file, not a folder");
        assertRefused(
                "slides-repeatability --dataset csv --out new",
                "the studies are of images: expected one of digits, mnist,");
        assertRefused("--list --dataset nope", "the data set must be one of digits, mnist,");
        assertRefused("--list nope", "expected the name of a study");

        String first = "reproduce slides-repeatability --dataset mnist --data-dir data --out mine";
        assertThat(InProcess.run(folder, first.split(" ")).exit()).isZero();
        assertRefused(
                "slides-steps --dataset digits --out mine",
                "mine has studies on the data set mnist, found --dataset digits");
        assertThat(folder.resolve("mine/sweeps/slides-steps")).doesNotExist();
    }

    private void assertRefused(String arguments, String message) throws IOException {
        Processes.Result result = InProcess.run(folder, ("reproduce " + arguments).split(" "));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }
}

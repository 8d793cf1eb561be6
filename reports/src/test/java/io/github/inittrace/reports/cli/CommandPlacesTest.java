// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.files.Folders;
import io.github.inittrace.reports.check.CheckMarkdown;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.verify.Verification;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands leave finished runs and sweeps, and what they read, as they are. */
class CommandPlacesTest {
    @TempDir private static Path temp;
    private static final String TRAINING =
            " --dataset csv --data-dir TEMP/table.csv --response label --epochs 1 --quiet";
    private static final String SETTINGS =
            " --set dataset=csv --set data-dir=TEMP/table.csv --set response=label --set epochs=1";

    @BeforeAll
    static void train() throws IOException {
        TwoClasses.in(temp);
        assertThat(command("run --hidden 3,3 --out RUN" + TRAINING).code()).isZero();
        assertThat(command("sweep --vary hidden=3,4 --out SWEEP --quiet" + SETTINGS).code())
                .isZero();
    }

    /** Carries out a command, with RUN, SWEEP and TEMP for their folders. */
    private static Said command(String line) {
        return Said.line(
                line.replace("RUN", temp.resolve("run").toString())
                        .replace("SWEEP", temp.resolve("sweep").toString())
                        .replace("TEMP", temp.toString()));
    }

    private static void assertRefused(String line, String sentence) throws IOException {
        Manifest before = Manifest.of(temp);
        Said said = command(line);
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.sentence()).contains(sentence);
        assertThat(Manifest.of(temp)).isEqualTo(before);
        assertThat(Verification.of(temp.resolve("run")).differences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check RUN --junit RUN/report/x.xml",
                "check RUN --markdown RUN/x.md",
                "export RUN --to csv --out RUN/report/t.csv",
                "export RUN --to tensorboard --out RUN/tb",
                "import --initial RUN/initial.onnx --epoch 1=RUN/trained.onnx --out RUN/report/sub",
                "import --initial RUN/initial.onnx --epoch 1=RUN/trained.onnx --out TEMP/new"
                        + " --tensorboard RUN/tb",
                "diff RUN --html RUN/report",
                "compare RUN RUN --out RUN/report",
                "compare RUN RUN --output RUN/report",
                "delta RUN --out RUN/report/delta.onnx",
                "pigmm collect RUN --out RUN/report/n.jsonl.gz",
                "pigmm --out RUN/pigmm --dataset digits",
                "sweep --vary hidden=3,4 --out RUN/sweep",
                "sweep collect SWEEP --out RUN/sweep",
            })
    void output_inAFinishedRun_isRefused(String line) throws IOException {
        assertRefused(line, "lies in the run folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--out RUN/report/sub", "--out TEMP/new --tensorboard RUN"})
    void run_inAFinishedRun_isRefused(String where) throws IOException {
        assertRefused("run " + where + TRAINING, "lies in the run folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check SWEEP --junit SWEEP/sweep.json",
                "check SWEEP --rules TEMP/nope.yaml --markdown SWEEP/index.json",
                "compare SWEEP/runs --out SWEEP",
                "diff RUN --html SWEEP",
                "diff RUN --html SWEEP/report",
                "pigmm analyse SWEEP --out SWEEP",
                "report SWEEP --single-file SWEEP/mail.html",
            })
    void output_amongTheFilesOfASweep_isRefused(String line) throws IOException {
        assertRefused(line, "lies among the files of the sweep");
    }

    @Test
    void check_ofAnotherFileThanAResult_isRefusedAndLeavesIt() throws IOException {
        for (String option : new String[] {"--junit", "--markdown"}) {
            assertRefused(
                    "check RUN " + option + " TEMP/table.csv",
                    "expected no file or the result of an earlier check for "
                            + option
                            + ", found another file at "
                            + temp.resolve("table.csv")
                            + "; move it away or name another one");
        }
    }

    /** Whatever a check writes, the next one takes away. */
    @Test
    void check_thatCannotBeCarriedOut_removesTheResultBefore() throws IOException {
        Path junit = temp.resolve("c.xml");
        Path markdown = temp.resolve("c.md");
        for (int i = 0; i < 2; i++) {
            assertThat(command("check RUN --junit TEMP/c.xml --markdown TEMP/c.md").code())
                    .isZero();
            assertThat(junit).content().contains("<testsuite");
            assertThat(markdown).content().hasSizeLessThan(CheckMarkdown.LARGEST_COMMENT);
        }
        assertThat(command("check TEMP/no --junit TEMP/c.xml --markdown TEMP/c.md").code())
                .isEqualTo(2);
        assertThat(junit).doesNotExist();
        assertThat(markdown).doesNotExist();

        Files.createFile(junit);
        assertThat(command("check RUN --junit TEMP/c.xml").code()).as("an empty one").isZero();
        Files.delete(junit);
    }

    /** Whatever the run is made from, and a page may have beside it. */
    @Test
    void run_withForce_keepsWhatItIsMadeFrom() throws IOException {
        assertRefused(
                "run --force --out RUN --start-from RUN/trained.onnx" + TRAINING,
                "trained.onnx, which --start-from names, lies in it; name another folder by --out");

        String forced = "run --force --out TEMP/old --hidden 3,3" + TRAINING;
        assertThat(command(forced).code()).isZero();
        Path extra = Files.createDirectory(temp.resolve("old/report/extra"));
        Path table = Files.copy(temp.resolve("table.csv"), extra.resolve("table.json"));
        Path labels = Files.writeString(extra.resolve("labels.md"), "x\ny\n");
        Path features = Files.writeString(extra.resolve("features.md"), "a\nb\n");
        Path mark = extra.resolve("mark.png");
        BufferedImage dot = new BufferedImage(3, 3, BufferedImage.TYPE_BYTE_GRAY);
        dot.setRGB(1, 1, 0xFFFFFF);
        ImageIO.write(dot, "png", mark.toFile());
        String started = forced + " --start-from RUN/trained.onnx";
        for (String[] line :
                new String[][] {
                    {"--data-dir", forced.replace("TEMP/table.csv", table.toString())},
                    {"--start-labels", started + " --start-labels " + labels},
                    {"--start-features", started + " --start-features " + features},
                    {"--mark", forced + " --mark " + mark}
                }) {
            assertThat(command(line[1]).sentence())
                    .contains("/report/extra/", ", which " + line[0] + " names, lies in it");
        }
        assertThat(mark).exists();
        Folders.delete(temp.resolve("old"));
    }
}

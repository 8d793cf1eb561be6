// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.run.RunFolder;
import io.github.inittrace.weights.NpzFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No word that a command is given is left out of account in silence. */
class SubcommandWordsTest {
    @TempDir private Path temp;

    @ParameterizedTest
    @CsvSource({
        "sweep -q --out ELSE collect S, collect, --quiet, sweep",
        "sweep plan.yaml collect S, collect, plan.yaml, sweep",
        "pigmm --out X analyse S, analyse, --out, pigmm",
        "pigmm --networks 3 collect S --out n.jsonl.gz, collect, --networks, pigmm",
    })
    void words_beforeASubcommand_areRefused(
            String line, String subcommand, String word, String command) {
        Said said = Said.line(line);
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.sentence())
                .isEqualTo(
                        "expected nothing before '"
                                + subcommand
                                + "', whose options stand behind it, found "
                                + word
                                + "; leave it out or move it; see inittrace "
                                + command
                                + " --help");
    }

    @ParameterizedTest
    @CsvSource({"--record-every, 0", "--conditional-every, -1", "--pictures-every, x"})
    void everyNoEpochs_isRefusedByANumber(String option, String number) {
        assertThat(Said.by("run", option, number).sentence())
                .contains(
                        "expected a number of epochs from 1 to 999999999, found '" + number + "'");
    }

    @Test
    void reportEvery_ofALightRun_isRefused() throws IOException {
        Path table = TwoClasses.in(temp);
        String run =
                "run --quiet --record light --dataset csv --response label --epochs 1 --hidden 2"
                        + " --data-dir "
                        + table
                        + " --out "
                        + temp.resolve("run")
                        + " --report-every ";
        assertThat(Said.line(run + "5").sentence())
                .isEqualTo(
                        "--report-every 5 finds no report to write again, as a run that is recorded"
                                + " lightly has none; leave it out, or record in full");
        assertThat(temp.resolve("run")).doesNotExist();
        assertThat(Said.line(run + "0").code()).as("never").isZero();
    }

    @Test
    void initial_besideAFileOfEpoch0_isTheStart() throws IOException {
        NpzFiles weights = new NpzFiles().with("w", "(1, 2)", new double[] {1, 2});
        Path start = weights.to(temp.resolve("start.npz"));
        Path other =
                new NpzFiles()
                        .with("w", "(1, 2)", new double[] {3, 4})
                        .to(temp.resolve("epoch-0.npz"));
        Files.copy(other, temp.resolve("epoch-1.npz"));
        Path run = temp.resolve("run");
        Said said =
                Said.by(
                        "import",
                        "--initial",
                        start,
                        "--pattern",
                        temp.resolve("epoch-{epoch}.npz"),
                        "--out",
                        run);
        assertThat(said.code()).as(said.err().toString()).isZero();
        assertThat(RunFolder.open(run).history().first().total().norm())
                .isEqualTo(Math.sqrt(1 + 4));
    }

    @ParameterizedTest
    @CsvSource({"csv, file", "json, file", "tensorboard, folder"})
    void export_toADash_isRefused(String format, String expected) {
        assertThat(Said.by("export", temp, "--to", format, "--out", "-").sentence())
                .isEqualTo(
                        "expected a "
                                + expected
                                + " for --out, found -; an export is not printed, name one");
        assertThat(Path.of("-")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"compare a b --out x", "compare a b --output x", "delta a --out x", "delta a -o x"})
    void output_hasTwoNames(String line) {
        assertThat(Said.line(line).err()).singleElement().asString().doesNotContain("Unknown");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import picocli.CommandLine;

/** Runs that go on, or are trained again, on data that lies elsewhere by now. */
class MovedDataTest {
    @TempDir Path temporary;
    private final StringWriter out = new StringWriter();
    private Path run;
    private Path moved;

    @BeforeEach
    void trainOnATable() throws Exception {
        Path table = temporary.resolve("table.csv");
        StringBuilder rows = new StringBuilder("width,height,kind\n");
        for (int i = 0; i < 30; i++) {
            rows.append(i % 7).append(',').append(i % 5).append(',').append(i % 2).append('\n');
        }
        Files.writeString(table, rows);
        run = temporary.resolve("run");
        call(
                new RunCommand(),
                "--quiet",
                "--dataset=csv",
                "--data-dir=" + table,
                "--response=kind",
                "--hidden=3",
                "--epochs=2",
                "--record=LIGHT",
                "--resumable=every=1",
                "--out=" + run);
        moved = Files.move(table, temporary.resolve("moved.csv"));
    }

    private void call(Callable<Integer> command, String... words) throws Exception {
        new CommandLine(command).setOut(new PrintWriter(out, true)).parseArgs(words);
        assertThat(command.call()).as(out.toString()).isZero();
    }

    @Test
    void resume_toldTheFileAlone_takesTheRestFromTheJob() throws Exception {
        call(new ResumeCommand(), "--quiet", "--epochs=4", "--data-dir=" + moved, run.toString());

        assertThat(RunFolder.open(run).history().last().index()).isEqualTo(4);
    }

    @Test
    void resume_toldADataSet_takesNothingFromTheJob() {
        assertThatThrownBy(
                        () ->
                                call(
                                        new ResumeCommand(),
                                        "--quiet",
                                        "--dataset=csv",
                                        "--data-dir=" + moved,
                                        run.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("response");
    }

    @Test
    void replay_toldNoDataSet_takesThatOfTheProvenance() throws Exception {
        call(
                new ReplayCommand(),
                "--quiet",
                "--data-dir=" + moved,
                "--response=kind",
                run.toString());

        assertThat(out.toString()).contains("identical: ");
    }

    @Test
    void replay_toldNeitherDataSetNorFile_asksForOne() {
        assertThatThrownBy(() -> call(new ReplayCommand(), "--response=kind", run.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "expected --dataset or --data-dir with the other options of the data, found"
                                + " neither; name where the data is now");
    }

    @Test
    void replay_ofDataThatAProgramMade_asksForTheDataSet() throws IOException {
        Path other = temporary.resolve("other");
        MutableDataset<Label> copy =
                new MutableDataset<>(
                        new SimpleDataSourceProvenance("made", new LabelFactory()),
                        new LabelFactory());
        new DigitsDataSource(20, 1).forEach(copy::add);
        InitTrace.of(new LogisticRegressionTrainer()).runFolder(other).run(copy);

        assertThatThrownBy(() -> call(new ReplayCommand(), "--data-dir=" + moved, other.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "expected --dataset beside --data-dir, found none; the provenance does not"
                                + " tell which data set it is, so name it");
    }
}

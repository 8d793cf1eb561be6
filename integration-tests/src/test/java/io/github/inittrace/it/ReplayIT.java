// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.datasource.LibSVMDataSource;

/** {@code inittrace replay} on real run folders. */
class ReplayIT {
    @TempDir private Path folder;

    @Test
    void replay_ofARunOfTheCommand_isIdentical() throws IOException {
        run("run", "-q", "--hidden", "16", "--epochs", "2", "-o", "mine");

        Processes.Result result = Cli.here().run(folder, "replay", "mine");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .isEqualTo("identical: all 12,730 values of 4 tensors have the same bits\n");
        assertThat(result.exit()).isZero();
    }

    @Test
    void replay_ofTribuosOwnTrainer_isIdentical() throws IOException {
        Path run = folder.resolve("linear");
        InitTrace.of(new LogisticRegressionTrainer())
                .runFolder(run)
                .run(new MutableDataset<>(new DigitsDataSource(200, 3)));

        Processes.Result result = InProcess.run(folder, "replay", "linear");

        assertThat(result.out())
                .isEqualTo("identical: all 7,850 values of 2 tensors have the same bits\n");
        assertThat(result.exit()).isZero();
    }

    @Test
    void replay_withOtherKernels_saysSoBesideWhatDiffers() throws IOException {
        run("run", "-q", "--hidden", "16", "--epochs", "1", "-o", "mine");

        Processes.Result result =
                Cli.here().with("-Dinittrace.kernels=plain").run(folder, "replay", "mine");

        if (!Tools.isLinuxOnX86() && result.out().startsWith("identical")) {
            assertThat(result.exit()).isZero(); // where oneDNN does not load, both are plain
        } else {
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out())
                    .startsWith("different: hidden1.weight is the first of 4 tensors that differ")
                    .containsPattern("environment: matrix-kernels was .+, now plain Java");
        }
    }

    @Test
    void replay_onDataThatMoved_takesItFromWhereItIsNow() throws IOException {
        IDXFolder.of(folder.resolve("data"), 300, 50);
        run("run", "-q", "--dataset", "mnist", "--data-dir", "data", "--hidden", "8", "-o", "mine");
        Files.move(folder.resolve("data"), folder.resolve("moved"));

        Processes.Result lost = InProcess.run(folder, "replay", "mine");
        assertThat(lost.exit()).isEqualTo(2);
        assertThat(lost.err().lines()).hasSize(1);
        assertThat(lost.err())
                .startsWith("inittrace: the training data cannot be loaded again")
                .contains("--data-dir");

        Processes.Result found = InProcess.run(folder, "replay", "mine", "--data-dir", "moved");
        assertThat(found.err()).isEmpty();
        assertThat(found.out()).startsWith("identical: ");
        assertThat(found.exit()).isZero();
    }

    @Test
    void replay_onChangedData_namesTheHash() throws IOException {
        IDXFolder.of(folder.resolve("data"), 300, 50);
        run("run", "-q", "--dataset", "mnist", "--data-dir", "data", "--hidden", "8", "-o", "mine");

        Processes.Result result = InProcess.run(folder, "replay", "mine", "--dataset", "digits");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).startsWith("data changed: datasource.content-hash was nothing");
    }

    @Test
    void replay_ofTribuosOwnSource_saysWhatItReads() throws IOException {
        Path file = rows();

        Processes.Result result = Cli.here().run(folder, "replay", "rows");

        assertThat(result.err()).isEqualTo("inittrace: reading " + file + "\n");
        assertThat(result.out())
                .isEqualTo("identical: all 6 values of 2 tensors have the same bits\n");
        assertThat(result.exit()).isZero();
    }

    @Test
    void replay_ofAClassThatIsNotOnTheList_saysHowToAllowIt() throws IOException {
        rows();
        Path record = folder.resolve("rows/run.json");
        String optimiser = "org.tribuo.math.optimisers.AdaGrad";
        Files.writeString(
                record, Files.readString(record).replace(optimiser, "com.acme.Optimiser"));

        Processes.Result refused = InProcess.run(folder, "replay", "rows");
        assertThat(refused.err())
                .isEqualTo(
                        "inittrace: the trainer cannot be rebuilt from its provenance:"
                                + " com.acme.Optimiser is no class that a replay makes objects of"
                                + " unasked; if you know and trust it, name it by --trust\n");
        assertThat(refused.out()).isEmpty();
        assertThat(refused.exit()).isEqualTo(2);

        Processes.Result allowed =
                InProcess.run(folder, "replay", "rows", "--trust", "com.acme.Optimiser");
        assertThat(allowed.err())
                .isEqualTo(
                        "inittrace: the trainer cannot be rebuilt from its provenance: expected the"
                                + " class com.acme.Optimiser on the class path, found none\n");
        assertThat(allowed.exit()).isEqualTo(2);
    }

    /** A run on a file that Tribuo reads. */
    private Path rows() throws IOException {
        Path file = folder.resolve("rows.svm");
        Files.writeString(file, "1 1:1 2:0.5\n2 1:-1 2:0.2\n1 1:2\n2 1:-2 2:1\n");
        InitTrace.of(new LogisticRegressionTrainer())
                .runFolder(folder.resolve("rows"))
                .run(new MutableDataset<>(new LibSVMDataSource<>(file, new LabelFactory())));
        return file;
    }

    @Test
    void replay_ofNoRun_isOneSentence() throws IOException {
        Processes.Result result = InProcess.run(folder, "replay", "nowhere");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "inittrace: nowhere is not a run folder: expected a file run.json in it,"
                                + " found none\n");
    }

    private void run(String... arguments) throws IOException {
        Processes.Result result = InProcess.run(folder, arguments);
        assertThat(result.exit()).as(result.err()).isZero();
    }
}

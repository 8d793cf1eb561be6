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
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;

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

        Processes.Result result = Cli.here().run(folder, "replay", "linear");

        assertThat(result.out())
                .isEqualTo("identical: all 7,850 values of 2 tensors have the same bits\n");
        assertThat(result.exit()).isZero();
    }

    @Test
    void replay_withOtherKernels_saysSoBesideWhatDiffers() throws IOException {
        run("run", "-q", "--hidden", "16", "--epochs", "1", "-o", "mine");

        Processes.Result result =
                Cli.here().with("-Dinittrace.kernels=plain").run(folder, "replay", "mine");

        if (result.out().startsWith("identical")) {
            assertThat(result.exit()).isZero(); // where oneDNN does not load, both are plain
        } else {
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out())
                    .startsWith("different: hidden1.weight is the first of 4 tensors that differ")
                    .contains("environment: matrix-kernels was ");
        }
    }

    @Test
    void replay_onDataThatMoved_takesItFromWhereItIsNow() throws IOException {
        IDXFolder.of(folder.resolve("data"), 300, 50);
        run("run", "-q", "--dataset", "mnist", "--data-dir", "data", "--hidden", "8", "-o", "mine");
        Files.move(folder.resolve("data"), folder.resolve("moved"));

        Processes.Result lost = Cli.here().run(folder, "replay", "mine");
        assertThat(lost.exit()).isEqualTo(2);
        assertThat(lost.err().lines()).hasSize(1);
        assertThat(lost.err())
                .startsWith("inittrace: the training data cannot be loaded again")
                .contains("--data-dir");

        Processes.Result found =
                Cli.here()
                        .run(folder, "replay", "mine", "--dataset", "mnist", "--data-dir", "moved");
        assertThat(found.err()).isEmpty();
        assertThat(found.out()).startsWith("identical: ");
        assertThat(found.exit()).isZero();
    }

    @Test
    void replay_onChangedData_namesTheHash() throws IOException {
        IDXFolder.of(folder.resolve("data"), 300, 50);
        run("run", "-q", "--dataset", "mnist", "--data-dir", "data", "--hidden", "8", "-o", "mine");

        Processes.Result result = Cli.here().run(folder, "replay", "mine", "--dataset", "digits");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).startsWith("data changed: datasource.content-hash was nothing");
    }

    @Test
    void replay_ofNoRun_isOneSentence() throws IOException {
        Processes.Result result = Cli.here().run(folder, "replay", "nowhere");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "inittrace: nowhere is not a run folder: expected a file run.json in it,"
                                + " found none\n");
    }

    private void run(String... arguments) throws IOException {
        Processes.Result result = Cli.here().run(folder, arguments);
        assertThat(result.exit()).as(result.err()).isZero();
    }
}

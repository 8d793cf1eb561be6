// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.export.Export;
import io.github.inittrace.export.ExportListener;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.tensorboard.EventFrames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/** What TensorBoard finds while training goes on. */
class TensorBoardLogTest {
    private static final ExportListener NOBODY =
            new ExportListener() {
                @Override
                public void onRun(int done, int all) {}

                @Override
                public void onRemark(String remark) {}
            };

    @TempDir private Path temp;
    private final Dataset<Label> data = FakeData.of(40);

    private InitTrace<Label> trace() {
        return InitTrace.of(MLPClassificationTrainer.builder().hiddenLayers(4, 3).epochs(4).build())
                .recording(
                        Recording.full()
                                .checkpoints(Schedule.every(1))
                                .resumable(Schedule.every(2)))
                .runFolder(temp.resolve("run"));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static byte[] only(Path folder) throws IOException {
        List<Path> files = files(folder);
        assertThat(files).hasSize(1);
        return Files.readAllBytes(files.get(0));
    }

    @Test
    void log_inTheRunFolder_isRefusedBeforeAnythingIsWritten() throws IOException {
        for (Path logs : List.of(temp, temp.resolve("run"), temp.resolve("run/logs"))) {
            assertThatThrownBy(() -> trace().tensorBoard(logs).run(data))
                    .hasMessageContaining("name another folder for TensorBoard");
            assertThat(temp.resolve("run")).doesNotExist();
        }
    }

    @Test
    void log_growsWithEveryEpoch_andIsWhatTheExportWrites() throws IOException {
        Path logs = temp.resolve("logs");
        List<Integer> seen = new ArrayList<>();
        TracedRun<Label> run =
                trace().tensorBoard(logs)
                        .onRecord(record -> seen.add(losses(logs.resolve("run")).size()))
                        .run(data);
        assertThat(seen).containsExactly(1, 2, 3, 4, 5);

        Path exported = temp.resolve("exported");
        Export.tensorBoard(temp.resolve("run"), exported, NOBODY);
        byte[] ours = only(logs.resolve("run"));
        byte[] exports = only(exported.resolve("run"));
        assertThat(EventFrames.scalars(ours)).isEqualTo(EventFrames.scalars(exports));
        for (int valueWith : new int[] {5, 8}) { // histograms; texts and hyper-parameters
            assertThat(EventFrames.tags(ours, valueWith))
                    .isNotEmpty()
                    .isEqualTo(EventFrames.tags(exports, valueWith));
        }

        TracedRun<Label> alone = trace().overwrite(true).run(data);
        assertThat(run.record().ending().weightsSha256())
                .isEqualTo(alone.record().ending().weightsSha256());
    }

    private static Map<Long, Float> losses(Path folder) {
        try {
            return EventFrames.scalars(only(folder)).get("loss/epochEnd");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void runThatIsResumed_goesOnInAnotherFile() throws IOException {
        Path logs = temp.resolve("logs");
        trace().tensorBoard(logs).listener(TensorBoardLogTest::stopAtThree).run(data);
        assertThat(losses(logs.resolve("run"))).containsOnlyKeys(0L, 1L, 2L, 3L);
        // As of a process that was killed after epoch 3, whose resume point is that of epoch 2.
        Files.delete(temp.resolve("run/resume/epoch-000003.safetensors"));

        Resume.of(trace().tensorBoard(logs)).run(data);
        List<Path> files = files(logs.resolve("run"));
        assertThat(files).hasSize(2);
        byte[] second = Files.readAllBytes(files.get(1));
        assertThat(EventFrames.scalars(second).get("loss/epochEnd")).containsOnlyKeys(3L, 4L);
        assertThat(EventFrames.starts(second)).containsExactly(3L);
        assertThat(EventFrames.starts(Files.readAllBytes(files.get(0)))).containsExactly(0L);
        assertThat(RunFolder.open(temp.resolve("run")).record().ending().reason())
                .isEqualTo(EndReason.COMPLETED);

        trace().tensorBoard(logs).overwrite(true).run(data);
        assertThat(losses(logs.resolve("run"))).containsOnlyKeys(0L, 1L, 2L, 3L, 4L);
    }

    private static void stopAtThree(EpochEnd<Label> epoch) {
        if (epoch.index() == 3) {
            epoch.requestStop("enough");
        }
    }

    @Test
    void otherThanEvents_areNotReplaced() throws IOException {
        Path logs = temp.resolve("logs");
        Path notes = Files.createDirectories(logs.resolve("run")).resolve("notes.txt");
        Files.writeString(notes, "mine");
        InitTrace<Label> trace = trace().tensorBoard(logs);
        assertThatThrownBy(() -> trace.run(data))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "expected nothing or earlier events where those of a run are to be, found "
                                + notes
                                + "; move it away or name another folder");
        assertThat(temp.resolve("run")).doesNotExist();
        assertThat(notes).hasContent("mine");
    }

    @Test
    void runInMemory_hasTheNameOfItsIdentifier() throws IOException {
        Path logs = temp.resolve("logs");
        TracedRun<Label> run = InitTrace.of(new FakeTrainer()).tensorBoard(logs).run(data);
        String id = run.record().runId().replaceAll("[^A-Za-z0-9._-]", "-");
        assertThat(EventFrames.scalars(only(logs.resolve("run-" + id)))).containsKey("norm/total");
    }
}

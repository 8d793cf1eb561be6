// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inittrace.lifecycle.BatchListener;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.SGD;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/**
 * Runs of full batches that are stopped, and go on later. Each epoch is whole when the stop is
 * heard, so that it has a record also where it is not the turn of one.
 */
class StoppedBetweenRecordsTest {
    private static final int EPOCHS = 10;

    @TempDir private Path temp;
    private final Dataset<Label> data = FakeData.of(40);

    /** With a record of every third epoch. */
    private InitTrace<Label> trace(String folder) {
        return InitTrace.of(
                        MLPClassificationTrainer.builder()
                                .hiddenLayers(6)
                                .fullBatch(true)
                                .epochs(EPOCHS)
                                .learningRate(0.001)
                                .optimiser(new SGD(0.9))
                                .build())
                .recording(
                        Recording.full()
                                .records(Schedule.every(3))
                                .resumable(Schedule.every(2))
                                .conditionals(Schedule.every(3))
                                .checkpoints(Schedule.every(2))
                                .matrices(Schedule.every(3))
                                .invariants(Schedule.every(3)))
                .validateOn("test", data)
                .runFolder(temp.resolve(folder));
    }

    private TracedRun<Label> stoppedAt(int epoch, InitTrace<Label> trace) {
        BatchListener<Label> stop =
                batch -> {
                    if (batch.epoch() == epoch) {
                        batch.session().requestStop("enough");
                    }
                };
        TracedRun<Label> stopped = trace.listener(stop).run(data);
        assertThat(stopped.ending().reason()).isEqualTo(EndReason.STOPPED);
        assertThat(stopped.history().last().index()).isEqualTo(epoch);
        assertThat(stopped.history().last().complete()).isTrue();
        return stopped;
    }

    private static List<Integer> indices(TracedRun<Label> run) {
        return run.history().epochs().stream().map(EpochRecord::index).toList();
    }

    @Test
    void resume_ofARunStoppedBetweenRecords_leavesTheFolderOfTheWholeRun() throws IOException {
        TracedRun<Label> whole = trace("whole").run(data);
        assertThat(indices(whole)).containsExactly(0, 3, 6, 9, 10);
        // At 8 it would be the turn of a resume point, too.
        for (int epoch : new int[] {7, 8}) {
            String name = "stopped" + epoch;
            assertThat(indices(stoppedAt(epoch, trace(name)))).containsExactly(0, 3, 6, epoch);
            assertThat(RunFolder.open(temp.resolve(name)).conditionals())
                    .anyMatch(conditional -> conditional.epoch() == epoch);
            assertThat(list(temp.resolve(name).resolve("resume")))
                    .containsExactly("epoch-000006.safetensors");

            TracedRun<Label> resumed = Resume.of(trace(name)).run(data);

            assertSame(resumed, whole);
        }
    }

    @Test
    void resume_ofARunStoppedBetweenRecords_stopsEarlyWhereTheWholeRunDoes() throws IOException {
        // Over at 8, it ends at the record of 9.
        EarlyStopping early = EarlyStopping.on("validation.test.loss").patience(8).minChange(100);
        TracedRun<Label> whole = trace("whole").earlyStopping(early).run(data);
        assertThat(indices(whole)).containsExactly(0, 3, 6, 9);
        assertThat(list(temp.resolve("whole/resume"))).contains("epoch-000009.safetensors");

        stoppedAt(8, trace("stopped").earlyStopping(early));

        assertSame(Resume.of(trace("stopped").earlyStopping(early)).run(data), whole);
    }

    @Test
    void resume_ofARunStoppedBeforeItsFirstRecord_saysThatThereIsNoResumePoint() {
        assertThat(indices(stoppedAt(2, trace("stopped")))).containsExactly(0, 2);
        assertThat(temp.resolve("stopped/resume")).doesNotExist();
        assertThatThrownBy(() -> Resume.of(trace("stopped")).run(data))
                .hasMessageStartingWith(
                        temp.resolve("stopped") + " cannot be resumed: it has no resume point");
    }

    /** That epoch is recorded anyway, wherever it comes. */
    @Test
    void resume_ofARunStoppedInItsLastEpoch_isDone() throws IOException {
        TracedRun<Label> whole = trace("whole").run(data);
        stoppedAt(EPOCHS, trace("stopped"));
        assertThat(list(temp.resolve("stopped/resume"))).contains("epoch-000010.safetensors");
        assertSame(Resume.of(trace("stopped")).run(data), whole);
    }

    private static void assertSame(TracedRun<Label> resumed, TracedRun<Label> whole)
            throws IOException {
        Path there = resumed.folder();
        Path expected = whole.folder();
        assertThat(lines(there)).isEqualTo(lines(expected));
        assertThat(list(there)).isEqualTo(list(expected));
        for (String name : list(expected)) {
            if (name.matches("(conditional|invariants|matrices).*")) {
                assertThat(there.resolve(name)).hasSameBinaryContentAs(expected.resolve(name));
            }
        }
        assertThat(resumed.ending().reason()).isEqualTo(whole.ending().reason());
        assertThat(resumed.ending().message()).isEqualTo(whole.ending().message());
        assertThat(resumed.ending().weightsSha256()).isEqualTo(whole.ending().weightsSha256());
    }

    private static List<String> list(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** The lines of a record, without what the clock says. */
    private static List<String> lines(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(RunFolder.EPOCHS))) {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(line);
            json.remove(List.of("seconds", "evaluationSeconds", "measureSeconds"));
            lines.add(json.toString());
        }
        return lines;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.job.Job;
import io.github.inittrace.job.JobAlarms;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.sweep.UnitTrainer;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;

/** Attempts of a task of which the first ends before its time. */
class ResumePointsTest {
    private static final String RUN = "seed=1";

    @TempDir private Path temp;
    private final SharedStorage storage = new SharedStorage(new SparkConf(false));
    private String points;
    private Map<String, String> jobs;

    @BeforeEach
    void job() throws IOException {
        points = temp.resolve("shared/points/" + RUN).toUri().toString().replaceAll("/+$", "");
        Path table =
                Files.writeString(
                        temp.resolve("table.csv"),
                        "z,a,label\n1,2,x\n2,1,y\n3,5,x\n4,3,y\n5,9,x\n6,4,y\n7,1,x\n8,2,y\n");
        jobs =
                Map.of(
                        RUN,
                        Job.of(
                                        MLPClassificationTrainer.builder()
                                                .hiddenLayers(3)
                                                .epochs(6)
                                                .build(),
                                        DatasetLoader.of("csv").path(table).response("label"),
                                        Recording.light()
                                                .records(Schedule.every(1))
                                                .resumable(Schedule.every(2)),
                                        new JobAlarms())
                                .toJson());
    }

    /** Trains until epoch {@code last} is told, and returns the epochs that were told. */
    private List<Integer> attempt(Path folder, int last, Duration interval) throws IOException {
        List<Integer> told = new ArrayList<>();
        ResumePoints kept =
                new ResumePoints(
                        storage,
                        folder.resolve(RUN),
                        points,
                        () -> !told.isEmpty() && told.get(told.size() - 1) >= last,
                        interval);
        kept.fetch();
        TrainingListener<Label> listener =
                new TrainingListener<>() {
                    @Override
                    public void onEpoch(EpochEnd<Label> epoch) {
                        told.add(epoch.index());
                        kept.onEpoch(epoch);
                    }
                };
        assertThat(
                        new UnitTrainer(original -> original)
                                .train(jobs, folder::resolve, 1, run -> listener))
                .isEmpty();
        return told;
    }

    private static String weights(Path folder) throws IOException {
        return Objects.requireNonNull(RunFolder.open(folder.resolve(RUN)).record().ending())
                .weightsSha256();
    }

    @Test
    void fetch_afterALostAttempt_goesOnFromItsLastPoint() throws IOException {
        assertThat(attempt(temp.resolve("whole"), 99, Duration.ofDays(1)))
                .containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(attempt(temp.resolve("first"), 5, Duration.ZERO))
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(storage.marked(points)).singleElement().asString().startsWith("4-");

        assertThat(attempt(temp.resolve("second"), 99, Duration.ZERO)).containsExactly(5, 6);

        assertThat(weights(temp.resolve("second"))).isEqualTo(weights(temp.resolve("whole")));
    }

    @Test
    void fetch_pointOfAnAttemptKilledWhileItCopied_isNotTaken() throws IOException {
        attempt(temp.resolve("first"), 3, Duration.ZERO);
        Path half = temp.resolve("shared/points/" + RUN + "/4-half");
        Files.createDirectories(half);
        Files.writeString(half.resolve("run.json"), "{");

        assertThat(attempt(temp.resolve("second"), 5, Duration.ZERO)).containsExactly(3, 4, 5);
        assertThat(half).as("what another attempt may be copying").exists();
    }

    @Test
    void onEpoch_beforeTheIntervalIsOver_copiesNothing() throws IOException {
        attempt(temp.resolve("first"), 99, Duration.ofHours(1));

        assertThat(storage.names(points)).isEmpty();
    }
}

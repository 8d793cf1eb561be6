// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** The report while a training goes on. */
class LiveReportTest {
    private static final String RENEWAL = "http-equiv=\"refresh\"";

    @TempDir private Path temp;
    private final List<String> said = new ArrayList<>();

    /** Trains three epochs; an onlooker comes after the report. */
    private RunFolder train(Duration interval, double share, TrainingListener<Label> onlooker)
            throws IOException {
        return train(interval, share, page -> said.add("at " + page), onlooker);
    }

    /** Trains three epochs with a report at each, of whose first somebody is told. */
    private RunFolder train(Consumer<Path> begun) throws IOException {
        return train(Duration.ZERO, 1, begun, epoch -> {});
    }

    private RunFolder train(
            Duration interval, double share, Consumer<Path> begun, TrainingListener<Label> onlooker)
            throws IOException {
        Path folder = temp.resolve("run");
        InitTrace.of(
                        MLPClassificationTrainer.builder()
                                .hiddenLayers(4)
                                .epochs(3)
                                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                                .build())
                .runFolder(folder)
                .listener(new LiveReport<>(folder, interval, share, begun, said::add))
                .listener(onlooker)
                .run(new MutableDataset<>(new DigitsDataSource(200, 1)));
        return RunFolder.open(folder);
    }

    private String page() {
        try {
            return Files.readString(temp.resolve("run/report/index.html"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onEpoch_whenItIsTime_hasTheRecordsSoFarAndIsRenewed() throws IOException {
        List<String> seen = new ArrayList<>();

        RunFolder run = train(Duration.ZERO, 1e-6, epoch -> seen.add(page()));

        assertThat(said).containsExactly("at " + temp.resolve("run/report/index.html"));
        assertThat(seen.get(0))
                .contains(RENEWAL, "Training goes on.", "No end recorded after epoch 0.");
        // A million times as long as that report took has not passed since.
        assertThat(seen.get(2)).isEqualTo(seen.get(0));
        Path report = temp.resolve("run/report");
        assertThat(Manifest.read(report.resolve("manifest.json")).differences(report)).isEmpty();

        RunReport.write(run, said::add);

        assertThat(page())
                .doesNotContain(RENEWAL, "Training goes on.")
                .contains("Training completed");
        assertThat(run.manifest().orElseThrow().differences(run.path())).isEmpty();
    }

    @Test
    void onEpoch_againAndAgain_hasTheLatestRecord() throws IOException {
        List<String> seen = new ArrayList<>();

        train(Duration.ZERO, 1, epoch -> seen.add(page()));

        for (int index = 0; index < 3; index++) {
            assertThat(seen.get(index)).contains("No end recorded after epoch " + index + ".");
        }
        // The last is left to the report on the whole run.
        assertThat(seen.get(3)).isEqualTo(seen.get(2));
        assertThat(said).hasSize(1);
    }

    @Test
    void onEpoch_beforeItIsTime_writesNothing() throws IOException {
        train(Duration.ofHours(1), 1, epoch -> {});

        assertThat(temp.resolve("run/report")).doesNotExist();
        assertThat(said).isEmpty();
    }

    @Test
    void onEpoch_whereNoReportCanBe_saysSoOnceAndTrainingGoesOn() throws IOException {
        Files.createDirectories(temp.resolve("elsewhere"));
        Path folder = temp.resolve("run");
        InitTrace.of(MLPClassificationTrainer.builder().hiddenLayers(2).epochs(3).build())
                .runFolder(folder)
                .listener(
                        new TrainingListener<>() {
                            @Override
                            public void onEpoch(EpochEnd<Label> epoch) {
                                if (epoch.index() == 0) {
                                    link(folder.resolve("report"), temp.resolve("elsewhere"));
                                }
                            }
                        })
                .listener(new LiveReport<>(folder, Duration.ZERO, 1, p -> {}, said::add))
                .run(new MutableDataset<>(new DigitsDataSource(50, 1)));

        assertThat(RunFolder.open(folder).history().last().index()).isEqualTo(3);
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("no report while training goes on: ");
        assertThat(temp.resolve("elsewhere")).isEmptyDirectory();
    }

    /** Where the records are half of the memory, a report on them does not fit. */
    @Test
    void onEpoch_memoryRunsOut_saysSoOnceAndTrainingGoesOn() throws IOException {
        RunFolder run =
                train(
                        page -> {
                            throw new OutOfMemoryError("made up");
                        });

        assertThat(run.record().ending().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(run.path().resolve("trained.onnx")).exists();
        assertThat(said)
                .containsExactly(
                        "no report while training goes on: the memory does not suffice for one"
                                + " (made up); give Java more with -Xmx");
        assertThat(page()).contains("No end recorded after epoch 0.");
    }

    @Test
    void onEpoch_somethingThrows_isTriedOnce() throws IOException {
        RunFolder run =
                train(
                        page -> {
                            throw new IllegalStateException("a bug");
                        });

        assertThat(run.record().ending().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(page()).contains("No end recorded after epoch 0.");
    }

    private static void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

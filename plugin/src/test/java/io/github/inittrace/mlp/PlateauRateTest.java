// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.analysis.ModelWeights;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Replay;
import io.github.inittrace.trace.Resume;
import io.github.inittrace.trace.Schedule;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.example.NoisyInterlockingCrescentsDataSource;

/** A learning rate that drops where the loss stays. */
class PlateauRateTest {
    private static final int EPOCHS = 12;
    private static final PlateauRate RATE = new PlateauRate(0.5, 1, 0.0, 1, 0.05);
    private static final Dataset<Label> DATA =
            new MutableDataset<>(new NoisyInterlockingCrescentsDataSource(60, 1, 0.5));

    @TempDir private Path temporary;

    private static MLPClassificationTrainer.Builder builder() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(16)
                .batchSize(8)
                .learningRate(2)
                .optimiser(new SGD(0.5))
                .schedule(RATE)
                .epochs(EPOCHS);
    }

    private InitTrace<Label> trace(Path folder) {
        return InitTrace.of(builder().build())
                .recording(Recording.full().resumable(Schedule.every(3)))
                .runFolder(folder);
    }

    private static List<double[]> weights(Model<Label> model) {
        return ModelWeights.of(model).stream().map(TensorView::copy).toList();
    }

    @Test
    void factor_ofLosses_isPyTorchs() throws IOException {
        JsonNode fixture;
        try (InputStream in = getClass().getResourceAsStream("pytorch-plateau-rates.json")) {
            fixture = new ObjectMapper().readTree(in);
        }
        List<Double> losses = new ArrayList<>();
        fixture.get("losses").forEach(loss -> losses.add(loss.asDouble()));
        for (JsonNode c : fixture.get("cases")) {
            PlateauRate rate =
                    new PlateauRate(
                            c.get("drop").asDouble(),
                            c.get("patience").asInt(),
                            c.get("minChange").asDouble(),
                            c.get("cooldown").asInt(),
                            c.get("lowest").asDouble());
            for (int done = 0; done <= losses.size(); done++) {
                assertThat(rate.factor(done + 1, 100, losses.subList(0, done)))
                        .as("%s after %d epochs", rate, done)
                        .isEqualTo(c.get("factors").get(done).asDouble());
            }
        }
    }

    @Test
    void rates_ofATraining_followItsRunningLosses() {
        TracedRun<Label> run = InitTrace.of(builder().build()).run(DATA);
        List<Double> losses = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (EpochRecord epoch : run.history().epochs().subList(1, EPOCHS + 1)) {
            assertThat(epoch.learningRate())
                    .isEqualTo(2 * RATE.factor(epoch.index(), EPOCHS, losses));
            losses.add(epoch.runningLoss());
            rates.add(epoch.learningRate());
        }
        assertThat(rates.get(EPOCHS - 1)).isLessThan(rates.get(0));
        assertThat(rates).isSortedAccordingTo(Collections.reverseOrder());
    }

    @Test
    void weights_watchedOrNotWithAnyWorkersReplayedOrStopped_areTheSame() throws IOException {
        Model<Label> alone = builder().workers(1).build().train(DATA);
        Path folder = temporary.resolve("run");
        TracedRun<Label> run =
                InitTrace.of(builder().workers(2).build())
                        .validateOn("other", DATA)
                        .recording(Recording.full().records(Schedule.every(5)))
                        .runFolder(folder)
                        .run(DATA);
        assertThat(weights(run.model())).usingRecursiveComparison().isEqualTo(weights(alone));
        assertThat(Replay.of(RunFolder.open(folder)).on(DATA).run().isIdentical()).isTrue();
        Model<Label> stopped =
                InitTrace.of(builder().build())
                        .listener(
                                epoch -> {
                                    if (epoch.index() == 7) {
                                        epoch.requestStop("enough");
                                    }
                                })
                        .run(DATA)
                        .model();
        assertThat(weights(stopped))
                .usingRecursiveComparison()
                .isEqualTo(weights(builder().epochs(7).build().train(DATA)));
        assertThat(Replay.of(stopped).on(DATA).run().isIdentical()).isTrue();
    }

    @Test
    void resume_fromAnyPoint_goesOnWithTheRates() {
        TracedRun<Label> whole = trace(temporary.resolve("whole")).run(DATA);
        for (int last : new int[] {4, 8}) {
            Path folder = temporary.resolve("cut-" + last);
            trace(folder)
                    .listener(
                            epoch -> {
                                if (epoch.index() == last) {
                                    epoch.requestStop("for now");
                                }
                            })
                    .run(DATA);
            TracedRun<Label> resumed = Resume.of(trace(folder)).run(DATA);
            assertThat(resumed.history())
                    .extracting(EpochRecord::learningRate)
                    .isEqualTo(
                            whole.history().epochs().stream()
                                    .map(EpochRecord::learningRate)
                                    .toList());
            assertThat(resumed.ending().weightsSha256()).isEqualTo(whole.ending().weightsSha256());
        }
    }

    @Test
    void plannedRate_ofAPlateau_followsTheLossesOfItsPart() {
        PlannedRate planned = new PlannedRate(RATE, 3);
        assertThat(planned.followsLosses()).isTrue();
        List<Double> losses = List.of(1.0, 2.0, 3.0, 4.0);
        assertThat(planned.factor(3, 9, losses.subList(0, 2))).isEqualTo(0.5);
        assertThat(planned.factor(5, 9, losses)).isEqualTo(0.5);
        assertThat(RATE.factor(5, 9, losses)).isEqualTo(0.25);
        assertThat(RATE.factor(1, 9)).isEqualTo(1.0);
    }

    @Test
    void settings_outOfRange_areRefused() {
        refused(0, 1, 0, 0, 0, "a drop of the learning rate must be between 0 and 1, found 0.0");
        refused(
                0.5,
                0,
                0,
                0,
                0,
                "the learning rate must drop after a positive number of epochs, found 0");
        refused(
                0.5,
                1,
                -1,
                0,
                0,
                "the minimum change of the loss must be a number of at least 0, found -1.0");
        refused(0.5, 1, 0, -1, 0, "the cooldown must be a number of epochs from 0 on, found -1");
        refused(
                0.5,
                1,
                0,
                0,
                2,
                "the lowest factor of the learning rate must be from 0 to 1, found 2.0");
        assertThatThrownBy(() -> builder().stack(2).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("networks of a stack have the same learning rates, found")
                .hasMessageEndingWith("leave it or the stack out");
    }

    private static void refused(
            double drop, int patience, double change, int cooldown, double lowest, String why) {
        assertThatThrownBy(() -> new PlateauRate(drop, patience, change, cooldown, lowest))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }
}

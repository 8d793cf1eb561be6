// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.Rebinned;
import io.github.inittrace.measure.TensorValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvolutionTest {
    private static final int N = 20_000;

    /** Deviations of one epoch: most are normal and grow with it, a tenth never move. */
    private static double[] deviations(int epoch) {
        Random random = new Random(5);
        double[] d = new double[N];
        for (int i = 0; i < N; i++) {
            double g = random.nextGaussian();
            d[i] = i % 10 == 0 ? 0 : Math.sqrt(epoch) * g * (1 + 0.1 * g * g);
        }
        return d;
    }

    private static EpochRecord record(int epoch, double[] deviations) {
        double[] zero = new double[N];
        double[] still = {1, 2};
        Deviation deviation =
                Deviation.of(
                        List.of(
                                new TensorValues("w", List.of(N), zero, null, deviations),
                                new TensorValues("still", List.of(2), still, null, still)));
        return new EpochRecord(
                epoch,
                true,
                null,
                null,
                1.0 / (1 + epoch),
                null,
                7,
                null,
                List.of(new ValidationRecord("test", 2, 2.0 / (1 + epoch), null, null, 0)),
                deviation.tensors(),
                deviation.total(),
                0,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static TrainingHistory history(int epochs) {
        List<EpochRecord> records = new ArrayList<>();
        for (int e = 0; e <= epochs; e++) {
            records.add(record(e, deviations(e)));
        }
        return new TrainingHistory(records);
    }

    @Test
    void evolution_everyEpoch_countsOverTheLastOnesBinsWithinItsBound() {
        List<Evolution> all = Evolution.of(history(30), 100);
        assertThat(all).extracting(Evolution::tensor).containsExactly("w", "total");
        Evolution w = all.get(0);
        assertThat(w.rows()).hasSize(31);
        for (Evolution.Row row : w.rows()) {
            double[] d = deviations(row.epoch());
            Histogram exact = Histogram.of(d, w.low(), w.high(), 101);
            Rebinned found = row.deviations();
            List<Long> counts = found.histogram().counts();
            long sum = found.histogram().below() + found.histogram().above();
            long error = 0;
            for (int i = 0; i < 101; i++) {
                error = Math.max(error, Math.abs(counts.get(i) - exact.counts().get(i)));
                sum += counts.get(i);
            }
            assertThat(sum).isEqualTo(N);
            assertThat(error).isLessThanOrEqualTo(found.errorBound());
            // The tenth that never moved stays in the middle, whatever the widths of bins.
            assertThat(counts.get(50)).isGreaterThanOrEqualTo(N / 10);
            assertThat(row.trainingLoss()).isEqualTo(1.0 / (1 + row.epoch()));
            assertThat(row.validation().get(0).loss()).isEqualTo(2.0 / (1 + row.epoch()));
        }
        double rms = Math.sqrt(Arrays.stream(deviations(30)).map(v -> v * v).sum() / N);
        assertThat(w.high()).isCloseTo(5 * rms, within(1e-12));
        assertThat(w.rows().get(0).deviations().histogram().counts().get(50)).isEqualTo(N);
        assertThat(w.rows().get(30).deviations().errorBound()).isZero();
    }

    @Test
    void evolution_manyEpochs_showsTheFirstTheLastAndSomeAtEvenDistances() {
        TrainingHistory history = history(40);
        assertThat(Evolution.of(history, 5).get(0).rows())
                .extracting(Evolution.Row::epoch)
                .containsExactly(0, 10, 20, 30, 40);
        assertThat(Evolution.of(history, 2).get(0).rows())
                .extracting(Evolution.Row::epoch)
                .containsExactly(0, 40);
        assertThatThrownBy(() -> Evolution.of(history, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an evolution needs at least 2 rows, found 1");
    }

    @Test
    void evolution_endThatIsNotFinite_usesTheLastFiniteEpoch() {
        List<EpochRecord> records = new ArrayList<>(history(6).epochs());
        double[] broken = deviations(7);
        broken[3] = Double.NaN;
        records.add(record(7, broken));
        records.add(record(8, broken));
        Evolution w = Evolution.of(new TrainingHistory(records), 3).get(0);
        assertThat(w.rows()).extracting(Evolution.Row::epoch).containsExactly(0, 4, 6, 8);
        assertThat(w.rows().get(2).deviations().errorBound()).isZero();
        assertThat(w.rows().get(3).deviations()).isNull();
    }

    @Test
    void evolution_ofAFolder_isThatOfTheRun(@TempDir Path temporary) throws IOException {
        Path folder = temporary.resolve("run");
        TrainingHistory history = history(3);
        try (RunFolderWriter writer = RunFolderWriter.create(folder, false)) {
            writer.writeRecord(Samples.record(null));
            for (EpochRecord epoch : history) {
                writer.append(epoch);
            }
        }
        assertThat(Evolution.of(RunFolder.open(folder).history(), 9))
                .isEqualTo(Evolution.of(history, 9));
    }

    @Test
    void evolution_nothingMoved_isNone() {
        assertThat(Evolution.of(history(0), 9)).isEmpty();
    }
}

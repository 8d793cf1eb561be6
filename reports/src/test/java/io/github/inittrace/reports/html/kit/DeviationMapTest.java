// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.reports.html.run.FakeRuns;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.Evolution;
import io.github.inittrace.run.TrainingHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeviationMapTest {
    private static final int COUNT = 1000;

    /** 999 weights move by about 0.01 and one by 1: its place is not known, but that it lies far out. */
    private static TensorMeasures measures(double spread) {
        Random random = new Random(5);
        double[] end = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            end[i] = i == 0 ? 1 : spread * random.nextGaussian();
        }
        return TensorMeasures.of(
                new TensorValues("w", List.of(10, 100), new double[COUNT], null, end));
    }

    private static EpochRecord record(EpochRecord of, TensorMeasures tensor) {
        return new EpochRecord(
                of.index(),
                true,
                null,
                null,
                of.epochEndLoss(),
                null,
                10,
                null,
                List.of(),
                List.of(tensor),
                tensor,
                0,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * The first epoch has bins to ± 0.16, five times an rms of 0.033, and the last to ± 1.5: what lay
     * beyond at the first was not recorded, and no cell there is drawn.
     */
    @Test
    void cells_beyondWhatAnEpochRecorded_areNotDrawn() {
        List<EpochRecord> epochs = FakeRuns.healthy(2, 4, 3, 2).history().epochs();
        List<EpochRecord> records = new ArrayList<>();
        records.add(record(epochs.get(1), measures(0.01)));
        records.add(record(epochs.get(2), measures(0.3)));
        TrainingHistory history = new TrainingHistory(records);
        Evolution evolution = Evolution.of(history, 30).get(0);
        DeviationMap map = new DeviationMap(history, evolution);

        double[] first = map.counts(evolution.rows().get(0));
        double[] last = map.counts(evolution.rows().get(1));
        double width = (evolution.high() - evolution.low()) / first.length;
        double total = 0;
        for (int i = 0; i < first.length; i++) {
            double middle = evolution.low() + (i + 0.5) * width;
            total += Double.isNaN(first[i]) ? 0 : first[i];
            if (Math.abs(middle) > 0.2) {
                assertThat(first[i]).as("at %s", middle).isNaN();
            }
        }
        assertThat(total).isEqualTo(COUNT - 1);
        assertThat(last).contains(1.0);
        assertThat(map.caption())
                .startsWith("2 of 2 records.")
                .contains("What lies beyond an epoch's own bins is not drawn.");
    }
}

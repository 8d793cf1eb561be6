// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.SweepRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Trainings that never took place: their losses and distances are functions of the epoch. */
public final class Histories {
    private Histories() {}

    /**
     * A training.
     *
     * @param epochs the index of the last epoch
     * @param training the training loss; NaN for one that is not finite
     * @param test the test loss
     * @param distance the distance of the one matrix, between the hidden layers
     */
    public static TrainingHistory of(
            int epochs,
            IntToDoubleFunction training,
            IntToDoubleFunction test,
            IntToDoubleFunction distance) {
        List<EpochRecord> records = new ArrayList<>();
        for (int epoch = 0; epoch <= epochs; epoch++) {
            records.add(
                    record(
                            epoch,
                            training.applyAsDouble(epoch),
                            test.applyAsDouble(epoch),
                            matrix(distance.applyAsDouble(epoch)),
                            null));
        }
        return new TrainingHistory(records);
    }

    /** A matrix that has moved so far from its start of norm 5. */
    private static TensorMeasures matrix(double distance) {
        return TensorMeasures.of(
                new TensorValues(
                        JointVerdicts.MATRIX,
                        List.of(1, 2),
                        new double[] {3, 4},
                        null,
                        new double[] {3, 4 + distance}));
    }

    /** A record; half of the examples are clipped. */
    public static EpochRecord record(
            int epoch,
            double training,
            double test,
            TensorMeasures tensor,
            @Nullable List<MarkMeasures> marks) {
        return new EpochRecord(
                epoch,
                true,
                epoch == 0 ? null : 1.0,
                0.1,
                finite(training),
                0.5,
                10,
                0.5,
                List.of(new ValidationRecord("test", 10, finite(test), 0.5, null, null)),
                List.of(tensor),
                tensor,
                0,
                null,
                null,
                null,
                null,
                null,
                marks);
    }

    private static @Nullable Double finite(double loss) {
        return Double.isFinite(loss) ? loss : null;
    }

    /** A finished run with such settings, of which there is no folder. */
    public static RecordedRun run(Map<String, String> settings) {
        return new RecordedRun(
                new SweepRun("run", settings, "job"),
                RunResult.State.FINISHED,
                null,
                Path.of("run"));
    }
}

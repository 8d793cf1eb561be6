// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.run.CurveId.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Curves while they are read, epoch by epoch. For use by one thread. */
final class CurveColumns {
    private int[] epochs = new int[64];
    private int count;
    private final Map<CurveId, double[]> columns = new LinkedHashMap<>();
    private final List<Alarm> alarms = new ArrayList<>();

    /** Begins the next epoch; what is not told of it, is undefined. */
    void add(int index, @Nullable Double loss, @Nullable Double accuracy) {
        if (count == epochs.length) {
            epochs = Arrays.copyOf(epochs, 2 * count);
            columns.replaceAll((id, column) -> widened(column));
        }
        epochs[count++] = index;
        put(CurveId.of(Kind.TRAINING_LOSS), loss);
        put(CurveId.of(Kind.TRAINING_ACCURACY), accuracy);
    }

    void validation(ValidationRecord set) {
        put(new CurveId(Kind.VALIDATION_LOSS, set.name()), set.loss());
        put(new CurveId(Kind.VALIDATION_ACCURACY, set.name()), set.accuracy());
    }

    void tensor(
            String name,
            @Nullable Double relativeDistance,
            @Nullable Double meanAbsRatio,
            @Nullable Double distance,
            @Nullable Double norm) {
        put(new CurveId(Kind.RELATIVE_DISTANCE, name), relativeDistance);
        put(new CurveId(Kind.MEAN_ABS_RATIO, name), meanAbsRatio);
        put(new CurveId(Kind.DISTANCE, name), distance);
        put(new CurveId(Kind.NORM, name), norm);
    }

    void alarms(List<Alarm> raised) {
        alarms.addAll(raised);
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The epoch begun last; -1 before the first. */
    int lastEpoch() {
        return count == 0 ? -1 : epochs[count - 1];
    }

    /** All that was told, without curves that have no value anywhere. */
    RunCurves curves(Path folder, RunRecord record) {
        Map<CurveId, double[]> values = new LinkedHashMap<>();
        columns.forEach(
                (id, column) -> {
                    double[] curve = Arrays.copyOf(column, count);
                    if (Arrays.stream(curve).anyMatch(Double::isFinite)) {
                        values.put(id, curve);
                    }
                });
        return new RunCurves(folder, record, Arrays.copyOf(epochs, count), values, alarms);
    }

    private void put(CurveId id, @Nullable Double value) {
        double[] column = columns.computeIfAbsent(id, any -> undefined(epochs.length));
        column[count - 1] = value == null || value.isInfinite() ? Double.NaN : value;
    }

    private static double[] undefined(int length) {
        double[] column = new double[length];
        Arrays.fill(column, Double.NaN);
        return column;
    }

    private static double[] widened(double[] column) {
        double[] wider = Arrays.copyOf(column, 2 * column.length);
        Arrays.fill(wider, column.length, wider.length, Double.NaN);
        return wider;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.measure.Movement;
import io.github.inittrace.measure.TensorMeasures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a comparison of many runs needs of each: its record, its losses, accuracies, distances and
 * norms by epoch, and its alarms. Read from disk, histograms and moments are skipped, so that
 * hundreds of long runs are read in seconds and fit into memory.
 *
 * @param path the run's folder
 * @param record what was trained, on what, by what, and how it ended
 * @param epochs the indices of the recorded epochs, increasing; not copied
 * @param values each curve's value at each of these epochs, NaN where it is undefined or not
 *     finite; in the order of the record, without curves that are NaN throughout. The arrays are not copied
 * @param alarms the alarms of all epochs, in order
 */
public record RunCurves(
        Path path,
        RunRecord record,
        int[] epochs,
        Map<CurveId, double[]> values,
        List<Alarm> alarms) {
    public RunCurves {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        alarms = List.copyOf(alarms);
    }

    /**
     * Reads them from a run folder, without the rest of its epochs.
     *
     * @param folder the folder
     * @return the curves of all complete epochs
     * @throws IOException if it is not a run folder, is of a newer format, cannot be read, is
     *     corrupt where it was looked at, or has no complete epoch; the message is one sentence
     */
    public static RunCurves read(Path folder) throws IOException {
        RunRecord record = RunFolder.record(folder);
        CurveColumns columns = CurveReader.read(folder.resolve(RunFolder.EPOCHS));
        if (columns.isEmpty()) {
            throw RunFolder.noEpochs(folder, record);
        }
        return columns.curves(folder, record);
    }

    /**
     * Takes them from a run that has been read already.
     *
     * @param run the run
     * @return the curves of all its epochs
     */
    public static RunCurves of(RunFolder run) {
        CurveColumns columns = new CurveColumns();
        for (EpochRecord epoch : run.history()) {
            columns.add(epoch.index(), epoch.epochEndLoss(), epoch.epochEndAccuracy());
            epoch.validation().forEach(columns::validation);
            epoch.tensors().forEach(tensor -> add(tensor, columns));
            add(epoch.total(), columns);
            columns.alarms(epoch.alarms() == null ? List.of() : epoch.alarms());
        }
        return columns.curves(run.path(), run.record());
    }

    private static void add(TensorMeasures tensor, CurveColumns columns) {
        Movement movement = tensor.movement();
        columns.tensor(
                tensor.name(),
                tensor.relativeDistance(),
                movement == null ? null : movement.meanAbsRatio(),
                tensor.distance(),
                tensor.norm());
    }

    /** The index of the last recorded epoch. */
    public int lastEpoch() {
        return epochs[epochs.length - 1];
    }
}

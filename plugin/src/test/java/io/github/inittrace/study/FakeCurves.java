// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.RunCurves;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.run.WatchedAlarms;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Curves of runs that never took place. A builder, for tests. */
public final class FakeCurves {
    private final String folder;
    private final Map<String, String> configuration = new LinkedHashMap<>();
    private int epochs = 5;
    private String set = "test";
    private String hash = "ABCD";
    private boolean ended = true;
    private int brokenFrom = Integer.MAX_VALUE;
    private EndReason reason = EndReason.COMPLETED;
    private @Nullable WatchedAlarms alarms;

    /** A run in a folder, with five epochs of a network 4-3-2. */
    public FakeCurves(String folder, String... configuration) {
        this.folder = folder;
        for (int i = 0; i < configuration.length; i += 2) {
            this.configuration.put(configuration[i], configuration[i + 1]);
        }
    }

    /** With so many epochs. */
    public FakeCurves epochs(int count) {
        epochs = count;
        return this;
    }

    /** With another name of its validation set. */
    public FakeCurves set(String name) {
        set = name;
        return this;
    }

    /** On other training data. */
    public FakeCurves data(String sha) {
        hash = sha;
        return this;
    }

    /** Killed. */
    public FakeCurves killed() {
        ended = false;
        return this;
    }

    /** Without finite numbers from an epoch on. */
    public FakeCurves brokenFrom(int epoch) {
        brokenFrom = epoch;
        return this;
    }

    /** Ended by a number that was not finite. */
    public FakeCurves diverged() {
        reason = EndReason.DIVERGED;
        return this;
    }

    /** Of another tool: nothing is known of its data. */
    public FakeCurves imported() {
        hash = DataRecord.UNKNOWN;
        return this;
    }

    /** Watched for no alarm. */
    public FakeCurves unwatched() {
        alarms = WatchedAlarms.of(AlarmSettings.none());
        return this;
    }

    /** The run. */
    public RunCurves run() {
        Random random = new Random(31L * folder.hashCode() + configuration.hashCode());
        Map<CurveId, double[]> values = new LinkedHashMap<>();
        values.put(new CurveId(Kind.TRAINING_LOSS, ""), curve(random, 2.3, -0.5));
        values.put(new CurveId(Kind.TRAINING_ACCURACY, ""), curve(random, 0.1, 0.2));
        values.put(new CurveId(Kind.VALIDATION_LOSS, set), curve(random, 2.4, -0.4));
        values.put(new CurveId(Kind.VALIDATION_ACCURACY, set), curve(random, 0.1, 0.19));
        values.put(new CurveId(Kind.RELATIVE_DISTANCE, "hidden1.weight"), curve(random, 0.2, 0.5));
        values.put(new CurveId(Kind.RELATIVE_DISTANCE, "total"), curve(random, 0.1, 0.5));
        values.values().removeIf(curve -> Arrays.stream(curve).noneMatch(Double::isFinite));
        return new RunCurves(
                Path.of(folder),
                record(),
                IntStream.rangeClosed(0, epochs).toArray(),
                values,
                List.of());
    }

    private double[] curve(Random random, double start, double power) {
        double[] curve = new double[epochs + 1];
        for (int e = 0; e <= epochs; e++) {
            double noise = 1 + 0.05 * random.nextGaussian();
            curve[e] = e < brokenFrom ? start * noise * Math.pow(1 + e, power) : Double.NaN;
        }
        return curve;
    }

    private RunRecord record() {
        return new RunRecord(
                1,
                "id of " + folder,
                "2026-08-21T14:03:27Z",
                "io.github.inittrace.mlp.MLPClassificationTrainer",
                configuration,
                epochs,
                4,
                2,
                List.of(
                        new TensorShape("hidden1.weight", List.of(4, 3), Precision.FLOAT32),
                        new TensorShape("hidden1.bias", List.of(3), Precision.FLOAT32)),
                null,
                new DataRecord(
                        "training", 100, Map.of("resource-hash", hash, "filePath", "/" + folder)),
                List.of(new DataRecord(set, 50, Map.of("resource-hash", "EF"))),
                alarms,
                Map.of(),
                JsonNodeFactory.instance.objectNode(),
                ended ? new Ending(reason, "", epochs, 1.5, null, null, null) : null);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.DeadUnitsRecord;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.run.WatchedAlarms;
import io.github.inittrace.study.NamedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Runs that never took place, for tests. */
public final class FakeRuns {
    private static final int NEVER = Integer.MAX_VALUE;

    private FakeRuns() {}

    /** A run that went well. */
    public static ReportInput healthy(int epochs, int... sizes) {
        return run(
                epochs,
                epochs,
                NEVER,
                new Ending(EndReason.COMPLETED, "", epochs, 42.5, null, null, null),
                sizes);
    }

    /** A run whose numbers are not finite from an epoch on. */
    public static ReportInput diverged(int planned, int at, int... sizes) {
        String message = "the training loss of epoch " + at + " is not finite";
        return run(
                planned,
                at,
                at,
                new Ending(EndReason.DIVERGED, message, at, 3.25, null, null, null),
                sizes);
    }

    /** A run without an end and without final weights. */
    public static ReportInput killed(int planned, int recorded, int... sizes) {
        ReportInput run = run(planned, recorded, NEVER, null, sizes);
        return new ReportInput(run.run(), run.history(), run.initialWeights(), List.of());
    }

    /** A run that raises alarms at its last epoch; null for one that nobody watched. */
    public static ReportInput alarmed(@Nullable List<Alarm> alarms) {
        ReportInput run = healthy(3, 64, 24, 10);
        List<EpochRecord> epochs = new ArrayList<>(run.history().epochs());
        EpochRecord e = epochs.remove(3);
        epochs.add(copy(e, e.deadFraction(), e.validation(), e.deadUnits(), alarms, e.marks()));
        return new ReportInput(
                run.run(), new TrainingHistory(epochs), run.initialWeights(), List.of());
    }

    /** A run of a release that says which alarms it watches for: none. */
    public static ReportInput unwatched() {
        ReportInput run = alarmed(List.of());
        RunRecord record =
                copy(run.run(), run.run().training(), WatchedAlarms.of(AlarmSettings.none()));
        return new ReportInput(record, run.history(), run.initialWeights(), List.of());
    }

    /** A run of another tool, which kept no loss of some epochs, given by their indices. */
    public static ReportInput imported(int epochs, Integer... withoutLosses) {
        ReportInput run = healthy(epochs, 64, 24, 10);
        List<EpochRecord> imported = new ArrayList<>();
        for (EpochRecord e : run.history()) {
            boolean isKept = !List.of(withoutLosses).contains(e.index());
            ValidationRecord test = e.validation().get(0);
            imported.add(
                    new EpochRecord(
                            e.index(),
                            true,
                            isKept ? e.runningLoss() : null,
                            null,
                            isKept ? e.epochEndLoss() : null,
                            null,
                            0,
                            null,
                            List.of(
                                    new ValidationRecord(
                                            "test", 0, isKept ? test.loss() : null, null, null, 0)),
                            e.tensors(),
                            e.total(),
                            0,
                            null,
                            null,
                            null,
                            null,
                            e.alarms(),
                            null));
        }
        DataRecord unknown = new DataRecord("training", 0, Map.of("data", DataRecord.UNKNOWN));
        RunRecord record = copy(run.run(), unknown, null);
        return new ReportInput(
                record, new TrainingHistory(imported), run.initialWeights(), List.of());
    }

    /** A record with the weights of another. */
    public static EpochRecord withWeightsOf(EpochRecord e, EpochRecord other) {
        return new EpochRecord(
                e.index(),
                e.complete(),
                e.runningLoss(),
                e.learningRate(),
                e.epochEndLoss(),
                e.epochEndAccuracy(),
                e.epochEndExamples(),
                e.deadFraction(),
                e.validation(),
                other.tensors(),
                other.total(),
                e.seconds(),
                e.evaluationSeconds(),
                e.measureSeconds(),
                e.deadUnits(),
                e.distributions(),
                e.alarms(),
                e.marks());
    }

    private static RunRecord copy(
            RunRecord r, DataRecord training, @Nullable WatchedAlarms alarms) {
        return new RunRecord(
                r.schema(),
                r.runId(),
                r.startedAt(),
                r.trainer(),
                r.configuration(),
                r.plannedEpochs(),
                r.features(),
                r.outputs(),
                r.architecture(),
                r.inputShape(),
                training,
                r.validation(),
                alarms,
                r.environment(),
                r.provenance(),
                r.ending());
    }

    /** A run with what was found out at its end. */
    public static ReportInput with(ReportInput run, AnalysisRecord analysis) {
        return new ReportInput(
                run.named(),
                run.initialWeights(),
                run.trainedWeights(),
                analysis,
                List.of(),
                null,
                null,
                null);
    }

    /** A run with where its weights ended by where they started. */
    public static ReportInput with(ReportInput run, List<ConditionalRecord> conditionals) {
        return new ReportInput(
                run.named(),
                run.initialWeights(),
                run.trainedWeights(),
                null,
                conditionals,
                null,
                null,
                null);
    }

    /** A run beside another. */
    public static ReportInput with(ReportInput run, NamedRun baseline) {
        return new ReportInput(
                run.named(),
                run.initialWeights(),
                run.trainedWeights(),
                null,
                List.of(),
                null,
                null,
                baseline);
    }

    /** A record with other values for what not every run has. */
    public static EpochRecord copy(
            EpochRecord e,
            @Nullable Double deadFraction,
            List<ValidationRecord> validation,
            @Nullable List<DeadUnitsRecord> deadUnits,
            @Nullable List<Alarm> alarms,
            @Nullable List<MarkMeasures> marks) {
        return new EpochRecord(
                e.index(),
                e.complete(),
                e.runningLoss(),
                e.learningRate(),
                e.epochEndLoss(),
                e.epochEndAccuracy(),
                e.epochEndExamples(),
                deadFraction,
                validation,
                e.tensors(),
                e.total(),
                e.seconds(),
                e.evaluationSeconds(),
                e.measureSeconds(),
                deadUnits,
                e.distributions(),
                alarms,
                marks);
    }

    /** A run whose loss clips, with one more dead example in ten and dead unit every epoch. */
    public static ReportInput dying(int epochs) {
        ReportInput run = healthy(epochs, 64, 24, 10);
        List<EpochRecord> dying = new ArrayList<>();
        for (EpochRecord e : run.history()) {
            ValidationRecord test = e.validation().get(0);
            ValidationRecord clipped =
                    new ValidationRecord(
                            test.name(),
                            test.examples(),
                            test.loss(),
                            test.accuracy(),
                            0.05 * e.index(),
                            0);
            DeadUnitsRecord dead = new DeadUnitsRecord("hidden1", 24, e.index());
            dying.add(
                    copy(
                            e,
                            0.1 * e.index(),
                            List.of(clipped),
                            List.of(dead),
                            e.alarms(),
                            e.marks()));
        }
        return new ReportInput(
                run.run(), new TrainingHistory(dying), run.initialWeights(), List.of());
    }

    private static ReportInput run(
            int planned, int recorded, int brokenFrom, @Nullable Ending ending, int... sizes) {
        FakeNetwork network = new FakeNetwork(sizes);
        var initial = network.initialMatrices();
        Random noise = new Random(3);
        List<EpochRecord> epochs = new ArrayList<>();
        for (int e = 0; e <= recorded; e++) {
            if (e > 0) {
                boolean jump = e == recorded / 2 && recorded > 20;
                network.step((jump ? 0.12 : 0.02) / Math.sqrt(e));
            }
            epochs.add(epoch(network, e, recorded, e >= brokenFrom, noise));
        }
        int first = sizes[0];
        int side = (int) Math.round(Math.sqrt(first));
        RunRecord run =
                new RunRecord(
                        1,
                        "2f6c1f7e-9a51-4a3e-8d0b-5d9a3f7c2b11",
                        "2026-08-21T14:03:27.123+02:00",
                        "io.github.inittrace.mlp.MLPClassificationTrainer",
                        Map.of(
                                "seed", "42",
                                "layers", "[512, 512]",
                                "learningRate", "0.1",
                                "minibatchSize", "128",
                                "initialiser", "glorot-uniform"),
                        planned,
                        first,
                        sizes[sizes.length - 1],
                        network.shapes(),
                        side * side == first ? List.of(side, side) : null,
                        new DataRecord(
                                "training",
                                60000,
                                Map.of(
                                        "data-set", "Fashion-MNIST",
                                        "features-file", "data/train-images-idx3-ubyte.gz",
                                        "features-sha256",
                                                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569"
                                                        + "512369268a84")),
                        List.of(new DataRecord("test", 10000, Map.of())),
                        null,
                        Map.of(
                                "matrix kernels", "oneDNN 3.11, AVX-512",
                                "tribuo", "4.3.2",
                                "inittrace", "0.1.0",
                                "java", "17.0.15"),
                        JsonNodeFactory.instance.objectNode(),
                        ending);
        return new ReportInput(run, new TrainingHistory(epochs), initial, network.matrices());
    }

    private static EpochRecord epoch(
            FakeNetwork network, int e, int last, boolean broken, Random noise) {
        double spike = e == last / 2 && last > 20 ? 8 : 1;
        double loss = 2.31 * Math.pow(1 + e, -1.1) * (1 + 0.05 * noise.nextGaussian()) * spike;
        double testLoss = 0.35 + 1.9 * Math.exp(-e / 2.0) + 0.2 * Math.sqrt(e / 300.0);
        List<TensorMeasures> tensors = network.measures(e == 0, e == last || last < 50);
        TensorMeasures total = network.total(e == 0);
        if (broken) {
            return new EpochRecord(
                    e,
                    false,
                    null,
                    0.1,
                    null,
                    null,
                    60000,
                    null,
                    List.of(new ValidationRecord("test", 10000, null, null, null, 0)),
                    tensors.stream().map(FakeNetwork::broken).toList(),
                    FakeNetwork.broken(total),
                    1.5,
                    0.2,
                    0.01,
                    null,
                    null,
                    null,
                    null);
        }
        return new EpochRecord(
                e,
                true,
                e == 0 ? null : Double.valueOf(loss * 1.2),
                e == 0 ? null : Double.valueOf(0.1),
                loss,
                1 - Math.min(0.9, loss / 2.5),
                60000,
                null,
                List.of(
                        new ValidationRecord(
                                "test", 10000, testLoss, 0.9 - 0.8 * Math.exp(-e), null, 0)),
                tensors,
                total,
                e == 0 ? 0 : 1.5,
                0.2,
                0.01,
                null,
                null,
                null,
                null);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.pigmm.Matrices;
import io.github.inittrace.run.CollectedRun;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.InvariantRecord;
import io.github.inittrace.run.MatrixFigures;
import io.github.inittrace.run.MatrixSeries;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.study.NaturalOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A network as what is observed of its matrices.
 *
 * @param name what to call it
 * @param run the record of its run; null if it is a file
 * @param matrices what was observed, by epoch
 * @param remarks what to know about it, as sentences that are the same for all networks alike
 */
record ObservedNetwork(
        String name,
        @Nullable RunRecord run,
        SortedMap<Integer, List<MatrixFigures>> matrices,
        List<String> remarks) {
    /** The order of runs, which does not depend on where their folders lie. */
    static final Comparator<String> NAMES =
            NaturalOrder.OF_NAMES.thenComparing(Comparator.naturalOrder());

    ObservedNetwork(
            String name,
            @Nullable RunRecord run,
            SortedMap<Integer, List<MatrixFigures>> matrices) {
        this(name, run, matrices, List.of());
    }

    /** One of a run that was collected. */
    static ObservedNetwork ofCollected(CollectedRun collected) {
        return new ObservedNetwork(
                collected.name(), collected.run(), byEpoch(collected.invariants()));
    }

    private static SortedMap<Integer, List<MatrixFigures>> byEpoch(List<InvariantRecord> records) {
        SortedMap<Integer, List<MatrixFigures>> matrices = new TreeMap<>();
        records.forEach(record -> matrices.put(record.epoch(), record.matrices()));
        return matrices;
    }

    /** One of a run: what was kept of it, or what its matrices or networks give. */
    static ObservedNetwork ofRun(NetworkSource source) throws IOException {
        Path folder = source.path();
        List<InvariantRecord> kept = RunFolder.invariants(folder);
        if (!kept.isEmpty()) {
            return new ObservedNetwork(source.name(), RunFolder.record(folder), byEpoch(kept));
        }
        RunFolder run = RunFolder.open(folder);
        MatrixSeries series = run.matrices().orElse(null);
        SortedMap<Integer, List<MatrixFigures>> matrices =
                series == null ? ofNetworks(run) : ofSeries(series);
        if (matrices.isEmpty()) {
            throw new IOException(
                    folder
                            + " has neither "
                            + RunFolder.INVARIANTS
                            + " nor "
                            + RunFolder.MATRICES
                            + " nor networks: leave it out");
        }
        return new ObservedNetwork(source.name(), run.record(), matrices);
    }

    private static SortedMap<Integer, List<MatrixFigures>> ofSeries(MatrixSeries series)
            throws IOException {
        SortedMap<Integer, List<MatrixFigures>> records = new TreeMap<>();
        for (int k = 0; k < series.epochs().size(); k++) {
            List<MatrixFigures> figures = new ArrayList<>();
            for (TensorShape matrix : series.matrices()) {
                if (MatrixFigures.has(matrix)) {
                    figures.add(MatrixFigures.of(matrix, series.read(matrix, k)));
                }
            }
            records.put(series.epochs().get(k), figures);
        }
        return records;
    }

    private static SortedMap<Integer, List<MatrixFigures>> ofNetworks(RunFolder run)
            throws IOException {
        SortedMap<Integer, List<MatrixFigures>> records = new TreeMap<>();
        Path initial = run.initialModel().orElse(null);
        if (initial != null) {
            records.put(0, figures(initial));
        }
        for (Map.Entry<Integer, Path> checkpoint : run.checkpoints().entrySet()) {
            records.put(checkpoint.getKey(), figures(checkpoint.getValue()));
        }
        Path trained = run.trainedModel().orElse(null);
        Ending ending = run.record().ending();
        if (trained != null && ending != null && ending.epochs() > 0) {
            records.put(ending.epochs(), figures(trained));
        }
        return records;
    }

    private static List<MatrixFigures> figures(Path network) throws IOException {
        return OnnxMatrices.read(network, false).figures();
    }

    /** The figures of a matrix whose rows are inputs, or outputs. */
    static MatrixFigures of(TensorShape shape, double[] values, boolean outputsFirst) {
        if (!outputsFirst) {
            return MatrixFigures.of(shape, values);
        }
        int rows = shape.shape().get(0);
        int columns = shape.shape().get(1);
        double[] turned = Matrices.transposed(values, rows, columns);
        return MatrixFigures.of(
                new TensorShape(shape.name(), List.of(columns, rows), shape.precision()), turned);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.MatrixSeries;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.verify.Finding.Topic;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Compares the series of matrices with the two networks, bit for bit, and in between, where there is
 * none, the measures of its matrices with the records. One matrix is in memory at a time.
 */
final class MatrixCheck {
    private final RunFolder run;
    private final boolean exact;
    private final Findings findings;
    private int figures;
    private boolean agree = true;

    /**
     * A check.
     *
     * @param exact whether float32 holds the weights as they were trained
     */
    MatrixCheck(RunFolder run, boolean exact, Findings findings) {
        this.run = run;
        this.exact = exact;
        this.findings = findings;
    }

    /**
     * Checks.
     *
     * @param initial the weights of the untrained network; null if they cannot be had
     * @param trained those at the end
     */
    void run(double @Nullable [][] initial, double @Nullable [][] trained) {
        findings.guard(
                Topic.FIGURES,
                RunFolder.MATRICES,
                () -> {
                    MatrixSeries series = run.matrices().orElse(null);
                    if (series != null) {
                        check(series, initial, trained);
                    }
                });
    }

    private void check(
            MatrixSeries series, double @Nullable [][] initial, double @Nullable [][] trained)
            throws IOException {
        int last = series.epochs().size() - 1;
        Ending ending = run.record().ending();
        if (ending != null
                && ending.reason() != EndReason.FAILED
                && (last < 0 || series.epochs().get(last) != ending.epochs())) {
            differs("ends with epochs " + series.epochs() + ", expected " + ending.epochs());
            return;
        }
        List<TensorShape> shapes = run.record().architecture();
        for (TensorShape shape : series.matrices()) {
            int tensor = shapes.indexOf(shape);
            double @Nullable [] start = initial == null ? null : initial[tensor];
            double @Nullable [] end = ending == null || trained == null ? null : trained[tensor];
            for (int i = 0; i <= last; i++) {
                float[] matrix = series.read(shape, i);
                boolean isCompared = false;
                if (i == 0 && start != null) {
                    compareBits(shape, matrix, start, RunFolder.INITIAL);
                    isCompared = true;
                }
                if (i == last && end != null) {
                    compareBits(shape, matrix, end, RunFolder.TRAINED);
                    isCompared = true;
                }
                if (!isCompared) {
                    compareRecord(series.epochs().get(i), tensor, shape, start, matrix);
                }
            }
        }
        if (agree) {
            findings.agrees(
                    Topic.FIGURES,
                    RunFolder.MATRICES,
                    String.format(
                            Locale.ROOT,
                            "%,d records of %d matrices; %,d figures agree between the networks",
                            series.epochs().size(),
                            series.matrices().size(),
                            figures));
        }
    }

    private void compareBits(TensorShape shape, float[] matrix, double[] network, String file) {
        for (int i = 0; i < matrix.length; i++) {
            if (Float.floatToIntBits(matrix[i]) != Float.floatToIntBits((float) network[i])) {
                differs(
                        shape.name()
                                + " is not that of "
                                + file
                                + ": "
                                + matrix[i]
                                + " at "
                                + i
                                + ", expected "
                                + (float) network[i]);
                return;
            }
        }
    }

    private void compareRecord(
            int epoch, int tensor, TensorShape shape, double @Nullable [] start, float[] matrix) {
        String what = shape.name() + " at epoch " + epoch;
        EpochRecord record =
                run.history().epochs().stream()
                        .filter(e -> e.index() == epoch)
                        .findFirst()
                        .orElse(null);
        if (record == null || record.tensors().size() <= tensor) {
            differs(what + " has no record");
            return;
        }
        TensorMeasures recorded = record.tensors().get(tensor);
        double[] now = new double[matrix.length];
        boolean isFinite = true;
        for (int i = 0; i < matrix.length; i++) {
            now[i] = matrix[i];
            isFinite &= Float.isFinite(matrix[i]);
        }
        if (!isFinite && recorded.norm() != null && exact) {
            differs(what + " is not finite, but its recorded norm is " + recorded.norm());
        } else if (start != null && exact) {
            RecordComparison comparison = RecordComparison.exact();
            comparison.compare(
                    "",
                    recorded,
                    TensorMeasures.of(
                            new TensorValues(shape.name(), shape.shape(), start, null, now)));
            figures += comparison.figures();
            if (!comparison.differences().isEmpty()) {
                differs(what + ": " + comparison.summary());
            }
        }
    }

    private void differs(String text) {
        agree = false;
        findings.differs(Topic.FIGURES, RunFolder.MATRICES, text);
    }
}

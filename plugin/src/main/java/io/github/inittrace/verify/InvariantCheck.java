// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.run.InvariantRecord;
import io.github.inittrace.run.MatrixFigures;
import io.github.inittrace.run.MatrixSeries;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.verify.Finding.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Computes anew what of the weight matrices no renumbering of neurons changes: of the two networks,
 * and of the epochs in between whose matrices are kept.
 */
final class InvariantCheck {
    /** Relatively; the same code gives the same bits, another order of sums others. */
    private static final double TOLERANCE = 1e-12;

    private final RunFolder run;
    private final boolean exact;
    private final Findings findings;
    private int figures;
    private int epochs;

    /**
     * A check.
     *
     * @param exact whether float32 holds the weights as they were trained
     */
    InvariantCheck(RunFolder run, boolean exact, Findings findings) {
        this.run = run;
        this.exact = exact;
        this.findings = findings;
    }

    /**
     * Checks.
     *
     * @param initial the weights of the untrained network; null if they cannot be had
     * @param trained those at the end; null likewise
     */
    void run(double @Nullable [][] initial, double @Nullable [][] trained) {
        findings.guard(Topic.FIGURES, RunFolder.INVARIANTS, () -> check(initial, trained));
    }

    private void check(double @Nullable [][] initial, double @Nullable [][] trained)
            throws IOException {
        List<InvariantRecord> records = run.invariants();
        if (records.isEmpty()) {
            return;
        }
        if (!exact) {
            findings.note(
                    Topic.FIGURES,
                    RunFolder.INVARIANTS,
                    "not recomputed: the networks hold rounded weights");
            return;
        }
        int end = run.history().last().index();
        int last = records.get(records.size() - 1).epoch();
        if (run.record().ending() != null && last != end) {
            differs("ends with epoch " + last + ", expected " + end);
            return;
        }
        MatrixSeries series = run.matrices().orElse(null);
        for (InvariantRecord record : records) {
            List<MatrixFigures> expected;
            if (record.epoch() == 0 && initial != null) {
                expected = ofNetwork(initial);
            } else if (record.epoch() == end && trained != null) {
                expected = ofNetwork(trained);
            } else if (series != null && series.epochs().contains(record.epoch())) {
                expected = ofSeries(series, series.epochs().indexOf(record.epoch()));
            } else {
                continue;
            }
            String difference = difference(record.matrices(), expected);
            if (difference != null) {
                differs("epoch " + record.epoch() + ": " + difference);
                return;
            }
            epochs++;
        }
        findings.agrees(
                Topic.FIGURES,
                RunFolder.INVARIANTS,
                String.format(
                        Locale.ROOT,
                        "%,d figures agree at %,d of %,d epochs, of which there are weights",
                        figures,
                        epochs,
                        records.size()));
    }

    private List<MatrixFigures> ofNetwork(double[][] weights) {
        List<TensorShape> shapes = run.record().architecture();
        List<MatrixFigures> all = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            if (MatrixFigures.has(shapes.get(i))) {
                all.add(MatrixFigures.of(shapes.get(i), weights[i]));
            }
        }
        return all;
    }

    private static List<MatrixFigures> ofSeries(MatrixSeries series, int record)
            throws IOException {
        List<MatrixFigures> all = new ArrayList<>();
        for (TensorShape shape : series.matrices()) {
            if (MatrixFigures.has(shape)) {
                all.add(MatrixFigures.of(shape, series.read(shape, record)));
            }
        }
        return all;
    }

    private @Nullable String difference(List<MatrixFigures> recorded, List<MatrixFigures> found) {
        if (!names(recorded).equals(names(found))) {
            return "has " + names(recorded) + ", expected " + names(found);
        }
        for (int m = 0; m < found.size(); m++) {
            List<Double> then = recorded.get(m).figures();
            List<Double> now = found.get(m).figures();
            if (then == null || now == null) {
                if (then != now) {
                    return found.get(m).name() + " is finite in one of both only";
                }
                continue;
            }
            for (int k = 0; k < now.size(); k++) {
                double difference = Math.abs(then.get(k) - now.get(k));
                if (!(difference <= TOLERANCE * Math.abs(now.get(k)))) {
                    return found.get(m).name()
                            + ", figure "
                            + (k + 1)
                            + ": recorded "
                            + then.get(k)
                            + ", recomputed "
                            + now.get(k);
                }
            }
            figures += now.size();
        }
        return null;
    }

    private static List<String> names(List<MatrixFigures> matrices) {
        return matrices.stream()
                .map(m -> m.name() + " " + m.rows() + " x " + m.columns() + " " + m.symmetry())
                .toList();
    }

    private void differs(String text) {
        findings.differs(Topic.FIGURES, RunFolder.INVARIANTS, text);
    }
}

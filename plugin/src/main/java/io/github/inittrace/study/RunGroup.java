// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.RunCurves;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is one line in a chart: a run, or all runs that differ in nothing but the seed.
 *
 * @param label what is different about it
 * @param runs the runs, at least one
 */
public record RunGroup(String label, List<ComparedRun> runs) {
    public RunGroup {
        runs = List.copyOf(runs);
    }

    /** Whether it stands for several runs. */
    public boolean isGroup() {
        return runs.size() > 1;
    }

    /** A number of all its runs. */
    public Statistics statistics(CurveStatistic measure) {
        return Statistics.of(runs.stream().mapToDouble(r -> measure.of(r.curves())).toArray());
    }

    /** A curve of all its runs. */
    public GroupCurve course(CurveId curve) {
        if (!isGroup()) {
            RunCurves run = runs.get(0).curves();
            double[] own = run.values().get(curve);
            double[] values = own == null ? undefined(run.epochs().length) : own;
            return new GroupCurve(run.epochs(), values, values, values, counts(values));
        }
        int[] epochs =
                runs.stream()
                        .flatMapToInt(run -> Arrays.stream(run.curves().epochs()))
                        .distinct()
                        .sorted()
                        .toArray();
        double[][] all =
                runs.stream().map(run -> along(epochs, run, curve)).toArray(double[][]::new);
        GroupCurve course =
                new GroupCurve(
                        epochs,
                        new double[epochs.length],
                        new double[epochs.length],
                        new double[epochs.length],
                        new int[epochs.length]);
        double[] at = new double[all.length];
        for (int i = 0; i < epochs.length; i++) {
            for (int run = 0; run < at.length; run++) {
                at[run] = all[run][i];
            }
            Statistics statistics = Statistics.of(at);
            course.mean[i] = statistics.mean();
            course.min[i] = statistics.min();
            course.max[i] = statistics.max();
            course.counts[i] = statistics.count();
        }
        return course;
    }

    private static double[] along(int[] epochs, ComparedRun run, CurveId curve) {
        double[] along = undefined(epochs.length);
        double[] values = run.curves().values().get(curve);
        if (values != null) {
            int[] own = run.curves().epochs();
            for (int i = 0, k = 0; k < own.length; i++) {
                if (epochs[i] == own[k]) {
                    along[i] = values[k++];
                }
            }
        }
        return along;
    }

    private static int[] counts(double[] values) {
        return Arrays.stream(values).mapToInt(v -> Double.isFinite(v) ? 1 : 0).toArray();
    }

    private static double[] undefined(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /**
     * A curve of one run or several. The arrays are not copied.
     *
     * @param epochs every epoch that one of them recorded
     * @param mean the mean of those that have a finite value, at each epoch; NaN where none has
     * @param min the smallest of these, at each epoch
     * @param max the largest of these, at each epoch
     * @param counts how many these are, at each epoch
     */
    public record GroupCurve(
            int[] epochs, double[] mean, double[] min, double[] max, int[] counts) {

        /** The epochs as positions on an axis. */
        public double[] x() {
            return IntStream.of(epochs).asDoubleStream().toArray();
        }
    }
}

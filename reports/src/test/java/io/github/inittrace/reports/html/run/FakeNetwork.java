// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.Moments;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.run.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Weights that start at random, biases at zero, and drift; measured plainly, for tests. */
public final class FakeNetwork {
    private final List<TensorShape> shapes = new ArrayList<>();
    private final List<float[]> initial = new ArrayList<>();
    private final List<float[]> current = new ArrayList<>();
    private final List<float[]> before = new ArrayList<>();
    private final Random random = new Random(7);

    public FakeNetwork(int... sizes) {
        for (int layer = 1; layer < sizes.length; layer++) {
            String name = layer == sizes.length - 1 ? "output" : "hidden" + layer;
            add(
                    new TensorShape(
                            name + ".weight",
                            List.of(sizes[layer - 1], sizes[layer]),
                            Precision.FLOAT32));
            add(new TensorShape(name + ".bias", List.of(sizes[layer]), Precision.FLOAT32));
        }
    }

    private void add(TensorShape shape) {
        float[] values = new float[(int) shape.count()];
        if (shape.shape().size() == 2) {
            double limit = Math.sqrt(6.0 / (shape.shape().get(0) + shape.shape().get(1)));
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (limit * (2 * random.nextDouble() - 1));
            }
        }
        shapes.add(shape);
        initial.add(values);
        current.add(values.clone());
        before.add(values.clone());
    }

    /** Moves every weight at random, and those of the first layer towards smooth blobs. */
    public void step(double size) {
        for (int t = 0; t < current.size(); t++) {
            float[] values = current.get(t);
            System.arraycopy(values, 0, before.get(t), 0, values.length);
            List<Integer> shape = shapes.get(t).shape();
            for (int i = 0; i < values.length; i++) {
                double pull = t == 0 ? blob(i / shape.get(1), i % shape.get(1), shape.get(0)) : 0;
                values[i] += (float) (size * (random.nextGaussian() * 0.6 + 2 * pull));
            }
        }
    }

    private static double blob(int input, int unit, int inputs) {
        int side = Math.max(1, (int) Math.sqrt(inputs));
        double x = input % side / (double) side - 0.2 - unit % 5 * 0.15;
        double y = input / side / (double) side - 0.2 - unit / 5 % 5 * 0.15;
        double near = Math.exp(-(x * x + y * y) * 18);
        return (unit % 2 == 0 ? 1 : -1) * (near - 0.25 * Math.exp(-(x * x + y * y) * 4));
    }

    public List<TensorShape> shapes() {
        return shapes;
    }

    public List<WeightMatrix> initialMatrices() {
        return matrices(initial);
    }

    public List<WeightMatrix> matrices() {
        return matrices(current);
    }

    private List<WeightMatrix> matrices(List<float[]> values) {
        List<WeightMatrix> matrices = new ArrayList<>();
        for (int t = 0; t < shapes.size(); t++) {
            List<Integer> shape = shapes.get(t).shape();
            if (shape.size() == 2) {
                matrices.add(
                        new WeightMatrix(
                                shapes.get(t).name(),
                                shape.get(0),
                                shape.get(1),
                                values.get(t).clone()));
            }
        }
        return matrices;
    }

    public List<TensorMeasures> measures(boolean first, boolean histogram) {
        List<TensorMeasures> measures = new ArrayList<>();
        for (int t = 0; t < shapes.size(); t++) {
            measures.add(
                    measure(
                            shapes.get(t).name(),
                            shapes.get(t).shape(),
                            doubles(List.of(initial.get(t))),
                            doubles(List.of(current.get(t))),
                            first ? null : doubles(List.of(before.get(t))),
                            histogram));
        }
        return measures;
    }

    public TensorMeasures total(boolean first) {
        return measure(
                "total",
                List.of(),
                doubles(initial),
                doubles(current),
                first ? null : doubles(before),
                false);
    }

    /** Measures of a tensor whose values are no longer finite. */
    public static TensorMeasures broken(TensorMeasures t) {
        Moments none = new Moments(null, null, null, null);
        return new TensorMeasures(
                t.name(),
                t.shape(),
                t.count(),
                null,
                t.initialNorm(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                none,
                none,
                null,
                null);
    }

    private static double[] doubles(List<float[]> values) {
        return values.stream()
                .flatMapToDouble(
                        v -> java.util.stream.IntStream.range(0, v.length).mapToDouble(i -> v[i]))
                .toArray();
    }

    private static TensorMeasures measure(
            String name,
            List<Integer> shape,
            double[] start,
            double[] now,
            double @Nullable [] previous,
            boolean withHistogram) {
        double[] d = minus(now, start);
        double distance = norm(d);
        double initialNorm = norm(start);
        double rms = distance / Math.sqrt(d.length);
        double dot = 0;
        for (int i = 0; i < d.length; i++) {
            dot += now[i] * start[i];
        }
        return new TensorMeasures(
                name,
                shape,
                d.length,
                norm(now),
                initialNorm,
                distance,
                initialNorm == 0 ? null : distance / initialNorm,
                rms,
                Arrays.stream(d).map(Math::abs).average().orElseThrow(),
                Arrays.stream(d).map(Math::abs).max().orElseThrow(),
                initialNorm == 0 ? null : dot / initialNorm / norm(now),
                previous == null ? null : norm(minus(now, previous)),
                moments(now),
                moments(d),
                withHistogram && rms > 0 ? histogram(d, rms) : null,
                TensorMeasures.of(new TensorValues(name, List.of(d.length), start, null, now))
                        .movement());
    }

    private static Histogram histogram(double[] d, double rms) {
        List<Long> counts = new ArrayList<>(Collections.nCopies(101, 0L));
        long below = 0;
        long above = 0;
        for (double v : d) {
            if (v < -5 * rms) {
                below++;
            } else if (v > 5 * rms) {
                above++;
            } else {
                int bin = Math.min(100, (int) ((v + 5 * rms) / (10 * rms) * 101));
                counts.set(bin, counts.get(bin) + 1);
            }
        }
        return new Histogram(-5 * rms, 5 * rms, below, counts, above);
    }

    private static Moments moments(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double m2 = central(values, mean, 2);
        return m2 == 0
                ? new Moments(mean, 0.0, null, null)
                : new Moments(
                        mean,
                        m2,
                        central(values, mean, 3) / Math.pow(m2, 1.5),
                        central(values, mean, 4) / (m2 * m2));
    }

    private static double central(double[] values, double mean, int power) {
        return DoubleStream.of(values).map(v -> Math.pow(v - mean, power)).average().orElseThrow();
    }

    private static double[] minus(double[] a, double[] b) {
        double[] d = new double[a.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = a[i] - b[i];
        }
        return d;
    }

    private static double norm(double[] values) {
        return Math.sqrt(DoubleStream.of(values).map(v -> v * v).sum());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.DistributionFit;
import io.github.inittrace.measure.InitialDistribution;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.Conditionals;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.run.WeightsDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The weights at three points of training: at the start, at the last record, and now. Three
 * buffers per tensor for the whole run, however long it is.
 */
final class WeightBuffers {
    private final List<TensorShape> shapes;
    private final double[][] initial;
    private final @Nullable InitialDistribution[] laws;
    private double[][] last;
    private double[][] spare;
    private final List<Integer> marked;
    private boolean recorded;

    WeightBuffers(List<TensorView> views) {
        shapes =
                views.stream()
                        .map(v -> new TensorShape(v.name(), v.shape(), v.precision()))
                        .toList();
        initial = views.stream().map(TensorView::copy).toArray(double[][]::new);
        laws =
                Arrays.stream(initial)
                        .parallel()
                        .map(InitialDistribution::of)
                        .toArray(InitialDistribution[]::new);
        marked =
                IntStream.range(0, initial.length)
                        .filter(i -> MarkMeasures.isMarked(shapes.get(i).shape(), initial[i]))
                        .boxed()
                        .toList();
        last = emptyLike(initial);
        spare = emptyLike(initial);
    }

    List<TensorShape> shapes() {
        return shapes;
    }

    /** Measures the current weights, which then are those of the last record. */
    Deviation measure(List<TensorView> views) {
        Deviation deviation = deviation(views, recorded ? last : null);
        double[][] free = last;
        last = spare;
        spare = free;
        recorded = true;
        return deviation;
    }

    /** Measures the current weights, between two records, against the initial ones alone. */
    Deviation measureBetween(List<TensorView> views) {
        return deviation(views, null);
    }

    private Deviation deviation(List<TensorView> views, double @Nullable [][] before) {
        fillSpare(views);
        List<TensorValues> values = new ArrayList<>(shapes.size());
        for (int i = 0; i < initial.length; i++) {
            TensorShape shape = shapes.get(i);
            values.add(
                    new TensorValues(
                            shape.name(),
                            shape.shape(),
                            initial[i],
                            before == null ? null : before[i],
                            spare[i]));
        }
        return Deviation.of(values);
    }

    /**
     * Takes over the weights of the last record from a training that goes on.
     *
     * @param tensors those weights and perhaps others, by name
     * @throws IllegalArgumentException if one is missing or of another size
     */
    void restore(List<WeightTensor> tensors) {
        for (int i = 0; i < last.length; i++) {
            String name = shapes.get(i).name();
            tensors.stream()
                    .filter(tensor -> tensor.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "the state of training must hold a tensor '"
                                                    + name
                                                    + "', found none"))
                    .copyTo(last[i]);
        }
        recorded = true;
    }

    /** Where the weights of every matrix are at the last record, by where they started. */
    List<ConditionalRecord> conditionals(int epoch) {
        return Conditionals.of(epoch, shapes, initial, last);
    }

    /** How the weights of the last record compare with the distributions they started from. */
    List<DistributionFit> distributions(Deviation deviation) {
        return DistributionFit.all(deviation.tensors(), Arrays.asList(last), Arrays.asList(laws));
    }

    /**
     * Measures the marks that the initial weights show, in the weights of the last record.
     *
     * @return null if there is none
     */
    @Nullable List<MarkMeasures> marks() {
        return marked.isEmpty()
                ? null
                : marked.stream()
                        .map(i -> MarkMeasures.of(shapes.get(i).name(), initial[i], last[i]))
                        .toList();
    }

    /** The initial values of a tensor, not a copy. */
    double[] initial(int tensor) {
        return initial[tensor];
    }

    /** The values of a tensor at the last record, not a copy; overwritten by a later one. */
    double[] last(int tensor) {
        return last[tensor];
    }

    /** The values of all tensors at the last record by name, not copies. */
    Map<String, double[]> last() {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (int i = 0; i < last.length; i++) {
            values.put(shapes.get(i).name(), last[i]);
        }
        return values;
    }

    /** The digest of the weights of the last record. */
    String digest() {
        return WeightsDigest.of(Arrays.asList(last));
    }

    /** Whether the weights are still those of the last record, bit for bit. */
    boolean areAsRecorded(List<TensorView> views) {
        fillSpare(views);
        for (int i = 0; i < initial.length; i++) {
            if (!Arrays.equals(last[i], spare[i])) {
                return false;
            }
        }
        return recorded;
    }

    private void fillSpare(List<TensorView> views) {
        for (int i = 0; i < initial.length; i++) {
            views.get(i).copyTo(spare[i]);
        }
    }

    private static double[][] emptyLike(double[][] arrays) {
        return Arrays.stream(arrays).map(a -> new double[a.length]).toArray(double[][]::new);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far the tensors of one model have moved, each and all together. The total is that of all
 * values in one row: sums add up, moments are merged, and its histogram counts every tensor's
 * deviations over the total's own range. Nothing is concatenated.
 *
 * <p>Two passes over memory: one takes sums and moments, of a piece of a tensor at a time
 * while the cache holds it, the other counts what lies in bins and beyond thresholds, which the
 * first one gives. Pieces are
 * shared among the threads of the common pool; the result does not depend on how many there are.
 * Every sum is a compensated sum of block totals; norms agree with any other careful summation to
 * a relative 1e-12.
 *
 * @param tensors measures of each tensor, in the order given
 * @param total measures of all values together, named {@value #TOTAL}
 */
public record Deviation(List<TensorMeasures> tensors, TensorMeasures total) {

    /** The name of the measures of all tensors together. */
    public static final String TOTAL = "total";

    /** How many bins a histogram of deviations has. */
    public static final int BINS = 101;

    /** How many rms a histogram of deviations reaches to either side. */
    public static final double REACH = 5;

    public Deviation {
        tensors = List.copyOf(tensors);
    }

    /**
     * Measures a model.
     *
     * @param tensors the values of its tensors
     * @return measures of each and of all; with no tensor, a total of no values
     */
    public static Deviation of(List<TensorValues> tensors) {
        List<Chunk> pieces = Chunk.cut(tensors);
        List<TensorSums> parts = pieces.parallelStream().map(TensorSums::of).toList();
        List<TensorSums> own = tensors.stream().map(tensor -> new TensorSums()).toList();
        for (int i = 0; i < parts.size(); i++) {
            own.get(pieces.get(i).index()).merge(parts.get(i));
        }
        TensorSums all = new TensorSums();
        own.forEach(all::merge);

        double[] reaches =
                Stream.concat(own.stream(), Stream.of(all))
                        .mapToDouble(sums -> REACH * sums.rms())
                        .toArray();
        double[] halfWidths = own.stream().mapToDouble(TensorSums::halfWidth).toArray();
        DeviationCounts counts = new DeviationCounts(pieces, reaches, halfWidths);
        List<TensorMeasures> each = new ArrayList<>(tensors.size());
        for (int i = 0; i < tensors.size(); i++) {
            TensorValues tensor = tensors.get(i);
            each.add(
                    own.get(i)
                            .measures(
                                    tensor.name(),
                                    tensor.shape(),
                                    counts.histogram(i),
                                    Finite.orNull(halfWidths[i]),
                                    counts.shares(i)));
        }
        int total = tensors.size();
        return new Deviation(
                each,
                all.measures(
                        TOTAL, List.of(), counts.histogram(total), null, counts.shares(total)));
    }
}

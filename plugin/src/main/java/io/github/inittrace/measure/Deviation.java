// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the tensors of one model have moved, each and all together. The total is that of all
 * values in one row: sums add up, moments are merged, and its histogram counts every tensor's
 * deviations over the total's own range. Nothing is concatenated.
 *
 * <p>Three passes over each tensor, in blocks of 1024 values, with no allocation per value. Every
 * sum is a compensated sum of block totals; norms agree with any other careful summation to a
 * relative 1e-12.
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
        List<TensorMeasures> each = new ArrayList<>(tensors.size());
        TensorSums sums = new TensorSums();
        for (TensorValues tensor : tensors) {
            TensorSums own = TensorSums.of(tensor);
            each.add(own.measures(tensor.name(), tensor.shape(), List.of(tensor)));
            sums.merge(own);
        }
        return new Deviation(each, sums.measures(TOTAL, List.of(), tensors));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.measure.ConditionalDistribution;
import io.github.inittrace.measure.MarkMeasures;
import java.util.ArrayList;
import java.util.List;

/** Where the weights of every matrix are, by where they started; vectors are left out. */
public final class Conditionals {
    private Conditionals() {}

    /**
     * The distributions of the tensors of two or more dimensions, in the order of their shapes.
     *
     * @param epoch the epoch's index
     * @param shapes the names and shapes of all tensors
     * @param initial their initial values; not changed
     * @param current their values after that epoch; not changed
     * @return a record of each
     */
    public static List<ConditionalRecord> of(
            int epoch, List<TensorShape> shapes, double[][] initial, double[][] current) {
        List<ConditionalRecord> records = new ArrayList<>();
        for (int i = 0; i < initial.length; i++) {
            TensorShape shape = shapes.get(i);
            if (shape.shape().size() > 1) {
                records.add(
                        new ConditionalRecord(
                                epoch,
                                shape.name(),
                                shape.shape(),
                                distribution(shape, initial[i], current[i])));
            }
        }
        return records;
    }

    /** Of a matrix that starts with a mark, the weights that were zeroed are left out. */
    private static ConditionalDistribution distribution(
            TensorShape shape, double[] initial, double[] current) {
        boolean[] excluded = new boolean[initial.length];
        if (MarkMeasures.isMarked(shape.shape(), initial)) {
            for (int i = 0; i < initial.length; i++) {
                excluded[i] = initial[i] == 0;
            }
        }
        return ConditionalDistribution.of(initial, current, excluded);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.measure.ConditionalDistribution;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.TensorShape;
import java.util.ArrayList;
import java.util.List;

/** Where the weights of every matrix are, by where they started; vectors are left out. */
final class Conditionals {
    private Conditionals() {}

    /** The distributions of the tensors of two or more dimensions, in the order of their shapes. */
    static List<ConditionalRecord> of(
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

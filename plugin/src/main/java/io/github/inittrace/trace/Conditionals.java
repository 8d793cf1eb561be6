// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.measure.ConditionalDistribution;
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
                                ConditionalDistribution.of(initial[i], current[i])));
            }
        }
        return records;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.measure.Difference;
import io.github.inittrace.measure.PairDistributions;
import io.github.inittrace.measure.PairMeasures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a tensor of one model differs from the one that belongs to it in another.
 *
 * @param pair the two tensors
 * @param measures how they differ; null if values of theirs are of a type that is not read,
 *     or of two kinds, such as integers and floating-point numbers
 */
public record TensorDiff(TensorPair pair, @Nullable PairMeasures measures) {

    /** The tensor's name in the first model. */
    public String name() {
        return pair.a().name();
    }

    /** How they differ place by place; null if they are of different shapes or not read. */
    public @Nullable Difference difference() {
        return measures == null ? null : measures.difference();
    }

    /** Whether both tensors have one shape and the same values. */
    public boolean isNone() {
        Difference difference = difference();
        return difference != null
                && pair.isOfOneShape()
                && difference.unchanged() == difference.count();
    }

    /**
     * Reads both tensors once more and finds out how their values are distributed.
     *
     * @return the distributions; null if values are of a type that is not read
     * @throws IOException if they cannot be read; the message is one sentence that names the file
     */
    public @Nullable PairDistributions distributions() throws IOException {
        if (measures == null) {
            return null;
        }
        List<Integer> shape = pair.a().shape();
        boolean matrix = shape.size() == 2;
        try (FileValues a = FileValues.open(pair.a());
                FileValues b = FileValues.open(pair.b())) {
            return PairDistributions.of(
                    a,
                    pair.ordered(b),
                    measures,
                    matrix ? shape.get(0) : 0,
                    matrix ? shape.get(1) : 0);
        }
    }

    /**
     * Where the values differ most.
     *
     * @return an index for each dimension of a's shape, from 0; empty for a single number, and null
     *     where there is no such place
     */
    public @Nullable List<Integer> maxIndex() {
        Difference difference = difference();
        if (difference == null || difference.maxAt() == null) {
            return null;
        }
        long rest = difference.maxAt();
        List<Integer> index = new ArrayList<>();
        List<Integer> shape = pair.a().shape();
        for (int i = shape.size() - 1; i >= 0; i--) {
            index.add((int) (rest % shape.get(i)));
            rest /= shape.get(i);
        }
        Collections.reverse(index);
        return List.copyOf(index);
    }
}

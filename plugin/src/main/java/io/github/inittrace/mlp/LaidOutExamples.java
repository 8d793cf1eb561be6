// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;

/** A data set laid out for training: features as rows, the label's id and the example's weight. */
final class LaidOutExamples {
    final int size;
    final int features;
    final int[] labels;
    final float[] weights;
    final InputRows rows;

    private LaidOutExamples(InputRows rows, int size, int features) {
        this.rows = rows;
        this.size = size;
        this.features = features;
        labels = new int[size];
        weights = new float[size];
    }

    /**
     * Lays out a data set.
     *
     * @param data the examples
     * @param indices which of them; all their labels must be known to {@code outputs}
     * @param what the data set's name, for messages
     * @param sparse whether features become sparse rows
     * @param arena has the dense rows
     * @throws IllegalArgumentException if an example has a feature or weight that is not a finite
     *     number, or a negative weight
     */
    static LaidOutExamples of(
            Dataset<Label> data,
            int[] indices,
            String what,
            ImmutableFeatureMap featureMap,
            ImmutableOutputInfo<Label> outputs,
            FeatureScaling scaling,
            boolean sparse,
            Arena arena) {
        int size = indices.length;
        int features = featureMap.size();
        InputRows rows = sparse ? new SparseRows(size) : new DenseRows(arena, size, features);
        LaidOutExamples laid = new LaidOutExamples(rows, size, features);
        int parts = (size + InputRows.PART - 1) / InputRows.PART;
        // Of several complaints the first in the order of the examples, whoever came upon one
        // first.
        IntStream.range(0, parts)
                .parallel()
                .mapToObj(
                        part -> {
                            int from = part * InputRows.PART;
                            int to = Math.min(size, from + InputRows.PART);
                            RowFiller filler = new RowFiller(featureMap, scaling);
                            return laid.lay(data, indices, from, to, what, outputs, filler);
                        })
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(
                        complaint -> {
                            throw complaint;
                        });
        return laid;
    }

    /** Lays out some of the examples, up to the first that cannot be. */
    private Optional<IllegalArgumentException> lay(
            Dataset<Label> data,
            int[] indices,
            int from,
            int to,
            String what,
            ImmutableOutputInfo<Label> outputs,
            RowFiller filler) {
        try {
            for (int i = from; i < to; i++) {
                String where = "example " + indices[i] + " of " + what;
                lay(i, data.getExample(indices[i]), where, outputs, filler);
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e);
        }
    }

    private void lay(
            int index,
            Example<Label> example,
            String where,
            ImmutableOutputInfo<Label> outputs,
            RowFiller filler) {
        float weight = example.getWeight();
        if (!(weight >= 0f) || Float.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    where + " must have a finite weight of at least 0, found " + weight);
        }
        labels[index] = outputs.getID(example.getOutput());
        weights[index] = weight;
        filler.fill(example, where);
        rows.set(index, filler);
    }

    /** Whether features are sparse rows. */
    boolean isSparse() {
        return rows instanceof SparseRows;
    }

    /** The share of values that are not zero. */
    double density() {
        return rows.nonZeros() / ((double) size * features);
    }

    /** How many values of all examples are not zero once they are scaled. */
    static long nonZeros(Dataset<Label> data, FeatureScaling scaling) {
        return IntStream.range(0, data.size())
                .parallel()
                .mapToLong(i -> RowFiller.nonZeros(data.getExample(i), scaling))
                .sum();
    }
}

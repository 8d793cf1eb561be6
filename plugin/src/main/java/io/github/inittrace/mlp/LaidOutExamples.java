// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.text.SafeText;
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

    private LaidOutExamples(InputRows rows, int features, int[] labels, float[] weights) {
        this.rows = rows;
        size = labels.length;
        this.features = features;
        this.labels = labels;
        this.weights = weights;
    }

    /** The same examples with other weights. */
    LaidOutExamples withWeights(float[] others) {
        return new LaidOutExamples(rows, features, labels, others);
    }

    /**
     * Lays out a data set.
     *
     * @param data the examples
     * @param indices which of them
     * @param what the data set's name, for messages
     * @param sparse whether features become sparse rows
     * @param arena has the rows of what is neither sparse nor images
     * @throws IllegalArgumentException if an example has a feature or weight that is not a finite
     *     number, a negative weight, or a label that {@code outputs} does not have
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
        PixelRows images = sparse ? null : PixelRows.of(data, indices, featureMap, scaling, arena);
        InputRows rows;
        if (images != null) {
            rows = images;
        } else {
            rows = sparse ? new SparseRows(size) : new FloatRows(arena, size, features);
        }
        LaidOutExamples laid = new LaidOutExamples(rows, features, new int[size], new float[size]);
        int parts = (size + InputRows.PART - 1) / InputRows.PART;
        Parts.inParallel(
                parts,
                part -> {
                    int from = part * InputRows.PART;
                    int to = Math.min(size, from + InputRows.PART);
                    RowFiller filler = new RowFiller(featureMap, scaling);
                    for (int i = from; i < to; i++) {
                        String where = "example " + indices[i] + " of " + what;
                        laid.lay(i, data.getExample(indices[i]), where, outputs, filler);
                    }
                    return laid;
                });
        return laid;
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
        if (labels[index] < 0) {
            throw new IllegalArgumentException(
                    where
                            + " must have a label of the data set's, found "
                            + SafeText.of(example.getOutput().getLabel()));
        }
        weights[index] = weight;
        rows.set(index, example, filler, where);
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

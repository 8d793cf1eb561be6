// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.data.ImageExample;
import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.FloatMatrix;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;

/**
 * A data set laid out for the kernels: one row of scaled float32 features per example, the label's
 * id and the example's weight.
 */
final class DenseExamples {
    /** How many examples one thread lays out at a time. */
    private static final int PART = 2048;

    /** Rows are kept in blocks of at most this many bytes: a native matrix ends at 2 GiB. */
    private static final long BLOCK_BYTES = 1L << 28;

    final int size;
    final int features;
    final int[] labels;
    final float[] weights;
    private final int rowsPerBlock;
    private final FloatMatrix[] blocks;

    private DenseExamples(Arena arena, int size, int features) {
        this.size = size;
        this.features = features;
        labels = new int[size];
        weights = new float[size];
        rowsPerBlock = (int) Math.max(1, BLOCK_BYTES / ((long) features * Float.BYTES));
        blocks = new FloatMatrix[(size + rowsPerBlock - 1) / rowsPerBlock];
        for (int i = 0; i < blocks.length; i++) {
            int rows = Math.min(rowsPerBlock, size - i * rowsPerBlock);
            blocks[i] = arena.allocate(rows, features);
        }
    }

    /**
     * Lays out a data set.
     *
     * @param data the examples
     * @param indices which of them; all their labels must be known to {@code outputs}
     * @param what the data set's name, for messages
     * @throws IllegalArgumentException if an example has a feature or weight that is not a finite
     *     number, or a negative weight
     */
    static DenseExamples of(
            Dataset<Label> data,
            int[] indices,
            String what,
            ImmutableFeatureMap featureMap,
            ImmutableOutputInfo<Label> outputs,
            FeatureScaling scaling,
            Arena arena) {
        DenseExamples dense = new DenseExamples(arena, indices.length, featureMap.size());
        int parts = (indices.length + PART - 1) / PART;
        // Of several complaints the first in the order of the examples, whoever came upon one
        // first.
        IntStream.range(0, parts)
                .parallel()
                .mapToObj(
                        part -> {
                            int from = part * PART;
                            int to = Math.min(indices.length, from + PART);
                            RowFiller filler = new RowFiller(featureMap, scaling);
                            return dense.lay(data, indices, from, to, what, outputs, filler);
                        })
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(
                        complaint -> {
                            throw complaint;
                        });
        return dense;
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
        blocks[index / rowsPerBlock].writeRow(index % rowsPerBlock, filler.row, 0, features);
    }

    /** Copies the features of example {@code index} to the start of a row of {@code target}. */
    void copyTo(int index, FloatMatrix target, int row) {
        target.copyRow(row, blocks[index / rowsPerBlock], index % rowsPerBlock);
    }

    /** Turns sparse examples into dense rows. */
    static final class RowFiller {
        final float[] row;
        private final ImmutableFeatureMap featureMap;
        private final FeatureScaling scaling;

        // Dense sources hand out the same name object at the same position in every example;
        // comparing references then saves a hash lookup per feature.
        private final String[] lastNames;
        private final int[] lastIds;

        /** What becomes of each value that a pixel can have. */
        private final float[] scaledPixels = new float[256];

        /** The ids of the pixels of images of one size, which have the same names in all. */
        private int[] pixelIds = {};

        private int knownPixels;

        RowFiller(ImmutableFeatureMap featureMap, FeatureScaling scaling) {
            this.featureMap = featureMap;
            this.scaling = scaling;
            row = new float[featureMap.size()];
            lastNames = new String[row.length];
            lastIds = new int[row.length];
            for (int value = 0; value < scaledPixels.length; value++) {
                scaledPixels[value] = scaling.apply(value);
            }
        }

        /**
         * Fills {@link #row} from an example and returns how many of its features the model knows.
         *
         * @throws IllegalArgumentException if a value is not a finite number
         */
        int fill(Example<Label> example, String where) {
            Arrays.fill(row, scaling.apply(0f));
            if (example instanceof ImageExample<Label> image && image.hasPixels()) {
                return fillPixels(image);
            }
            int position = 0;
            int known = 0;
            for (Feature feature : example) {
                String name = feature.getName();
                int id;
                if (position < lastNames.length) {
                    if (lastNames[position] != name) {
                        lastNames[position] = name;
                        lastIds[position] = featureMap.getID(name);
                    }
                    id = lastIds[position];
                } else {
                    id = featureMap.getID(name);
                }
                position++;
                if (id >= 0) {
                    float value = (float) feature.getValue();
                    if (!Float.isFinite(value)) {
                        throw new IllegalArgumentException(
                                where
                                        + " must have features that are finite in float32, found "
                                        + feature.getValue()
                                        + " for '"
                                        + name
                                        + "'");
                    }
                    row[id] = scaling.apply(value);
                    known++;
                }
            }
            return known;
        }

        private int fillPixels(ImageExample<Label> image) {
            if (pixelIds.length != image.size()) {
                pixelIds = new int[image.size()];
                int index = 0;
                knownPixels = 0;
                for (Feature feature : image) {
                    int id = featureMap.getID(feature.getName());
                    pixelIds[index++] = id;
                    knownPixels += id >= 0 ? 1 : 0;
                }
            }
            for (int i = 0; i < pixelIds.length; i++) {
                int id = pixelIds[i];
                if (id >= 0) {
                    row[id] = scaledPixels[image.pixel(i)];
                }
            }
            return knownPixels;
        }
    }
}

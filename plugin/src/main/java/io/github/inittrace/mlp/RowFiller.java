// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.data.ImageExample;
import java.util.Arrays;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.classification.Label;

/** Turns examples one after the other into a row of scaled float32 values by a network's input. */
final class RowFiller {
    /** The values of the last example, by input. */
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

    /** The inputs that the last example has, in its order. */
    private int[] filled = {};

    private int filledCount;

    RowFiller(ImmutableFeatureMap featureMap, FeatureScaling scaling) {
        this.featureMap = featureMap;
        this.scaling = scaling;
        row = new float[featureMap.size()];
        Arrays.fill(row, scaling.apply(0f));
        lastNames = new String[row.length];
        lastIds = new int[row.length];
        for (int value = 0; value < scaledPixels.length; value++) {
            scaledPixels[value] = scaling.apply(value);
        }
    }

    /** How many values of an example are not zero once they are scaled, by its own features. */
    static long nonZeros(Example<Label> example, FeatureScaling scaling) {
        long count = 0;
        if (example instanceof ImageExample<Label> image && image.hasPixels()) {
            for (int i = 0; i < image.size(); i++) {
                count += scaling.apply(image.pixel(i)) == 0f ? 0 : 1;
            }
            return count;
        }
        for (Feature feature : example) {
            count += scaling.apply((float) feature.getValue()) == 0f ? 0 : 1;
        }
        return count;
    }

    /**
     * Fills {@link #row} from an example and returns how many of its features the model knows.
     *
     * @throws IllegalArgumentException if a value is not a finite number
     */
    int fill(Example<Label> example, String where) {
        // Only what the last example has left: a long row of few values is not worth walking.
        for (int i = 0; i < filledCount; i++) {
            row[filled[i]] = scaling.apply(0f);
        }
        filledCount = 0;
        if (filled.length < example.size()) {
            filled = new int[example.size()];
        }
        if (example instanceof ImageExample<Label> image && image.hasPixels()) {
            return fillPixels(image);
        }
        int position = 0;
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
                filled[filledCount++] = id;
            }
        }
        return filledCount;
    }

    private int fillPixels(ImageExample<Label> image) {
        if (pixelIds.length != image.size()) {
            pixelIds = new int[image.size()];
            int index = 0;
            for (Feature feature : image) {
                pixelIds[index++] = featureMap.getID(feature.getName());
            }
        }
        for (int i = 0; i < pixelIds.length; i++) {
            int id = pixelIds[i];
            if (id >= 0) {
                row[id] = scaledPixels[image.pixel(i)];
                filled[filledCount++] = id;
            }
        }
        return filledCount;
    }

    /** The inputs that the last example has, in ascending order; those from {@link #count} on are not. */
    int[] filledInOrder() {
        for (int i = 1; i < filledCount; i++) {
            if (filled[i] < filled[i - 1]) {
                Arrays.sort(filled, 0, filledCount);
                break;
            }
        }
        return filled;
    }

    /** How many of them there are; one that an example has twice counts twice. */
    int count() {
        return filledCount;
    }
}

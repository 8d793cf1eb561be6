// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.data.ImageExample;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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

    private final float zero;

    /** The ids of the pixels of images of one size, which have the same names in all. */
    private int[] pixelIds = {};

    /** Those of them that are inputs. */
    private int[] pixelInputs = {};

    /** Whether several pixels are one input, as where their names are hashed. */
    private boolean doPixelsMeet;

    /** Room for the inputs of an example that is no image. */
    private int[] inputs = {};

    /** The inputs that the last example has, in its order: of the one or the other kind. */
    private int[] filled = inputs;

    private int filledCount;

    /** Which example had an input last, by their count. */
    private final int[] lastExamples;

    private int examples;

    RowFiller(ImmutableFeatureMap featureMap, FeatureScaling scaling) {
        this.featureMap = featureMap;
        this.scaling = scaling;
        row = new float[featureMap.size()];
        lastExamples = new int[row.length];
        zero = scaling.apply(0f);
        Arrays.fill(row, zero);
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
     * Fills {@link #row} from an example and returns how many of its features the model knows. Values
     * of one input, as of features that are hashed to one, are added, as Tribuo's own models do.
     *
     * @throws IllegalArgumentException if a value is not a finite number
     */
    int fill(Example<Label> example, String where) {
        if (example instanceof ImageExample<Label> image && image.hasPixels()) {
            learn(image);
            if (!doPixelsMeet) {
                return fillPixels(image);
            }
        }
        clear();
        if (inputs.length < example.size()) {
            inputs = new int[example.size()];
        }
        filled = inputs;
        int position = 0;
        boolean isAnyTwice = false;
        examples++;
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
                isAnyTwice |= lastExamples[id] == examples;
                lastExamples[id] = examples;
            }
        }
        if (isAnyTwice) {
            add(example, where);
        }
        return filledCount;
    }

    private void add(Example<Label> example, String where) {
        Map<Integer, Double> sums = new HashMap<>();
        for (Feature feature : example) {
            int id = featureMap.getID(feature.getName());
            if (id >= 0) {
                sums.merge(id, feature.getValue(), Double::sum);
            }
        }
        sums.forEach((id, sum) -> row[id] = scaling.apply(finite(sum, where)));
    }

    private static float finite(double sum, String where) {
        float value = (float) sum;
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(
                    where
                            + " must have features that are finite in float32, found a sum of "
                            + sum
                            + " for features of one name or hash");
        }
        return value;
    }

    /** Finds out which inputs the pixels of images of a size are. */
    private void learn(ImageExample<Label> image) {
        if (pixelIds.length != image.size()) {
            clear();
            pixelIds = new int[image.size()];
            int index = 0;
            for (Feature feature : image) {
                pixelIds[index++] = featureMap.getID(feature.getName());
            }
            pixelInputs = Arrays.stream(pixelIds).filter(id -> id >= 0).toArray();
            doPixelsMeet = Arrays.stream(pixelInputs).distinct().count() < pixelInputs.length;
        }
    }

    private int fillPixels(ImageExample<Label> image) {
        if (filled != pixelInputs) {
            clear();
            filled = pixelInputs;
            filledCount = pixelInputs.length;
        }
        for (int i = 0; i < pixelIds.length; i++) {
            if (pixelIds[i] >= 0) {
                row[pixelIds[i]] = scaledPixels[image.pixel(i)];
            }
        }
        return filledCount;
    }

    /** Only what the last example has left: a long row of few values is not worth walking. */
    private void clear() {
        for (int i = 0; i < filledCount; i++) {
            row[filled[i]] = zero;
        }
        filledCount = 0;
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

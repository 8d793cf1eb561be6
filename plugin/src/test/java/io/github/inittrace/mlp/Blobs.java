// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.Random;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Labelled clouds of points, for tests. */
final class Blobs {
    private Blobs() {}

    /** {@code size} examples of {@code features} features around {@code classes} centres. */
    static MutableDataset<Label> of(int size, int features, int classes, long seed) {
        return weighted(size, features, classes, seed, 1f);
    }

    /** As {@link #of}, with weights cycling through 1, {@code weight}, 1, {@code weight}, ... */
    static MutableDataset<Label> weighted(
            int size, int features, int classes, long seed, float weight) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("blobs", factory), factory);
        Random random = new Random(seed);
        double[][] centres = new double[classes][features];
        for (double[] centre : centres) {
            for (int j = 0; j < features; j++) {
                centre[j] = random.nextGaussian();
            }
        }
        String[] names = new String[features];
        for (int j = 0; j < features; j++) {
            names[j] = String.format("%04d", j);
        }
        for (int i = 0; i < size; i++) {
            int label = i % classes;
            double[] values = new double[features];
            for (int j = 0; j < features; j++) {
                values[j] = centres[label][j] + 0.5 * random.nextGaussian();
            }
            ArrayExample<Label> example =
                    new ArrayExample<>(new Label("class-" + label), names, values);
            example.setWeight(i % 2 == 0 ? 1f : weight);
            data.add(example);
        }
        return data;
    }
}

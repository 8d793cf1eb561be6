// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import java.util.Random;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Points of two classes around two centres. */
public final class Points {
    private static final LabelFactory FACTORY = new LabelFactory();

    private Points() {}

    /** The same points for the same seed. */
    public static MutableDataset<Label> of(int size, long seed) {
        MutableDataset<Label> data = empty();
        Random random = new Random(seed);
        for (int i = 0; i < size; i++) {
            double side = i % 2 == 0 ? 1 : -1;
            add(data, new Label(side > 0 ? "right" : "left"), side + random.nextGaussian() / 4);
        }
        return data;
    }

    /** Points nobody has labelled. */
    public static MutableDataset<Label> unlabelled() {
        MutableDataset<Label> data = empty();
        add(data, LabelFactory.UNKNOWN_LABEL, 1);
        return data;
    }

    private static MutableDataset<Label> empty() {
        return new MutableDataset<>(new SimpleDataSourceProvenance("points", FACTORY), FACTORY);
    }

    private static void add(MutableDataset<Label> data, Label label, double x) {
        data.add(new ArrayExample<>(label, new String[] {"x", "y"}, new double[] {x, 1 - x}));
    }
}

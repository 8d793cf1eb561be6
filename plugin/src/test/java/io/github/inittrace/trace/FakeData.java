// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Data sets of two classes with features {@code x} and {@code y}. */
public final class FakeData {
    private FakeData() {}

    public static MutableDataset<Label> of(int examples) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("fake data", factory), factory);
        for (int i = 0; i < examples; i++) {
            data.add(
                    new ArrayExample<>(
                            new Label(i % 2 == 0 ? "even" : "odd"),
                            new String[] {"x", "y"},
                            new double[] {i + 1, i + 2}));
        }
        return data;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Labelled examples with few of many features, for tests. */
final class SparseTexts {
    private SparseTexts() {}

    /**
     * Examples of three classes, of which the first has a zero that is written out, the last no
     * feature in common with another, and every third the weight 0.5.
     *
     * @param features how many there are altogether; all occur
     * @param each how many an example has, with values from -1 to 1
     */
    static MutableDataset<Label> of(int size, int features, int each, long seed) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("texts", factory), factory);
        Random random = new Random(seed);
        for (int i = 0; i < size; i++) {
            int label = i % 3;
            TreeSet<Integer> columns = new TreeSet<>();
            columns.add(i % (features - 1));
            while (columns.size() < each) {
                // Words of a class, and words of all.
                int word = random.nextInt(features - 1);
                columns.add(random.nextBoolean() ? word / 3 * 3 % (features - 3) + label : word);
            }
            if (i == size - 1) {
                columns.add(features - 1);
            }
            List<String> names = new ArrayList<>();
            double[] values = new double[columns.size()];
            for (int column : columns) {
                values[names.size()] = i == 0 && names.isEmpty() ? 0.0 : random.nextFloat() * 2 - 1;
                names.add(name(column));
            }
            ArrayExample<Label> example =
                    new ArrayExample<>(
                            new Label("class-" + label), names.toArray(new String[0]), values);
            example.setWeight(i % 3 == 2 ? 0.5f : 1f);
            data.add(example);
        }
        return data;
    }

    static String name(int column) {
        return String.format(Locale.ROOT, "%05d", column);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * Labelled examples of any kind, parted into those to train on and those held out.
 *
 * @param name what to call the set
 * @param train what to train on
 * @param test what is held out
 * @param shape the size of the images, or null if the examples are none
 * @param inputOrder the features in the order of the file's columns, for {@code
 *     MLPClassificationTrainer.Builder.inputOrder}; empty where it is that of their names, as of
 *     pixels
 */
public record LoadedData(
        String name,
        MutableDataset<Label> train,
        MutableDataset<Label> test,
        @Nullable ImageShape shape,
        List<String> inputOrder) {
    public LoadedData {
        inputOrder = List.copyOf(inputOrder);
    }

    /** Examples whose features are in the order of their names. */
    public LoadedData(
            String name,
            MutableDataset<Label> train,
            MutableDataset<Label> test,
            @Nullable ImageShape shape) {
        this(name, train, test, shape, List.of());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

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
 */
public record LoadedData(
        String name,
        MutableDataset<Label> train,
        MutableDataset<Label> test,
        @Nullable ImageShape shape) {}

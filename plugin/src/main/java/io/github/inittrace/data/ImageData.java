// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * A set of grey images with labels, parted into those to train on and those held out.
 *
 * @param name the catalogue's name of the set
 * @param train what to train on
 * @param test what is held out
 * @param height the height of every image in pixels
 * @param width the width of every image in pixels
 */
public record ImageData(
        String name,
        MutableDataset<Label> train,
        MutableDataset<Label> test,
        int height,
        int width) {}

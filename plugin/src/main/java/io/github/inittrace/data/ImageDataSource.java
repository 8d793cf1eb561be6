// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.util.List;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ConfiguredDataSourceProvenance;

/**
 * Images of one size. Each pass hands out new examples, which share the pixels until one of them is
 * changed.
 */
abstract class ImageDataSource extends LabelDataSource {
    private int height;
    private int width;

    /** As {@link #keep(List, ConfiguredDataSourceProvenance, List)}, of images of this size. */
    final void keep(
            List<ImageExample<Label>> images,
            int rows,
            int columns,
            ConfiguredDataSourceProvenance from,
            List<String> found) {
        height = rows;
        width = columns;
        keep(images, from, found);
    }

    @Override
    final Example<Label> handedOut(Example<Label> image) {
        return image.copy();
    }

    /** {@return the height of every image in pixels} */
    public final int getHeight() {
        return height;
    }

    /** {@return the width of every image in pixels} */
    public final int getWidth() {
        return width;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import java.io.IOException;
import java.nio.file.Path;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Data sets that tests skip without. */
public final class RealImages {
    private RealImages() {}

    /** MNIST, where somebody has put it. */
    static LoadedData mnist() throws IOException {
        String folder =
                System.getProperty(
                        "inittrace.mnist.dir",
                        System.getenv().getOrDefault("INITTRACE_MNIST_DIR", ""));
        assumeTrue(!folder.isEmpty(), "INITTRACE_MNIST_DIR does not name a folder with MNIST");
        return DatasetLoader.of(DatasetLoader.MNIST).path(Path.of(folder)).load();
    }

    /** The first images. */
    static MutableDataset<Label> first(int size, Dataset<Label> images) {
        MutableDataset<Label> first = empty();
        for (int i = 0; i < size; i++) {
            first.add(images.getExample(i));
        }
        return first;
    }

    /** The same images with x replaced by 255 - x: on a white ground instead of a black one. */
    public static MutableDataset<Label> inverted(Dataset<Label> images) {
        String[] names = images.getFeatureMap().keySet().stream().sorted().toArray(String[]::new);
        MutableDataset<Label> inverted = empty();
        for (Example<Label> image : images) {
            double[] values = new double[names.length];
            for (int j = 0; j < names.length; j++) {
                Feature pixel = image.lookup(names[j]);
                values[j] = 255 - (pixel == null ? 0 : pixel.getValue());
            }
            inverted.add(new ArrayExample<>(image.getOutput(), names, values));
        }
        return inverted;
    }

    private static MutableDataset<Label> empty() {
        LabelFactory factory = new LabelFactory();
        return new MutableDataset<>(new SimpleDataSourceProvenance("images", factory), factory);
    }
}

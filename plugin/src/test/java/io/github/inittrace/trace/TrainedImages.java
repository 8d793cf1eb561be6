// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** Images to train small networks on, as the evidence for the alarms did. */
final class TrainedImages {
    private static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");

    private TrainedImages() {}

    /** The first images of Fashion-MNIST; skips the test where they are not installed. */
    static Dataset<Label> fashion(int count) throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("expected Debian's dataset-fashion-mnist under CI, found none; install it");
            }
            assumeTrue(false, "skipped: Debian's dataset-fashion-mnist is not installed");
        }
        Dataset<Label> all = DatasetLoader.of("fashion-mnist").load().train();
        return new MutableDataset<>(
                all.getData().subList(0, count), all.getSourceProvenance(), all.getOutputFactory());
    }

    static Dataset<Label> digits(int count) {
        return new MutableDataset<>(new DigitsDataSource(count, 7));
    }

    /** Plain SGD in batches of 128. */
    static MLPClassificationTrainer.Builder trainer(int width, double rate, int epochs) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(width, width)
                .learningRate(rate)
                .batchSize(128)
                .epochs(epochs)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .workers(2);
    }
}

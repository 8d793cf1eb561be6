// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.data.DebianFashionMnist;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import java.io.IOException;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** Images to train small networks on, as the evidence for the alarms did. */
final class TrainedImages {
    private TrainedImages() {}

    /** The first images of Fashion-MNIST; skips the test where they are not installed. */
    static Dataset<Label> fashion(int count) throws IOException {
        Dataset<Label> all = DebianFashionMnist.load().train();
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

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationModel;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.classification.Label;

/**
 * A run on images, in memory and on disk.
 *
 * @param data the images
 * @param run what training returned
 * @param folder what it wrote
 */
record RealRun(LoadedData data, TracedRun<Label> run, RunFolder folder) {

    /** Debian's Fashion-MNIST, or the drawn digits where it is not installed. */
    static LoadedData images() throws IOException {
        return Tools.fashionMnist().isPresent()
                ? DatasetLoader.of(DatasetLoader.FASHION_MNIST).load()
                : DatasetLoader.of(DatasetLoader.DIGITS).load();
    }

    /** Two epochs of a network with two hidden layers of 64 units. */
    static RealRun on(LoadedData data, Path folder) throws IOException {
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(64, 64)
                        .epochs(2)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        TracedRun<Label> run =
                InitTrace.of(trainer)
                        .validateOn("test", data.test())
                        .inputShape(28, 28)
                        .recording(Recording.full().trainingSample(1000))
                        .runFolder(folder)
                        .run(data.train());
        return new RealRun(data, run, RunFolder.open(folder));
    }

    Path initialFile() {
        return folder.initialModel().orElseThrow();
    }

    Path trainedFile() {
        return folder.trainedModel().orElseThrow();
    }

    MLPClassificationModel initialModel() {
        return (MLPClassificationModel) run.initialModel();
    }

    MLPClassificationModel trainedModel() {
        return (MLPClassificationModel) run.model();
    }

    /** The first thousand held-out images. */
    List<Example<Label>> thousandImages() {
        return first(data.test(), 1000);
    }

    static List<Example<Label>> first(Dataset<Label> dataset, int count) {
        return List.copyOf(dataset.getData().subList(0, count));
    }
}

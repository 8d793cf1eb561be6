// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.data.ImageExample;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Pixels are read without an object for each; nothing but the speed may tell. */
class ImagesAreExamplesTest {
    private static final Dataset<Label> IMAGES = new MutableDataset<>(new DigitsDataSource(300, 1));

    @Test
    void train_onImages_hasTheBitsOfTrainingOnTheSameFeatures() {
        MutableDataset<Label> plain = empty();
        IMAGES.forEach(image -> plain.add(new ArrayExample<>(image)));
        assertThat(weights(trainer().train(IMAGES))).isEqualTo(weights(trainer().train(plain)));
    }

    @Test
    void predict_imagesWithUnknownPixels_isAsForTheSameFeatures() {
        MutableDataset<Label> some = empty();
        for (Example<Label> image : IMAGES) {
            ArrayExample<Label> part = new ArrayExample<>(image);
            part.removeFeatures(
                    IntStream.range(0, 100).mapToObj(i -> feature(image, 7 * i)).toList());
            some.add(part);
        }
        MLPClassificationModel model = trainer().train(some);
        List<Prediction<Label>> ofImages = model.predict(IMAGES);
        List<Prediction<Label>> ofFeatures = model.predict(asFeatures());
        for (int i = 0; i < IMAGES.size(); i++) {
            assertThat(ofImages.get(i).getOutputScores())
                    .isEqualTo(ofFeatures.get(i).getOutputScores());
            assertThat(ofImages.get(i).getNumActiveFeatures())
                    .isEqualTo(ofFeatures.get(i).getNumActiveFeatures())
                    .isEqualTo(684);
        }
    }

    /** A set may hold images of several sizes, and some that are no longer images. */
    @Test
    void train_onImagesOfSeveralKinds_hasTheBitsOfTrainingOnTheSameFeatures() {
        MutableDataset<Label> mixed = empty();
        MutableDataset<Label> plain = empty();
        for (int i = 0; i < 90; i++) {
            Label label = new Label(Integer.toString(i % 3));
            byte[] pixels = new byte[i % 2 == 0 ? 16 : 25];
            for (int k = 0; k < pixels.length; k++) {
                pixels[k] = (byte) (31 * i + 77 * k);
            }
            ImageExample<Label> image = new ImageExample<>(label, pixels);
            if (i % 5 == 0) {
                image.set(new Feature("03", 0.25));
            }
            mixed.add(image);
            plain.add(new ArrayExample<>(image));
        }
        assertThat(weights(trainer().train(mixed))).isEqualTo(weights(trainer().train(plain)));
    }

    private static Feature feature(Example<Label> image, int pixel) {
        Feature[] found = new Feature[1];
        int index = 0;
        for (Feature feature : image) {
            if (index++ == pixel) {
                found[0] = feature;
            }
        }
        return found[0];
    }

    private static List<Example<Label>> asFeatures() {
        return IMAGES.getData().stream()
                .<Example<Label>>map(image -> new ArrayExample<>(image))
                .toList();
    }

    private static MutableDataset<Label> empty() {
        return new MutableDataset<>(
                new SimpleDataSourceProvenance("made by a test", new LabelFactory()),
                new LabelFactory());
    }

    private static MLPClassificationTrainer trainer() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(8)
                .epochs(2)
                .batchSize(32)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .build();
    }

    private static List<List<Double>> weights(MLPClassificationModel model) {
        return model.tensors().stream()
                .map(tensor -> Arrays.stream(tensor.copy()).boxed().toList())
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableDataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.dataset.DatasetView;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.hash.HashCodeHasher;
import org.tribuo.test.Helpers;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.TransformerMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;

/** Tribuo's own tools do with image examples what they do with Tribuo's examples. */
class TribuoToolsTest {
    private static final DummyClassifierTrainer TRAINER =
            DummyClassifierTrainer.createMostFrequentTrainer();

    private final DigitsDataSource source = new DigitsDataSource(60, 3);
    private final MutableDataset<Label> dataset = new MutableDataset<>(source);

    @TempDir Path folder;

    @Test
    void dataset_ofImages_isDenseWithAllPixels() {
        assertThat(dataset.isDense()).isTrue();
        assertThat(dataset.getFeatureMap().size()).isEqualTo(784);
        assertThat(dataset.getFeatureIDMap().get(783).getName()).isEqualTo("783");
        assertThat(dataset.getFeatureIDMap().get(7).getName()).isEqualTo("007");
    }

    @Test
    void dataset_savedAndReloaded_isEqualAndSmall() throws IOException {
        Helpers.testDatasetSerialization(dataset);
        Path file = folder.resolve("digits.tribuo");
        dataset.serializeToFile(file);

        Dataset<?> again = Dataset.deserializeFromFile(file);

        assertThat(again.getData()).isEqualTo(dataset.getData());
        assertThat(again.getExample(0)).isInstanceOf(ImageExample.class);
        // The feature domain takes 220 kB or so whatever the number of images.
        assertThat(Files.size(file)).isLessThan(60 * 1000 + 600_000);
    }

    @Test
    void views_ofAllKinds_seeTheExamples() {
        DatasetView<Label> sevens =
                DatasetView.createView(dataset, e -> e.getOutput().getLabel().equals("7"), "seven");
        DatasetView<Label> bag = DatasetView.createBootstrapView(dataset, 30, 1L);

        assertThat(sevens.size()).isEqualTo(6);
        assertThat(bag.size()).isEqualTo(30);
        Helpers.testDatasetSerialization(sevens);
    }

    @Test
    void immutableCopy_intoASmallerDomain_losesTheOtherFeatures() {
        ImmutableDataset<Label> copy = ImmutableDataset.copyDataset(dataset);
        assertThat(copy.getData()).isEqualTo(dataset.getData());

        MutableDataset<Label> small = MutableDataset.createDeepCopy(dataset);
        List<Feature> upperHalf = new ArrayList<>();
        dataset.getExample(0).forEach(upperHalf::add);
        small.forEach(e -> e.removeFeatures(upperHalf.subList(0, 392)));
        small.regenerateFeatureInfo();
        ImmutableDataset<Label> lower =
                ImmutableDataset.copyDataset(
                        dataset, small.getFeatureIDMap(), small.getOutputIDInfo());

        assertThat(lower.getExample(0).size()).isEqualTo(392);
        assertThat(lower.getData()).isEqualTo(small.getData());
        assertThat(dataset.getExample(0).size()).isEqualTo(784);
    }

    @Test
    void hashing_ofTheDomain_leavesTheExamples() {
        ImmutableDataset<Label> hashed =
                ImmutableDataset.hashFeatureMap(dataset, new HashCodeHasher("saltsaltsalt"));

        assertThat(hashed.getExample(0)).isEqualTo(dataset.getExample(0));
    }

    @Test
    void transformation_ofPixels_scalesACopyOnly() {
        TransformationMap scaling =
                new TransformationMap(List.of(new LinearScalingTransformation(0, 1)));
        TransformerMap transformers = dataset.createTransformers(scaling);
        MutableDataset<Label> scaled = transformers.transformDataset(dataset);

        for (int i = 0; i < dataset.size(); i++) {
            Example<Label> expected = transformers.transformExample(dataset.getExample(i));
            assertThat(scaled.getExample(i)).containsExactlyElementsOf(expected);
        }
        assertThat(scaled.getFeatureMap().size()).isEqualTo(784);
        assertThat(dataset).containsExactlyElementsOf(source);
        Helpers.testDatasetSerialization(scaled);
    }

    @Test
    void compositeTrainers_onImages_train() {
        TransformationMap scaling =
                new TransformationMap(List.of(new LinearScalingTransformation(0, 1)));
        Model<Label> scaled = new TransformTrainer<>(TRAINER, scaling, true).train(dataset);
        Model<Label> bagged = new BaggingTrainer<>(TRAINER, new VotingCombiner(), 3).train(dataset);

        assertThat(scaled.predict(dataset)).hasSize(60);
        assertThat(bagged.predict(dataset)).hasSize(60);
    }

    @Test
    void crossValidationAndSplits_onImages_coverThemAll() {
        MutableDataset<Label> many = new MutableDataset<>(new DigitsDataSource(200, 3));
        var folds = new CrossValidation<>(TRAINER, many, new LabelEvaluator(), 4, 1L).evaluate();
        TrainTestSplitter<Label> split = new TrainTestSplitter<>(source, 0.5, 1L);

        assertThat(folds).hasSize(4);
        assertThat(folds.stream().mapToInt(f -> f.getA().getPredictions().size()).sum())
                .isEqualTo(200);
        assertThat(new MutableDataset<>(split.getTrain()).size()).isEqualTo(30);
    }
}

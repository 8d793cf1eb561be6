// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.ImageExample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.ONNXExportable;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.hash.Hasher;
import org.tribuo.hash.ModHashCodeHasher;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.SparseVector;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Features that are hashed to one input, as words are. */
class HashedFeaturesTest {
    private static final String SALT = "some salt of eight letters or more";

    private static MutableDataset<Label> texts(int words) {
        Random random = new Random(1);
        List<Example<Label>> examples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ArrayExample<Label> text = new ArrayExample<>(new Label(i % 2 == 0 ? "a" : "b"));
            for (int word = 0; word < 20; word++) {
                text.add("word" + (random.nextInt(words / 20) * 20 + word), 1 + random.nextInt(3));
            }
            examples.add(text);
        }
        return dataset(examples);
    }

    private static MutableDataset<Label> dataset(List<Example<Label>> examples) {
        LabelFactory labels = new LabelFactory();
        return new MutableDataset<>(
                new ListDataSource<>(
                        examples, labels, new SimpleDataSourceProvenance("texts", labels)));
    }

    private static Dataset<Label> hashed(MutableDataset<Label> texts, Hasher hasher) {
        return ImmutableDataset.hashFeatureMap(ImmutableDataset.copyDataset(texts), hasher);
    }

    /** The reference is what Tribuo's own linear models make of an example. */
    @ParameterizedTest
    @EnumSource(
            value = FeatureScaling.class,
            names = {"NONE", "MINUS_ONE_TO_ONE"})
    void fill_ofCollidingFeatures_addsTheirValues(FeatureScaling scaling) {
        Dataset<Label> data = hashed(texts(100), new ModHashCodeHasher(30, SALT));
        RowFiller filler = new RowFiller(data.getFeatureIDMap(), scaling);
        int collisions = 0;
        for (Example<Label> text : data) {
            filler.fill(text, "the text");
            SparseVector expected =
                    SparseVector.createSparseVector(text, data.getFeatureIDMap(), false);
            collisions += text.size() - expected.numActiveElements();
            for (int id = 0; id < filler.row.length; id++) {
                assertThat(filler.row[id]).isEqualTo(scaling.apply((float) expected.get(id)));
            }
        }
        assertThat(collisions).isGreaterThan(100);
    }

    /** Several pixels of an image are one input then, which is no image of its own. */
    @Test
    void fill_ofPixelsThatMeet_addsTheirValues() throws IOException {
        MutableDataset<Label> digits = DatasetLoader.of("digits").load().train();
        Dataset<Label> data = hashed(digits, new ModHashCodeHasher(30, SALT));
        RowFiller filler = new RowFiller(data.getFeatureIDMap(), FeatureScaling.DIVIDE_BY_255);
        for (Example<Label> digit : data.getData().subList(0, 20)) {
            assertThat(digit).isInstanceOf(ImageExample.class);
            filler.fill(digit, "the digit");
            SparseVector expected =
                    SparseVector.createSparseVector(digit, data.getFeatureIDMap(), false);
            assertThat(digit.size()).isGreaterThan(expected.numActiveElements());
            for (int id = 0; id < filler.row.length; id++) {
                assertThat(filler.row[id])
                        .isEqualTo(FeatureScaling.DIVIDE_BY_255.apply((float) expected.get(id)));
            }
        }
    }

    /** Tribuo numbers them by names that are gone; its ensembles hand all parts the same columns. */
    @Test
    void exportONNXModel_ofAnEnsembleOnHashes_hasEveryNetwork() {
        MLPClassificationTrainer network =
                MLPClassificationTrainer.builder().hiddenLayers(3).epochs(1).build();
        Model<Label> ensemble =
                new BaggingTrainer<>(network, new VotingCombiner(), 3)
                        .train(hashed(texts(100), new ModHashCodeHasher(30, SALT)));
        assertThat(
                        ((ONNXExportable) ensemble)
                                .exportONNXModel("io.github.inittrace", 1)
                                .getGraph()
                                .getInitializerList())
                .filteredOn(tensor -> tensor.getName().contains("hidden1.weight"))
                .hasSize(3);
    }

    @Test
    void train_withAnInputOrder_isRefused() {
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder().inputOrder(List.of("word1")).build();
        Dataset<Label> data = hashed(texts(100), new ModHashCodeHasher(30, SALT));
        assertThatThrownBy(() -> trainer.train(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an input order needs the names of features, found hashes of them; train"
                                + " without an input order");
    }

    /** 21 words of a text are 20 inputs: of 1000, that is just not and just sparse enough. */
    @Test
    void train_whereRowsAreSparserThanExamples_isNotRefused() {
        Hasher hasher = new ModHashCodeHasher(1000, SALT);
        Map<String, List<String>> words = new LinkedHashMap<>();
        for (int i = 0;
                words.size() < 1000 || words.values().stream().anyMatch(w -> w.size() < 2);
                i++) {
            words.computeIfAbsent(hasher.hash("word" + i), any -> new ArrayList<>())
                    .add("word" + i);
        }
        List<List<String>> buckets = List.copyOf(words.values());
        List<Example<Label>> examples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ArrayExample<Label> text = new ArrayExample<>(new Label(i % 2 == 0 ? "a" : "b"));
            for (int word = 0; word < 20; word++) {
                text.add(buckets.get((20 * i + word) % 1000).get(0), 1);
            }
            text.add(buckets.get(20 * i % 1000).get(1), 1);
            examples.add(text);
        }
        Dataset<Label> data = hashed(dataset(examples), hasher);
        assertThat(data.getFeatureMap().size()).isEqualTo(1000);

        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder().hiddenLayers(3).epochs(1).build();
        assertThat(trainer.train(data).getFeatureIDMap().size()).isEqualTo(1000);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class NoisyLabelDataSourceTest {
    private final DigitsDataSource digits = new DigitsDataSource(1000, 4);

    private static List<String> labels(DataSource<Label> source) {
        return StreamSupport.stream(source.spliterator(), false)
                .map(example -> example.getOutput().getLabel())
                .toList();
    }

    private static long differing(List<String> some, List<String> others) {
        long differing = 0;
        for (int i = 0; i < some.size(); i++) {
            differing += some.get(i).equals(others.get(i)) ? 0 : 1;
        }
        return differing;
    }

    @Test
    void labels_ofAShare_areWrongAndSpreadOverAllOthers() {
        List<String> clean = labels(digits);
        List<String> noisy = labels(new NoisyLabelDataSource(digits, 0.3, 1));
        List<String> wrongThrees = new ArrayList<>();
        for (int i = 0; i < clean.size(); i++) {
            if (clean.get(i).equals("3") && !noisy.get(i).equals("3")) {
                wrongThrees.add(noisy.get(i));
            }
        }

        assertThat(differing(clean, noisy)).isEqualTo(300);
        assertThat(wrongThrees.stream().distinct().sorted())
                .containsExactly("0", "1", "2", "4", "5", "6", "7", "8", "9");
        assertThat(differing(clean.subList(0, 500), noisy.subList(0, 500))).isBetween(110L, 190L);
    }

    @Test
    void labels_followFromTheSeed() {
        List<String> first = labels(new NoisyLabelDataSource(digits, 0.3, 1));

        assertThat(labels(new NoisyLabelDataSource(digits, 0.3, 1))).isEqualTo(first);
        assertThat(labels(new NoisyLabelDataSource(digits, 0.3, 2))).isNotEqualTo(first);
        assertThat(differing(labels(digits), labels(new NoisyLabelDataSource(digits, 1, 1))))
                .isEqualTo(1000);
        assertThat(labels(new NoisyLabelDataSource(digits, 0, 1))).isEqualTo(labels(digits));
    }

    @Test
    void examples_keepPixelsAndOrder() {
        List<Example<Label>> noisy = new ArrayList<>();
        new NoisyLabelDataSource(digits, 1, 1).forEach(noisy::add);
        int i = 0;
        for (Example<Label> clean : digits) {
            ImageExample<Label> same =
                    ((ImageExample<Label>) noisy.get(i++)).relabelled(clean.getOutput());
            assertThat(same).isEqualTo(clean);
        }
    }

    @Test
    void examplesThatAreNoImages_keepWeightAndMetadata() {
        ArrayExample<Label> one = new ArrayExample<>(new Label("a"), 2f);
        one.add("x", 3);
        one.setMetadataValue("id", "first");
        ArrayExample<Label> two = new ArrayExample<>(new Label("b"));
        two.add("x", 4);
        LabelFactory labels = new LabelFactory();
        DataSource<Label> clean =
                new ListDataSource<>(
                        List.of(one, two), labels, new SimpleDataSourceProvenance("two", labels));

        Example<Label> noisy = new NoisyLabelDataSource(clean, 1, 1).iterator().next();

        assertThat(noisy.getOutput().getLabel()).isEqualTo("b");
        assertThat(noisy.getWeight()).isEqualTo(2f);
        assertThat(noisy.getMetadata()).containsEntry("id", "first");
    }

    @Test
    void provenance_survivesBeingWritten() {
        var provenance =
                new MutableDataset<>(new NoisyLabelDataSource(digits, 0.1, 7)).getProvenance();

        assertThat(ProvenanceUtil.unmarshalProvenance(ProvenanceUtil.marshalProvenance(provenance)))
                .isEqualTo(provenance);
        assertThat(provenance.toString()).contains("share=0.1,seed=7");
    }

    @Test
    void loader_leavesTestLabelsAlone() throws IOException {
        LoadedData clean = DatasetLoader.of("digits").load();
        LoadedData noisy = DatasetLoader.of("digits").labelNoise(0.25).labelNoiseSeed(3L).load();

        long wrong = 0;
        for (int i = 0; i < clean.train().size(); i++) {
            Label was = clean.train().getExample(i).getOutput();
            wrong += was.equals(noisy.train().getExample(i).getOutput()) ? 0 : 1;
        }
        assertThat(wrong).isEqualTo(DigitsDataSource.TRAINING_COUNT / 4);
        assertThat(noisy.test().getData()).isEqualTo(clean.test().getData());
        assertThat(noisy.shape()).isEqualTo(clean.shape());
    }

    @Test
    void loader_ofATable_relabelsItsTrainingPart(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("t.csv");
        StringBuilder rows = new StringBuilder("x,class\n");
        for (int i = 0; i < 50; i++) {
            rows.append(i).append(i % 2 == 0 ? ",even\n" : ",odd\n");
        }
        Files.writeString(file, rows);

        LoadedData noisy =
                DatasetLoader.of("csv").path(file).response("class").labelNoise(1.0).load();

        assertThat(noisy.train().getData())
                .allSatisfy(e -> assertThat(isRight(e)).isFalse())
                .hasSize(40);
        assertThat(noisy.test().getData()).allSatisfy(e -> assertThat(isRight(e)).isTrue());
    }

    private static boolean isRight(Example<Label> example) {
        boolean isEven = example.iterator().next().getValue() % 2 == 0;
        return example.getOutput().getLabel().equals(isEven ? "even" : "odd");
    }

    @Test
    void badValues_areRefusedInASentence(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> DatasetLoader.of("digits").labelNoise(1.5).load())
                .hasMessage("the share of wrong labels must be a number from 0 to 1, found 1.5");
        assertThatThrownBy(() -> DatasetLoader.of("digits").labelNoise(Double.NaN).load())
                .hasMessage("the share of wrong labels must be a number from 0 to 1, found NaN");
        assertThatThrownBy(() -> DatasetLoader.of("digits").labelNoiseSeed(2L).load())
                .hasMessage(
                        "labelNoiseSeed(...) says by which seed wrong labels are drawn, found it"
                                + " without labelNoise(...); give that too or leave it out");

        Path file = folder.resolve("one.csv");
        Files.writeString(file, "x,class\n1,a\n2,a\n3,a\n4,a\n5,a\n");
        assertThatThrownBy(
                        () ->
                                DatasetLoader.of("csv")
                                        .path(file)
                                        .response("class")
                                        .allowOneClass(true)
                                        .labelNoise(0.5)
                                        .load())
                .hasMessage(
                        "wrong labels take at least two labels among the training examples, found"
                                + " one; leave labelNoise(...) out");
    }
}

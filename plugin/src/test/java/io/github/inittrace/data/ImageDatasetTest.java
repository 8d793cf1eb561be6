// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.CategoricalInfo;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.RealInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class ImageDatasetTest {
    private static final LabelFactory LABELS = new LabelFactory();

    static Stream<Named<List<Example<Label>>>> imagesOfOneSize() {
        return Stream.of(
                Named.of("digits", digits()),
                Named.of("noise", noise(300, 70, 256)),
                Named.of("fifty values and zero", noise(500, 3, 51)),
                Named.of("one value more", noise(500, 3, 52)),
                Named.of("black and white", noise(20, 64, 2)),
                Named.of("black", noise(20, 130, 1)),
                Named.of("one image", noise(1, 1, 256)));
    }

    @ParameterizedTest
    @MethodSource("imagesOfOneSize")
    void of_images_isWhatTribuoMakesOfThem(List<Example<Label>> images) {
        DataSource<Label> source = source(images);
        MutableDataset<Label> tribuos = new MutableDataset<>(source);
        MutableDataset<Label> ours = ImageDataset.of(source);

        assertThat(ours).isInstanceOf(ImageDataset.class);
        assertThat(ours.serialize()).isEqualTo(tribuos.serialize());
        assertThat(ours.getFeatureIDMap().serialize())
                .isEqualTo(tribuos.getFeatureIDMap().serialize());
        assertThat(ours.getProvenance()).isEqualTo(tribuos.getProvenance());
        assertThat(ours.isDense()).isTrue();
    }

    @Test
    void of_moreThanFiftyValues_keepsMomentsInsteadOfCounts() {
        assertThat(ImageDataset.of(source(noise(500, 3, 51))).getFeatureMap())
                .hasExactlyElementsOfTypes(
                        CategoricalInfo.class, CategoricalInfo.class, CategoricalInfo.class);
        assertThat(ImageDataset.of(source(noise(500, 3, 52))).getFeatureMap())
                .hasExactlyElementsOfTypes(RealInfo.class, RealInfo.class, RealInfo.class);
    }

    @Test
    void of_imagesChangedAfterwards_countsThemAgainAsTribuoDoes() {
        DataSource<Label> source = source(digits());
        MutableDataset<Label> tribuos = new MutableDataset<>(source);
        MutableDataset<Label> ours = ImageDataset.of(source);
        for (MutableDataset<Label> set : List.of(tribuos, ours)) {
            set.add(new ArrayExample<>(new Label("x"), new String[] {"new"}, new double[] {1}));
            set.regenerateFeatureInfo();
        }

        assertThat(ours.serialize()).isEqualTo(tribuos.serialize());
        assertThat(ours.isDense()).isEqualTo(tribuos.isDense()).isFalse();
    }

    @Test
    void of_otherExamples_isTribuosOwn() {
        List<Example<Label>> sizes = new ArrayList<>(noise(3, 12, 256));
        sizes.addAll(noise(3, 13, 256));
        List<Example<Label>> changed = new ArrayList<>(noise(3, 12, 256));
        changed.get(1).set(new Feature("00", 0.5));
        List<Example<Label>> general = new ArrayList<>(noise(3, 12, 256));
        general.add(new ArrayExample<>(general.get(0)));

        for (List<Example<Label>> examples :
                List.of(sizes, changed, general, List.<Example<Label>>of())) {
            DataSource<Label> source = source(examples);
            MutableDataset<Label> set = ImageDataset.of(source);
            assertThat(set.getClass()).isEqualTo(MutableDataset.class);
            assertThat(set.serialize()).isEqualTo(new MutableDataset<>(source).serialize());
        }
    }

    private static DataSource<Label> source(List<Example<Label>> examples) {
        return new ListDataSource<>(
                examples, LABELS, new SimpleDataSourceProvenance("test", LABELS));
    }

    private static List<Example<Label>> digits() {
        List<Example<Label>> digits = new ArrayList<>();
        new DigitsDataSource(60, 3).forEach(digits::add);
        return digits;
    }

    /** Values below a limit, each as likely as any other. */
    private static List<Example<Label>> noise(int images, int pixels, int limit) {
        Random random = new Random(7);
        List<Example<Label>> all = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            byte[] values = new byte[pixels];
            for (int p = 0; p < pixels; p++) {
                values[p] = (byte) random.nextInt(limit);
            }
            all.add(new ImageExample<>(new Label(i % 3 == 0 ? "a" : "b"), values));
        }
        return all;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableFeatureMap;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.ExampleDataProto;
import org.tribuo.test.Helpers;

class ImageExampleTest {
    private static final byte[] PIXELS = {0, 1, 127, (byte) 128, (byte) 255, 0, 7, 0, 0, 0, 99, 3};

    @Test
    void example_fresh_hasEveryPixelUnderAPaddedName() {
        assertThat(image())
                .containsExactlyElementsOf(general())
                .extracting(Feature::getName)
                .startsWith("00", "01")
                .endsWith("11");
        assertThat(image().lookup("04")).isEqualTo(new Feature("04", 255));
        assertThat(image().lookup("12")).isNull();
        assertThat(image().validateExample()).isTrue();
    }

    @Test
    void names_ofTwoExamples_areTheSameInstances() {
        ImageExample<Label> reloaded = Helpers.testProtoSerialization(image());
        Iterator<Feature> first = image().iterator();
        for (Feature feature : reloaded) {
            assertThat(feature.getName()).isSameAs(first.next().getName());
        }
    }

    @Test
    void changes_ofEveryKind_doWhatTribuosExampleDoes() {
        same(e -> e.add(new Feature("05a", 0.5)));
        same(e -> e.addAll(List.of(new Feature("z", 1), new Feature("00", 2))));
        same(e -> e.addAll(List.of()));
        same(e -> e.removeFeatures(List.of(new Feature("03", 0), new Feature("gone", 0))));
        same(e -> e.removeFeatures(List.of()));
        same(e -> e.set(new Feature("04", 1.5)));
        same(e -> e.reduceByName(Double::sum));
        same(
                e -> {
                    e.add(new Feature("01", 41));
                    e.reduceByName(Double::sum);
                });
        same(e -> e.densify(domain("00", "02x", "zz")));
        same(e -> e.canonicalize(domain("00", "11")));
        same(e -> e.setWeight(0.25f));
        same(e -> e.setMetadataValue("name", "seven"));
    }

    @Test
    void add_ofAName_makesTheExampleInvalidUntilMerged() {
        ImageExample<Label> example = image();
        example.add(new Feature("01", 41));
        assertThat(example.validateExample()).isFalse();

        example.reduceByName(Double::sum);
        assertThat(example.validateExample()).isTrue();
        assertThat(example.lookup("01").getValue()).isEqualTo(42);
    }

    @Test
    void copy_changed_leavesTheOriginalAlone() {
        ImageExample<Label> original = image();
        original.setMetadataValue("name", "seven");
        ImageExample<Label> copy = original.copy();
        assertThat(copy).isEqualTo(original).hasSameHashCodeAs(original);

        copy.set(new Feature("01", 9));
        ImageExample<Label> second = copy.copy();
        second.set(new Feature("02", 9));

        assertThat(original.lookup("01").getValue()).isEqualTo(1);
        assertThat(copy.lookup("02").getValue()).isEqualTo(127);
        assertThat(copy).isNotEqualTo(original).isNotEqualTo(second);
    }

    @Test
    void equality_ofOneContentInTwoStates_holds() {
        ImageExample<Label> wide = image();
        wide.set(new Feature("01", 1));

        assertThat(wide).isEqualTo(image()).hasSameHashCodeAs(image());
        assertThat(image()).isNotEqualTo(new ImageExample<>(new Label("8"), PIXELS));
        assertThat(image()).isNotEqualTo(new ImageExample<>(new Label("7"), new byte[12]));
    }

    @Test
    void constructor_arrayChangedLater_keepsItsOwn() {
        byte[] mine = PIXELS.clone();
        ImageExample<Label> example = new ImageExample<>(new Label("7"), mine);
        mine[0] = 1;

        assertThat(example).isEqualTo(image());
    }

    @Test
    void isDense_dependsOnTheDomain() {
        assertThat(image().isDense(domain(PixelNames.of(12)))).isTrue();
        assertThat(image().isDense(domain(PixelNames.of(11)))).isFalse();
        assertThat(image().isDense(domain(PixelNames.of(120)))).isFalse();
    }

    @Test
    void protobuf_ofBothStates_roundTrips() {
        ImageExample<Label> compact = image();
        compact.setWeight(0.5f);
        compact.setMetadataValue("name", "seven");
        ImageExample<Label> general = compact.copy();
        general.add(new Feature("extra", -0.125));

        ImageExample<Label> compactAgain = Helpers.testProtoSerialization(compact);
        ImageExample<Label> generalAgain = Helpers.testProtoSerialization(general);

        assertThat(compactAgain.getWeight()).isEqualTo(0.5f);
        assertThat(generalAgain).containsExactlyElementsOf(general);
        assertThat(generalAgain.getMetadataValue("name")).contains("seven");
    }

    @Test
    void protobuf_ofANewerVersion_isRefused() {
        Any empty = Any.pack(ExampleDataProto.getDefaultInstance());

        assertThatThrownBy(() -> ImageExample.deserializeFromProto(1, "", empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown version 1, this class supports at most version 0");
    }

    @Test
    void protobuf_withPixelsAndNames_isRefused() throws Exception {
        ExampleDataProto both =
                image().serialize().getSerializedData().unpack(ExampleDataProto.class).toBuilder()
                        .addFeatureName("x")
                        .addFeatureValue(1)
                        .build();

        assertThatThrownBy(() -> ImageExample.deserializeFromProto(0, "", Any.pack(both)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Invalid protobuf, expected one array of pixels and no named features, "
                                + "found 1 arrays and 1 names");
    }

    @Test
    void javaSerialization_ofAnExample_sharesTheNamesAgain() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(image());
        }
        assertThat(bytes.size()).isLessThan(2000);

        Object again = read(bytes.toByteArray());

        assertThat(again).isEqualTo(image());
        assertThat(((ImageExample<?>) again).iterator().next().getName())
                .isSameAs(PixelNames.of(12)[0]);
    }

    @Test
    void wrongUse_ofEachKind_getsASentence() {
        assertThatThrownBy(() -> new ImageExample<>(new Label("7"), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an image must have at least one pixel, found none");
        assertThatThrownBy(() -> image().set(new Feature("x", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the example must already have the feature to set, "
                                + "found no 'x' among its 12 features");
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    private static void same(Consumer<Example<Label>> change) {
        ImageExample<Label> image = image();
        ArrayExample<Label> general = general();
        change.accept(image);
        change.accept(general);
        List<Feature> expected = new ArrayList<>();
        general.forEach(expected::add);
        assertThat(image).containsExactlyElementsOf(expected).hasSize(image.size());
        assertThat(image.getWeight()).isEqualTo(general.getWeight());
        assertThat(image.getMetadata()).isEqualTo(general.getMetadata());
        ImageExample<Label> reloaded = Helpers.testProtoSerialization(image);
        assertThat(reloaded).isEqualTo(image).hasSameHashCodeAs(image);
    }

    private static MutableFeatureMap domain(String... names) {
        MutableFeatureMap map = new MutableFeatureMap();
        for (String name : names) {
            map.add(name, 1);
        }
        return map;
    }

    private static ImageExample<Label> image() {
        return new ImageExample<>(new Label("7"), PIXELS);
    }

    private static ArrayExample<Label> general() {
        double[] values = new double[PIXELS.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = PIXELS[i] & 0xff;
        }
        return new ArrayExample<>(new Label("7"), PixelNames.of(values.length), values);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.test.Helpers;

class DigitsDataSourceTest {

    /** Runs of the past compare with runs of today only while these stay as they are. */
    @Test
    void digits_builtIn_areTheSameBytesOnEveryJvm() {
        assertThat(hash(DigitsDataSource.training()))
                .isEqualTo("9DA6E5D4520F7029F5B31106C0F4DBEDB54283730223FA32C760A4A1920EB4A9");
        assertThat(hash(DigitsDataSource.heldOut()))
                .isEqualTo("60F9B52B4D27515485CFAB6E25D823FD5551F969AACAFF3ED803A8E57A63F87F");
    }

    @Test
    void digits_builtIn_areBalanced() {
        assertThat(countByLabel(DigitsDataSource.training()))
                .containsOnlyKeys("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
                .allSatisfy((label, count) -> assertThat(count).isEqualTo(1024L));
        assertThat(countByLabel(DigitsDataSource.heldOut()))
                .allSatisfy((label, count) -> assertThat(count).isEqualTo(200L));
    }

    @Test
    void digits_heldOut_areNotAmongThoseToTrainOn() {
        Set<Example<Label>> seen = new HashSet<>();
        DigitsDataSource.training().forEach(seen::add);

        assertThat(seen).hasSize(10_240);
        assertThat(DigitsDataSource.heldOut()).noneMatch(seen::contains);
    }

    @Test
    void digits_fewer_areTheFirstOfMore() {
        List<Example<Label>> few = list(new DigitsDataSource(15, 5));

        assertThat(few).isEqualTo(list(new DigitsDataSource(40, 5)).subList(0, 15));
        assertThat(few).isNotEqualTo(list(new DigitsDataSource(15, 6)));
    }

    @Test
    void digits_everyOne_hasInkInTheMiddleAndWholePixels() {
        for (Example<Label> example : new DigitsDataSource(500, 9)) {
            double middle = 0;
            for (Feature feature : example) {
                int pixel = Integer.parseInt(feature.getName());
                assertThat(feature.getValue()).isBetween(0.0, 255.0);
                boolean inside =
                        Math.abs(pixel % 28 - 13.5) < 9 && Math.abs(pixel / 28 - 13.5) < 12;
                if (inside) {
                    middle += feature.getValue();
                }
            }
            assertThat(middle).isGreaterThan(10 * 255);
        }
    }

    @Test
    void provenance_ofDigits_survivesAndRebuildsThem() {
        DigitsDataSource source = new DigitsDataSource(20, 77);
        Helpers.testProvenanceMarshalling(source.getProvenance());
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(ProvenanceUtil.extractConfiguration(source.getProvenance()));

        DigitsDataSource again =
                (DigitsDataSource) manager.lookup(manager.listAll(DigitsDataSource.class).get(0));

        assertThat(again).containsExactlyElementsOf(source);
        assertThat(again.getProvenance()).isEqualTo(source.getProvenance());
    }

    @Test
    void count_notPositive_isRefused() {
        assertThatThrownBy(() -> new DigitsDataSource(0, 1))
                .isInstanceOfSatisfying(
                        PropertyException.class,
                        e ->
                                assertThat(e.getMsg())
                                        .isEqualTo(
                                                "the number of images must be positive, found 0"));
    }

    private static Object hash(DigitsDataSource source) {
        return source.getProvenance()
                .getInstanceValues()
                .get(ImageSourceProvenance.CONTENT_HASH)
                .getValue();
    }

    private static Map<String, Long> countByLabel(DigitsDataSource source) {
        return StreamSupport.stream(source.spliterator(), false)
                .collect(
                        Collectors.groupingBy(
                                e -> e.getOutput().getLabel(), Collectors.counting()));
    }

    private static List<Example<Label>> list(DigitsDataSource source) {
        List<Example<Label>> examples = new ArrayList<>();
        source.forEach(examples::add);
        return examples;
    }
}

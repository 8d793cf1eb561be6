// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static io.github.inittrace.data.IDXFiles.gzip;
import static io.github.inittrace.data.IDXFiles.images;
import static io.github.inittrace.data.IDXFiles.labels;
import static io.github.inittrace.data.IDXFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.test.Helpers;

class IDXImageDataSourceTest {
    @TempDir Path folder;

    @Test
    void source_plainFiles_keepsEveryPixelAndLabel() throws IOException {
        IDXImageDataSource source = source(images(2, 3, 4), labels(5, 255));

        assertThat(source.size()).isEqualTo(2);
        assertThat(source.getHeight()).isEqualTo(3);
        assertThat(source.getWidth()).isEqualTo(4);
        List<Example<Label>> examples = new ArrayList<>();
        source.forEach(examples::add);
        assertThat(examples.get(0)).hasSize(12).first().extracting("name").isEqualTo("00");
        assertThat(examples.get(0)).extracting("value").first().isEqualTo(0.0);
        assertThat(examples.get(1)).extracting("value").first().isEqualTo(12.0);
        assertThat(examples).extracting(e -> e.getOutput().getLabel()).containsExactly("5", "255");
    }

    @Test
    void source_gzippedFilesUnderAnyName_areReadAsGzip() throws IOException {
        IDXImageDataSource source = source(gzip(images(2, 3, 4)), gzip(labels(5, 6)));

        assertThat(source.size()).isEqualTo(2);
    }

    @Test
    void source_blankImage_canEnterADataset() throws IOException {
        byte[] blank = IDXFiles.join(IDXFiles.header(0x803, 1, 2, 2), new byte[4]);

        MutableDataset<Label> dataset = new MutableDataset<>(source(blank, labels(1)));

        assertThat(dataset.getFeatureMap().size()).isEqualTo(4);
    }

    @Test
    void source_iteratedTwice_handsOutExamplesThatChangeAlone() throws IOException {
        IDXImageDataSource source = source(images(1, 2, 2), labels(1));
        source.iterator().next().set(new Feature("1", 0.5));

        assertThat(source.iterator().next().lookup("1").getValue()).isEqualTo(1.0);
    }

    @Test
    void provenance_ofFiles_hasTheirHashesAndSurvivesMarshalling() throws IOException {
        byte[] zipped = gzip(images(2, 3, 4));
        IDXImageDataSource source = source(zipped, labels(5, 6));

        assertThat(source.getProvenance().getInstanceValues())
                .containsKeys(
                        "datasource-creation-time",
                        "images-file-modified-time",
                        "labels-file-modified-time");
        assertThat(value(source, "images-resource-hash"))
                .isEqualTo(ProvenanceUtil.hashResource(HashType.SHA256, folder.resolve("images")));
        assertThat(value(source, "labels-resource-hash"))
                .isEqualTo(ProvenanceUtil.hashResource(HashType.SHA256, folder.resolve("labels")));
        Helpers.testProvenanceMarshalling(source.getProvenance());
    }

    @Test
    void source_rebuiltFromItsProvenance_readsTheSameImages() throws IOException {
        IDXImageDataSource source = source(images(2, 3, 4), labels(5, 6));
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(ProvenanceUtil.extractConfiguration(source.getProvenance()));

        IDXImageDataSource again =
                (IDXImageDataSource)
                        manager.lookup(manager.listAll(IDXImageDataSource.class).get(0));

        assertThat(again).containsExactlyElementsOf(source);
    }

    @Test
    void config_withoutPaths_isRefused() {
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(
                List.of(new ConfigurationData("idx", IDXImageDataSource.class.getName())));

        assertThatThrownBy(() -> manager.lookup("idx")).isInstanceOf(PropertyException.class);
    }

    private static Object value(IDXImageDataSource source, String key) {
        return source.getProvenance().getInstanceValues().get(key).getValue();
    }

    private IDXImageDataSource source(byte[] images, byte[] labels) throws IOException {
        Path imagesFile = write(folder, "images", images);
        Path labelsFile = write(folder, "labels", labels);
        return new IDXImageDataSource(imagesFile, labelsFile);
    }
}

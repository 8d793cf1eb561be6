// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

class HASYv2DataSourceTest {
    @TempDir Path temporary;
    private final Map<String, byte[]> files = HASYv2Files.small();

    @Test
    void fold_ofAFolder_readsBothParts() throws IOException {
        check(HASYv2DataSource.fold(HASYv2Files.folder(temporary, files), 1, false));
    }

    @Test
    void fold_ofTheFolderAround_readsBothParts() throws IOException {
        HASYv2Files.folder(temporary.resolve("HASYv2"), files);

        check(HASYv2DataSource.fold(temporary, 1, false));
    }

    @Test
    void fold_ofAnArchive_readsBothPartsInAnyOrder() throws IOException {
        Path file = temporary.resolve("HASYv2.tar.bz2");

        check(HASYv2DataSource.fold(HASYv2Files.archive(file, files), 1, false));
        Map<String, byte[]> reversed = HASYv2Files.reversed(files);
        check(HASYv2DataSource.fold(HASYv2Files.archive(file, reversed), 1, false));
        Files.write(file, HASYv2Files.bzip2(HASYv2Files.tar("", files)));
        check(HASYv2DataSource.fold(file, 1, false));
        String far = "a/".repeat(120);
        Files.write(file, HASYv2Files.bzip2(HASYv2Files.tar(far, files)));
        check(HASYv2DataSource.fold(file, 1, false));
    }

    @Test
    void fold_ofTheFolderWithTheArchive_readsBothParts() throws IOException {
        HASYv2Files.archive(temporary.resolve("HASYv2.tar.bz2"), files);

        check(HASYv2DataSource.fold(temporary, 1, false));
    }

    private static void check(HASYv2DataSource.Fold fold) {
        assertThat(fold.train().size()).isEqualTo(2);
        assertThat(fold.test().size()).isEqualTo(1);
        MutableDataset<Label> train = new MutableDataset<>(fold.train());
        assertThat(train.getExample(0).getOutput().getLabel()).isEqualTo("\\alpha");
        assertThat(train.getExample(1).getOutput().getLabel()).isEqualTo("\\frac{'a,b}");
        assertThat(train.getFeatureMap().size()).isEqualTo(1024);
        assertThat(pixels(train.getExample(0))).isEqualTo(HASYv2Files.pixels(0));
        assertThat(pixels(train.getExample(1))).isEqualTo(HASYv2Files.pixels(1));
        assertThat(pixels(fold.test().iterator().next())).isEqualTo(HASYv2Files.pixels(2));
        assertThat(train.getExample(1).iterator().next().getName()).isEqualTo("0000");
    }

    private static byte[] pixels(Example<Label> example) {
        byte[] pixels = new byte[example.size()];
        int i = 0;
        for (Feature feature : example) {
            pixels[i++] = (byte) (int) feature.getValue();
        }
        return pixels;
    }

    @Test
    void invert_pictures_makesInkLight() throws IOException {
        HASYv2Files.folder(temporary, files);

        byte[] pixels = pixels(new HASYv2DataSource(temporary, 1, false, true).iterator().next());

        assertThat(pixels[2]).isEqualTo((byte) 255);
        assertThat(pixels[102]).isEqualTo((byte) 245);
        assertThat(pixels[0]).isZero();
    }

    @Test
    void provenance_ofASource_rebuildsIt() throws IOException {
        Path archive = HASYv2Files.archive(temporary.resolve("x.tar.bz2"), files);
        HASYv2DataSource source = HASYv2DataSource.fold(archive, 1, true).test();

        var configurations = ProvenanceUtil.extractConfiguration(source.getProvenance());
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(configurations);
        String name = manager.listAll(HASYv2DataSource.class).get(0);
        HASYv2DataSource again = (HASYv2DataSource) manager.lookup(name);

        assertThat(again.toString()).isEqualTo(source.toString());
        assertThat(again.size()).isEqualTo(1);
        assertThat(again.getProvenance().getInstanceValues().get("content-hash"))
                .isEqualTo(source.getProvenance().getInstanceValues().get("content-hash"));
    }

    @Test
    void fold_belowOne_isRefused() {
        assertThatThrownBy(() -> HASYv2DataSource.fold(temporary, 0, false))
                .isInstanceOf(PropertyException.class)
                .hasMessageContaining("the fold must be a number from 1 on, found 0");
    }

    @Test
    void fold_thatIsNotThere_isRefused() throws IOException {
        Path archive = HASYv2Files.archive(temporary.resolve("x.tar.bz2"), files);
        HASYv2Files.folder(temporary, files);

        for (Path path : new Path[] {archive, temporary}) {
            assertThatThrownBy(() -> HASYv2DataSource.fold(path, 3, false))
                    .isInstanceOf(DataFileException.class)
                    .hasMessage(
                            "expected HASYv2's list 'classification-task/fold-3/train.csv' in %s,"
                                    + " found none; choose another fold or path",
                            path);
        }
    }

    @Test
    void images_thatAreMissing_areNamed() throws IOException {
        files.remove("hasy-data/v2-00001.png");

        refused(
                "expected HASYv2's image 'hasy-data/v2-00001.png' in %s, found none; get the data"
                        + " set again");
    }

    @Test
    void images_ofAnotherSize_areRefused() throws IOException {
        files.put("hasy-data/v2-00001.png", PngFiles.grey(16, 32, 1));
        Path archive = HASYv2Files.archive(temporary.resolve("x.tar.bz2"), files);

        assertThatThrownBy(() -> HASYv2DataSource.fold(archive, 1, false))
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "expected an image of 32 x 32 pixels in %s"
                                + " (HASYv2/hasy-data/v2-00001.png), found 16 x 32; get it again",
                        archive);
    }

    @Test
    void path_thatIsNoDataSet_isRefused() throws IOException {
        Path nowhere = temporary.resolve("none");
        Path text = Files.writeString(temporary.resolve("text"), "BZ?");
        Path cut = temporary.resolve("cut");
        byte[] whole = HASYv2Files.bzip2(HASYv2Files.tar("", files));
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        Path noTar = temporary.resolve("noTar");
        Files.write(noTar, HASYv2Files.bzip2("x".repeat(600).getBytes()));

        refused(
                nowhere,
                "expected HASYv2's folder or its tar.bz2 at %s, found nothing; check the path");
        refused(
                text,
                "expected HASYv2's folder or its tar.bz2 at %s, found a file of another kind;"
                        + " check the path");
        refused(
                cut,
                "expected a whole bzip2 file at %s, found one that cannot be decompressed; get it"
                        + " again");
        refused(
                noTar,
                "expected a whole tar archive in %s, found a damaged one: a header's checksum is"
                        + " wrong; get it again");
    }

    @Test
    void lists_thatAreNone_areRefused() throws IOException {
        list(
                "",
                "expected a list with the columns 'path' and 'latex' in %s, found an empty file;"
                        + " get it again");
        list(
                "a,b\n",
                "expected a list with the columns 'path' and 'latex' in %s, found none such;"
                        + " get it again");
        list(HASYv2Files.HEAD, "expected at least one image in %s, found none; get it again");
        list(
                HASYv2Files.HEAD + "x.png,1,a\n",
                "expected 4 cells in row 2 of %s, found 3; get it again");
        list(
                HASYv2Files.HEAD + "x.png,1,,2\n",
                "expected a name in column 'latex' of row 2 of %s, found none; get it again");
        list(
                HASYv2Files.HEAD + "../../../secret.png,1,a,2\n",
                "expected the path of an image of this data set in row 2 of %s, found"
                        + " '../../../secret.png'; get it again");
        list(
                HASYv2Files.HEAD + "/etc/passwd,1,a,2\n",
                "expected the path of an image of this data set in row 2 of %s, found"
                        + " '/etc/passwd'; get it again");
        list(
                HASYv2Files.HEAD + "x.png,1,'a,2\n",
                "expected a closing quote ' in row 2 of %s, found the end; get it again");
        list(
                HASYv2Files.HEAD + "x".repeat(70_000),
                "expected at most 65536 characters in row 2 of %s, found more; get it" + " again");
    }

    private void list(String content, String message) throws IOException {
        files.put(HASYv2Files.TRAIN, HASYv2Files.text(content));
        HASYv2Files.folder(temporary, files);
        assertThatThrownBy(() -> HASYv2DataSource.fold(temporary, 1, false))
                .isInstanceOf(DataFileException.class)
                .hasMessage(message, temporary.resolve(HASYv2Files.TRAIN));
    }

    private void refused(String message) throws IOException {
        Path folder = HASYv2Files.folder(temporary.resolve("folder"), files);
        refused(HASYv2Files.archive(temporary.resolve("archive"), files), message);
        refused(folder, message);
    }

    private static void refused(Path path, String message) {
        assertThatThrownBy(() -> HASYv2DataSource.fold(path, 1, false))
                .isInstanceOf(DataFileException.class)
                .hasMessage(message, path);
    }

    @Test
    void fold_ofTheRealSubset_holdsItsImages() throws IOException {
        String path = System.getProperty("inittrace.hasyv2", System.getenv("INITTRACE_HASYV2"));
        assumeTrue(
                path != null,
                "skipped: name a HASYv2 tar.bz2 by -Dinittrace.hasyv2 or INITTRACE_HASYV2");

        HASYv2DataSource.Fold fold = HASYv2DataSource.fold(Path.of(path), 1, false);

        MutableDataset<Label> train = new MutableDataset<>(fold.train());
        assertThat(train.getFeatureMap().size()).isEqualTo(1024);
        assertThat(train.getOutputInfo().size()).isGreaterThanOrEqualTo(20);
        double paper = 0;
        for (Example<Label> example : fold.test()) {
            paper += example.iterator().next().getValue() > 127 ? 1 : 0;
        }
        assertThat(paper / fold.test().size()).isGreaterThan(0.9);
    }
}

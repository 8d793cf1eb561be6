// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.datasource.IDXDataSource;

/** The real files, where the machine has them; nothing is downloaded. */
class RealImagesTest {

    @Test
    void mnist_realFiles_holdsThePublishedPixels() throws IOException {
        Path folder = mnist();
        LoadedData mnist = DatasetLoader.of("mnist").path(folder).load();

        assertContents(mnist.train(), 60_000, 1_567_298_545L, 8_994_156, 267_236);
        assertContents(mnist.test(), 10_000, 264_923_200L, 1_511_219, 44_434);
    }

    @Test
    void mnist_besideTribuosOwnReader_agreesWhereThatOneKeepsAPixel() throws IOException {
        Path images = mnist().resolve("t10k-images-idx3-ubyte.gz");
        Path labels = mnist().resolve("t10k-labels-idx1-ubyte.gz");
        assumeTrue(
                Files.exists(images), "skipped: no t10k-images-idx3-ubyte.gz in the MNIST folder");

        assertAgree(
                new IDXImageDataSource(images, labels),
                new IDXDataSource<>(images, labels, new LabelFactory()));
    }

    @Test
    void fashionMnist_fromDebian_holdsThePublishedPixels() throws IOException {
        LoadedData fashion = DebianFashionMnist.load();

        assertContents(fashion.train(), 60_000, 3_431_114_169L, 23_423_502, 270_000);
        assertContents(fashion.test(), 10_000, 573_469_082L, 3_920_817, 45_000);
    }

    private static Path mnist() {
        String folder =
                System.getProperty("inittrace.mnist.dir", System.getenv("INITTRACE_MNIST_DIR"));
        assumeTrue(
                folder != null,
                "skipped: name the folder of MNIST's files by "
                        + "-Dinittrace.mnist.dir or INITTRACE_MNIST_DIR");
        return Path.of(folder);
    }

    private static void assertContents(
            Dataset<Label> data, int count, long sum, int nonZero, long labelSum) {
        long pixelsFound = 0;
        int nonZeroFound = 0;
        long labelsFound = 0;
        for (Example<Label> example : data) {
            assertThat(example.size()).isEqualTo(784);
            for (Feature feature : example) {
                pixelsFound += (long) feature.getValue();
                nonZeroFound += feature.getValue() != 0 ? 1 : 0;
            }
            labelsFound += Integer.parseInt(example.getOutput().getLabel());
        }
        assertThat(data.size()).isEqualTo(count);
        assertThat(data.getFeatureMap().size()).isEqualTo(784);
        assertThat(data.getOutputInfo().size()).isEqualTo(10);
        assertThat(pixelsFound).isEqualTo(sum);
        assertThat(nonZeroFound).isEqualTo(nonZero);
        assertThat(labelsFound).isEqualTo(labelSum);
    }

    private static void assertAgree(DataSource<Label> ours, DataSource<Label> tribuos) {
        Iterator<Example<Label>> theirs = tribuos.iterator();
        for (Example<Label> example : ours) {
            Example<Label> other = theirs.next();
            assertThat(example.getOutput()).isEqualTo(other.getOutput());
            Iterator<Feature> kept = other.iterator();
            for (Feature feature : example) {
                if (feature.getValue() != 0) {
                    Feature same = kept.next();
                    assertThat(feature.getName()).isEqualTo(same.getName());
                    assertThat(feature.getValue()).isEqualTo(same.getValue());
                }
            }
            assertThat(kept.hasNext()).isFalse();
        }
        assertThat(theirs.hasNext()).isFalse();
    }
}

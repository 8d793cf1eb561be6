// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetsTest {
    @TempDir Path folder;

    @Test
    void load_digits_drawsThem() throws IOException {
        LoadedData digits = DatasetLoader.of("digits").load();

        assertThat(digits.name()).isEqualTo("digits");
        assertThat(digits.train().size()).isEqualTo(10_240);
        assertThat(digits.test().size()).isEqualTo(2_000);
        assertThat(digits.train().getFeatureMap().size()).isEqualTo(784);
        assertThat(digits.test().getFeatureMap().size()).isEqualTo(784);
        assertThat(digits.shape()).isEqualTo(new ImageShape(28, 28));
    }

    @Test
    void load_filesUnderEachOfTheirNames_findsThem() throws IOException {
        for (String dash : new String[] {"-", "."}) {
            for (String suffix : new String[] {"", ".gz"}) {
                Path inner = Files.createDirectory(folder.resolve("x" + dash + suffix));
                IDXFiles.writeFour(inner, dash, suffix, 4);

                LoadedData data = DatasetLoader.of("mnist").path(inner).load();

                assertThat(data.train().size()).isEqualTo(3);
                assertThat(data.test().getFeatureMap().size()).isEqualTo(16);
                assertThat(data.shape().height()).isEqualTo(4);
            }
        }
    }

    @Test
    void load_fashionMnistWithoutFolder_usesDebians() throws IOException {
        IDXFiles.writeFour(folder, "-", ".gz", 3);

        LoadedData data = DatasetLoader.of("fashion-mnist").debian(folder).load();

        assertThat(data.name()).isEqualTo("fashion-mnist");
        assertThat(data.shape().width()).isEqualTo(3);
    }

    @Test
    void load_digitsWithFolder_isRefused() {
        assertThatThrownBy(() -> DatasetLoader.of("digits").path(folder).load())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the data set 'digits' is drawn by code and takes no "
                                + "folder, found %s; leave it out",
                        folder);
    }

    @Test
    void load_unknownName_listsTheKnownOnes() {
        assertThat(DatasetLoader.names())
                .containsExactly(
                        "digits",
                        "mnist",
                        "fashion-mnist",
                        "hasyv2",
                        "png-folder",
                        "csv",
                        "libsvm");
        assertThatThrownBy(() -> DatasetLoader.of("MNIST").path(folder).load())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the data set must be one of digits, mnist, fashion-mnist, hasyv2,"
                                + " png-folder, csv, libsvm, found 'MNIST'");
    }

    @Test
    void load_folderThatIsNone_isRefused() throws IOException {
        Path nowhere = folder.resolve("none");
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DatasetLoader.of("mnist").path(nowhere).load())
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "expected a folder with the files of 'mnist' at %s, "
                                + "found nothing; check the path",
                        nowhere);
        assertThatThrownBy(() -> DatasetLoader.of("mnist").path(file).load())
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "expected a folder with the files of 'mnist' at %s, "
                                + "found a file; check the path",
                        file);
    }

    @Test
    void load_folderWithoutSomeFiles_namesThem() throws IOException {
        IDXFiles.writeFour(folder, "-", "", 4);
        Files.delete(folder.resolve("train-labels-idx1-ubyte"));
        Files.delete(folder.resolve("t10k-images-idx3-ubyte"));

        assertThatThrownBy(() -> DatasetLoader.of("mnist").path(folder).load())
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "expected the four files of 'mnist' in %s, with or "
                                + "without .gz, found no train-labels-idx1-ubyte, no "
                                + "t10k-images-idx3-ubyte; put what is missing there",
                        folder);
    }

    @Test
    void load_imagesOfTwoSizes_areRefused() throws IOException {
        IDXFiles.writeFour(folder, "-", "", 4);
        IDXFiles.write(folder, "t10k-images-idx3-ubyte", IDXFiles.images(3, 2, 8));

        assertThatThrownBy(() -> DatasetLoader.of("mnist").path(folder).load())
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "expected images of one size, found 4 x 4 in %s and 2 "
                                + "x 8 in %s; give files that belong together",
                        folder.resolve("train-images-idx3-ubyte"),
                        folder.resolve("t10k-images-idx3-ubyte"));
    }
}

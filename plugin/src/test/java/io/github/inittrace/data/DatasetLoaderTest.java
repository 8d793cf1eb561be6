// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.classification.Label;

class DatasetLoaderTest {
    @TempDir Path folder;

    @Test
    void names_ofAllDataSets_areKnown() {
        assertThat(DatasetLoader.names())
                .containsExactly(
                        "digits",
                        "mnist",
                        "fashion-mnist",
                        "hasyv2",
                        "png-folder",
                        "csv",
                        "libsvm");
        assertThat(DatasetLoader.hasImages("hasyv2")).isTrue();
        assertThat(DatasetLoader.hasImages("csv")).isFalse();
        assertThatThrownBy(() -> DatasetLoader.of("iris"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the data set must be one of digits, mnist, fashion-mnist, hasyv2,"
                                + " png-folder, csv, libsvm, found 'iris'");
    }

    @Test
    void load_digits_hasTheShapeOfItsImages() throws IOException {
        LoadedData digits = DatasetLoader.of("digits").load();

        assertThat(digits.shape()).isEqualTo(new ImageShape(28, 28));
    }

    @Test
    void load_hasyv2_takesFoldAndInversion() throws IOException {
        HASYv2Files.folder(folder, HASYv2Files.small());

        LoadedData data = DatasetLoader.of("hasyv2").path(folder).fold(1).invert(true).load();

        assertThat(data.shape()).isEqualTo(new ImageShape(32, 32));
        assertThat(data.train().size()).isEqualTo(2);
        assertThat(data.test().getExample(0).iterator().next().getValue()).isZero();
    }

    @Test
    void load_filesInTheCache_areFoundThere() throws IOException {
        Files.createDirectories(folder.resolve("mnist"));
        Path file = folder.resolve("mnist").resolve("train-images-idx3-ubyte.gz");
        Files.write(file, IDXFiles.gzip(IDXFiles.images(1, 2, 2)));
        for (RemoteFile remote : PublicFiles.MNIST) {
            Path cached = folder.resolve("mnist").resolve(remote.name());
            boolean pictures = remote.name().contains("images");
            byte[] content = pictures ? IDXFiles.images(2, 2, 2) : IDXFiles.labels(1, 1);
            Files.write(cached, content);
            VerifiedMark.set(cached, remote);
        }

        assertThat(DatasetLoader.of("mnist").cache(folder).load().train().size()).isEqualTo(2);
    }

    @Test
    void publicFiles_ofEachSet_haveAddressAndDigest() {
        assertThat(PublicFiles.MNIST).hasSize(4);
        assertThat(PublicFiles.FASHION_MNIST).hasSize(4);
        assertThat(PublicFiles.MNIST.get(2).mirrors())
                .extracting(Object::toString)
                .containsExactly(
                        "https://ossci-datasets.s3.amazonaws.com/mnist/t10k-images-idx3-ubyte.gz",
                        "https://storage.googleapis.com/cvdf-datasets/mnist/"
                                + "t10k-images-idx3-ubyte.gz");
        assertThat(PublicFiles.FASHION_MNIST.get(0).check().digest()).hasSize(64);
        assertThat(PublicFiles.HASYV2.check())
                .isEqualTo(
                        new RemoteFile.Check(
                                "MD5",
                                "fddf23f36e24b5236f6b3a0880c778e3",
                                false,
                                34_597_561,
                                34_597_561));
    }

    @Test
    void load_csv_splitsBySeed() throws IOException {
        Path file = csv(50);

        LoadedData first = DatasetLoader.of("csv").path(file).response("kind").load();
        LoadedData again = DatasetLoader.of("csv").path(file).response("kind").load();
        LoadedData half =
                DatasetLoader.of("csv").path(file).response("kind").testFraction(0.5).load();

        assertThat(first.shape()).isNull();
        assertThat(first.train().size()).isEqualTo(40);
        assertThat(first.test().size()).isEqualTo(10);
        assertThat(half.test().size()).isEqualTo(25);
        assertThat(first.train().getFeatureMap().size()).isEqualTo(2);
        assertThat(ids(again.test())).isEqualTo(ids(first.test()));
        Set<Double> all = ids(first.test());
        all.addAll(ids(first.train()));
        assertThat(all).hasSize(50);
        assertThat(
                        ids(
                                DatasetLoader.of("csv")
                                        .path(file)
                                        .response("kind")
                                        .splitSeed(2)
                                        .load()
                                        .test()))
                .isNotEqualTo(ids(first.test()));
    }

    private static Set<Double> ids(Iterable<Example<Label>> examples) {
        Set<Double> ids = new HashSet<>();
        examples.forEach(example -> ids.add(example.iterator().next().getValue()));
        return ids;
    }

    private Path csv(int rows) throws IOException {
        StringBuilder text = new StringBuilder("a,b,kind\n");
        for (int i = 0; i < rows; i++) {
            text.append(i).append(",0,").append(i % 2 == 0 ? "even" : "odd").append('\n');
        }
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    @Test
    void load_libsvm_readsIt() throws IOException {
        Path file = Files.writeString(folder.resolve("t.svm"), "1 1:0.5 3:2\n-1 2:1\n".repeat(5));

        LoadedData data = DatasetLoader.of("libsvm").path(file).testFraction(0.4).load();

        assertThat(data.train().size()).isEqualTo(6);
        assertThat(data.train().getOutputInfo().size()).isEqualTo(2);
        assertThat(data.shape()).isNull();
    }

    @Test
    void load_optionOfAnotherSet_isRefused() {
        Path path = folder;
        refused(
                DatasetLoader.of("mnist").path(path).fold(2),
                "fold(...) is for the data set hasyv2, found it with 'mnist'; leave it out");
        refused(
                DatasetLoader.of("hasyv2").path(path).response("x"),
                "response(...) is for the data set csv, found it with 'hasyv2'; leave it out");
        refused(
                DatasetLoader.of("digits").testFraction(0.1),
                "testFraction(...) is for the data set csv or libsvm or png-folder, found it with"
                        + " 'digits'; leave it out");
        refused(
                DatasetLoader.of("csv").path(path).response("x").invert(true),
                "invert(...) is for the data set hasyv2 or png-folder, found it with 'csv'; leave it"
                        + " out");
    }

    @Test
    void load_wrongOption_isRefused() {
        Path path = folder;
        refused(
                DatasetLoader.of("csv").path(path),
                "the data set 'csv' needs the name of its column of labels, found none; give it by"
                        + " response(...)");
        refused(
                DatasetLoader.of("csv").response("x"),
                "the data set 'csv' needs a file, found none; give one with path(...)");
        refused(
                DatasetLoader.of("png-folder"),
                "the data set 'png-folder' needs a folder, found none; give one with path(...)");
        refused(
                DatasetLoader.of("libsvm").path(path).testFraction(1.0),
                "the test fraction must lie between 0 and 1, found 1.0");
        refused(
                DatasetLoader.of("libsvm").path(path).testFraction(Double.NaN),
                "the test fraction must lie between 0 and 1, found NaN");
        refused(
                DatasetLoader.of("hasyv2").path(path).fold(0),
                "the fold must be a number from 1 on, found 0");
    }

    private static void refused(DatasetLoader loader, String message) {
        assertThatThrownBy(loader::load)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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
    void load_copies_areReadAndTheOriginalsNamed() throws IOException {
        Path original = Files.createDirectory(folder.resolve("original"));
        IDXFiles.writeFour(original, "-", ".gz", 2);
        LoadedData before = DatasetLoader.of("mnist").path(original).labelNoise(0.5).load();
        Path copy = folder.resolve("copy of it");
        Files.move(original, copy);

        LoadedData after =
                DatasetLoader.of("mnist")
                        .path(original)
                        .labelNoise(0.5)
                        .copies(asked -> asked.equals(original) ? copy : asked)
                        .load();

        assertThat(provenance(after)).isEqualTo(provenance(before));
        assertThat(provenance(after).toString()).contains(original.toString());
        assertThat(after.train().getData()).hasSameSizeAs(before.train().getData());
        assertThat(after.train().getFeatureMap().toString())
                .isEqualTo(before.train().getFeatureMap().toString());
        assertThat(after.shape()).isEqualTo(before.shape());
    }

    @Test
    void load_aCopyThatCannotBeUsed_saysSoOfTheOriginal() throws IOException {
        Path original = folder.resolve("table.csv");
        Path copy = Files.writeString(folder.resolve("copy of it"), "a;kind\n1;x\nmany;y\n");
        List<String> notices = new ArrayList<>();

        assertThatThrownBy(
                        () ->
                                DatasetLoader.of("csv")
                                        .path(original)
                                        .response("kind")
                                        .notices(notices::add)
                                        .copies(asked -> copy)
                                        .load())
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(" of " + original + ", found 'many'")
                .hasMessageNotContaining(copy.toString());
    }

    @Test
    void load_aCopyWithSomethingToTell_tellsItOfTheOriginal() throws IOException {
        Path original = folder.resolve("table.csv");
        Path copy = Files.move(csv(50), folder.resolve("copy of it"));
        Files.writeString(copy, Files.readString(copy).replace(',', ';'));
        List<String> notices = new ArrayList<>();

        DatasetLoader.of("csv")
                .path(original)
                .response("kind")
                .notices(notices::add)
                .copies(asked -> copy)
                .load();

        assertThat(notices).hasSize(1);
        assertThat(notices.get(0)).startsWith(original + " is read as ");
    }

    @Test
    void load_anOptionThatIsNotForACopy_namesTheOriginal() throws IOException {
        Path original = folder.resolve("images");
        Path copy = Files.createDirectories(folder.resolve("copy of it"));
        Files.createDirectories(copy.resolve("train/cats"));

        assertThatThrownBy(
                        () ->
                                DatasetLoader.of("png-folder")
                                        .path(original)
                                        .testFraction(0.5)
                                        .copies(asked -> copy)
                                        .load())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found them in " + original + ";");
    }

    /** Its parts, which have no order, but for when it was read. */
    private static List<String> provenance(LoadedData data) {
        String all = data.train().getSourceProvenance() + "," + data.test().getSourceProvenance();
        return Arrays.stream(all.split("[,(]"))
                .filter(part -> !part.startsWith("datasource-creation-time"))
                .sorted()
                .toList();
    }

    @Test
    void load_filesInTheCache_areFoundThere() throws IOException {
        Files.createDirectories(folder.resolve("mnist"));
        Path file = folder.resolve("mnist").resolve("train-images-idx3-ubyte.gz");
        Files.write(file, IDXFiles.gzip(IDXFiles.images(1, 2, 2)));
        for (RemoteFile remote : PublicFiles.MNIST) {
            Path cached = folder.resolve("mnist").resolve(remote.name());
            boolean pictures = remote.name().contains("images");
            byte[] content = pictures ? IDXFiles.images(2, 2, 2) : IDXFiles.labels(1, 2);
            Files.write(cached, content);
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

    @Test
    void load_csv_knowsTheOrderOfItsColumns() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("t.csv"),
                        "b10,kind,b2,\"a, b\"\n" + "1,x,0,3\n4,y,0,6\n".repeat(10));

        LoadedData data = DatasetLoader.of("csv").path(file).response("kind").load();

        assertThat(data.inputOrder()).containsExactly("b10", "b2", "a, b");
        assertThat(data.train().getFeatureMap().keySet())
                .containsExactlyInAnyOrderElementsOf(data.inputOrder());
        assertThat(DatasetLoader.of("digits").load().inputOrder()).isEmpty();
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
    void load_tableAsFewAre_isNoticed() throws IOException {
        List<String> notices = new ArrayList<>();
        Path file = folder.resolve("t.csv.gz");
        String text = "\ufeff400;y\n" + "1;a\n2;b\n".repeat(20);
        Files.write(file, IDXFiles.gzip(text.getBytes(StandardCharsets.UTF_16LE)));

        DatasetLoader.of("csv").path(file).response("y").notices(notices::add).load();

        assertThat(notices)
                .containsExactly(
                        file + " is read as gzipped, UTF-16LE, parted by semicolons",
                        "the first row of "
                                + file
                                + " is read as names, though they are numbers; if it is data, name the"
                                + " columns by header(...), or say noHeader(...)");
    }

    @Test
    void load_oneClass_isRefusedUnlessItIsMeant() throws IOException {
        Path csv = Files.writeString(folder.resolve("t.csv"), "a,y\n" + "1,spam\n".repeat(20));
        Path svm = Files.writeString(folder.resolve("t.svm"), "1 1:2\n".repeat(20));
        Path pictures = folder.resolve("pictures");
        Files.createDirectories(pictures.resolve("cat"));
        for (int i = 0; i < 9; i++) {
            Files.write(pictures.resolve("cat").resolve(i + ".png"), PngFiles.grey(8, 8, i));
        }

        oneClass(
                DatasetLoader.of("csv").path(csv).response("y"),
                "expected at least two labels in column 'y', found one, 'spam'; is response(...) the"
                        + " right column, or is allowOneClass(...) meant?");
        oneClass(
                DatasetLoader.of("libsvm").path(svm),
                "expected at least two labels among the training examples of "
                        + svm
                        + ", found one, '1'; add examples of another, or say allowOneClass(...)");
        oneClass(
                DatasetLoader.of("png-folder").path(pictures),
                "expected at least two labels among the training examples of "
                        + pictures
                        + ", found one, 'cat'; add examples of another, or say allowOneClass(...)");
    }

    private static void oneClass(DatasetLoader loader, String message) throws IOException {
        assertThatThrownBy(loader::load).isInstanceOf(DataFileException.class).hasMessage(message);
        assertThat(loader.allowOneClass(true).load().train().getOutputs()).hasSize(1);
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
                DatasetLoader.of("csv").path(path).response("x").encoding("Klingon\n"),
                "the encoding must be one that Java knows, such as UTF-8 or windows-1251, found"
                        + " 'Klingon?'");
        refused(
                DatasetLoader.of("csv").path(path).response("x").separator('5'),
                "the separator must be a character such as a comma, a semicolon or a tab, found"
                        + " '5'");
        refused(
                DatasetLoader.of("csv")
                        .path(path)
                        .response("x")
                        .header(List.of("x"))
                        .noHeader(true),
                "header(...) and noHeader(...) exclude each other; leave one out");
        refused(
                DatasetLoader.of("csv").response("x"),
                "the data set 'csv' needs a file, found none; give one by path(...)");
        refused(
                DatasetLoader.of("png-folder"),
                "the data set 'png-folder' needs a folder, found none; give one by path(...)");
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

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.lifecycle.Precision;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing and reading matrices/. */
@Timeout(60)
class MatrixSeriesTest {
    private static final List<TensorShape> SHAPES =
            List.of(shape("a.weight", 2, 3), shape("a.bias", 3), shape("b.weight", 3, 1));

    @TempDir private Path folder;
    private Path a;

    private static TensorShape shape(String name, Integer... lengths) {
        return new TensorShape(name, List.of(lengths), Precision.FLOAT32);
    }

    private static List<double[]> values(int record) {
        return List.of(
                new double[] {record, -0.0, Double.NaN, 1e300, Float.MIN_VALUE, 1.0 / 3},
                new double[] {-record, 2, 3});
    }

    @BeforeEach
    void write() throws IOException {
        MatrixSeries series = MatrixSeries.create(folder, SHAPES);
        for (int record = 0; record < 3; record++) {
            series = series.append(10 * record, values(record));
        }
        a = folder.resolve("matrices/a.weight.npy");
    }

    private MatrixSeries open() throws IOException {
        return MatrixSeries.open(folder, SHAPES).orElseThrow();
    }

    private void assertHolds(int records) throws IOException {
        MatrixSeries series = open();
        assertThat(series.epochs()).isEqualTo(List.of(0, 10, 20).subList(0, records));
        assertThat(series.matrices()).containsExactly(SHAPES.get(0), SHAPES.get(2));
        for (int i = 0; i < records; i++) {
            assertThat(series.read(SHAPES.get(0), i))
                    .containsExactly(
                            i,
                            -0f,
                            Float.NaN,
                            Float.POSITIVE_INFINITY,
                            Float.MIN_VALUE,
                            (float) (1.0 / 3));
            assertThat(series.read(SHAPES.get(2), i)).containsExactly(-i, 2f, 3f);
        }
    }

    @Test
    void read_ofEveryRecord_isWhatWasWrittenInFloat() throws IOException {
        assertHolds(3);
        assertThat(Files.size(a)).isEqualTo(128 + 3 * 6 * 4);
        assertThat(Files.readString(a, StandardCharsets.ISO_8859_1))
                .startsWith(
                        "\u0093NUMPY\u0001\0v\0{'descr': '<f4', 'fortran_order': False,"
                                + " 'shape': (3, 2, 3), }");
        assertThat(open().matrices()).hasSize(2);
        MatrixSeries series = open();
        assertThatThrownBy(() -> series.read(SHAPES.get(0), 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> series.read(SHAPES.get(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void open_whereAProcessWasKilledWhileItWrote_hasWholeRecordsOnly() throws IOException {
        byte[] of3 = Files.readAllBytes(a);
        Files.write(a, new byte[11], StandardOpenOption.APPEND); // half an item, no new header
        assertHolds(3);
        Files.write(a, of3);
        // The last record of epochs.npy is missing, as of a process killed just before.
        NpyFile.open(folder.resolve("matrices/epochs.npy")).cut(2);
        assertHolds(2);
        open().cut(10).append(20, values(2));
        assertHolds(3);
        assertThat(a).hasBinaryContent(of3);
    }

    @Test
    void cut_toAnEpoch_takesAwayWhatIsLater() throws IOException {
        assertThat(open().cut(19).epochs()).containsExactly(0, 10);
        assertHolds(2);
        assertThat(Files.size(a)).isEqualTo(128 + 2 * 6 * 4);
        open().cut(1000);
        assertHolds(2);
        open().cut(-1);
        assertHolds(0);
    }

    @Test
    void create_ofNamesThatNoFileCanHave_keepsThemApart() throws IOException {
        List<TensorShape> shapes =
                Stream.of("epochs", "../x", "a/b", "a_b", "A_B", "", "ü", ".hidden")
                        .map(name -> shape(name, 1, 1))
                        .toList();
        Path run = folder.resolve("other");
        MatrixSeries series = MatrixSeries.create(run, shapes);
        series.append(0, shapes.stream().map(s -> new double[] {shapes.indexOf(s)}).toList());
        MatrixSeries read = MatrixSeries.open(run, shapes).orElseThrow();
        for (TensorShape shape : shapes) {
            assertThat(read.read(shape, 0)).containsExactly(shapes.indexOf(shape));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(3 + shapes.size() + 1)
                    .allMatch(file -> file.toString().endsWith(".npy"));
        }
    }

    @Test
    void open_withoutASeries_isEmpty() throws IOException {
        assertThat(MatrixSeries.open(folder.resolve("none"), SHAPES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(3, 2, 4)",
                "(3, 3, 2)",
                "(3, 6)",
                "(18,)",
                "()",
                "(4, 2, 3)",
                "(2147483647, 2, 3)",
                "(2147483648, 2, 3)",
                "(9999999999, 2147483647, 2147483647)",
                "(2147483647, 2147483647, 2147483647)",
                "(99999999999999999999, 2, 3)",
                "(-1, 2, 3)",
                "(3, 2, 3, 1)",
                "(3, 2, 3), 'more': (1)",
            })
    void open_ofAnotherShape_isRefused(String shape) throws IOException {
        refusedWith("(3, 2, 3)", shape);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f8", ">f4", "<i4", "|O", "|V4"})
    void open_ofAnotherType_isRefused(String type) throws IOException {
        refusedWith("<f4", type);
    }

    @Test
    void open_ofAnotherFormat_isRefused() throws IOException {
        refusedWith("False", "True ");
        refusedWith("NUMPY\u0001", "NUMPY\u0002");
        refusedWith("\u0093NUMPY", "\u0093NUMPI");
        refusedWith("\0v\0", "\0v\u0001");
        refusedWith("\0v\0", "\0\u00ff\u00ff");
        refusedWith("}", "#");
    }

    private void refusedWith(String before, String after) throws IOException {
        byte[] good = Files.readAllBytes(a);
        String header = new String(good, 0, 128, StandardCharsets.ISO_8859_1);
        String text = header.replace(before, after).stripTrailing();
        byte[] bad = Arrays.copyOf(good, good.length);
        Arrays.fill(bad, 0, 128, (byte) ' ');
        byte[] damaged = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(damaged, 0, bad, 0, damaged.length);
        bad[127] = '\n';
        Files.write(a, bad);
        assertThatThrownBy(this::open)
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith(a + " is damaged: ")
                .hasMessageNotContaining("\n");
        Files.write(a, good);
        assertHolds(3);
    }

    @Test
    void open_ofATruncatedFile_isRefused() throws IOException {
        byte[] good = Files.readAllBytes(a);
        for (int length = 0; length < good.length; length++) {
            Files.write(a, Arrays.copyOf(good, length));
            assertThatThrownBy(this::open)
                    .as("%d bytes", length)
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessageStartingWith(a + " is damaged: ");
        }
        Files.delete(a);
        assertThatThrownBy(this::open).hasMessage(a + " is missing");
    }

    @Test
    void open_ofEpochsOutOfOrder_isRefused() throws IOException {
        Path epochs = folder.resolve("matrices/epochs.npy");
        byte[] bytes = Files.readAllBytes(epochs);
        bytes[128 + 4] = 30;
        Files.write(epochs, bytes);
        assertThatThrownBy(this::open)
                .hasMessage(
                        epochs
                                + " is damaged: expected epochs in increasing order from 0 on,"
                                + " found 20 behind 30");
    }

    @Test
    void open_ofFilesWithLargeHoles_takesNoMemoryOfTheirSize() throws IOException {
        long huge = 1L << 33;
        try (RandomAccessFile file = new RandomAccessFile(a.toFile(), "rw")) {
            file.setLength(huge); // takes no space: it is a hole
        }
        assertHolds(3);
        List<TensorShape> large = List.of(shape("a.weight", 46341, 46341));
        byte[] header =
                Files.readString(a.resolveSibling("b.weight.npy"), StandardCharsets.ISO_8859_1)
                        .substring(0, 128)
                        .replace("(3, 3, 1), }        ", "(1, 46341, 46341), }")
                        .getBytes(StandardCharsets.ISO_8859_1);
        try (RandomAccessFile file = new RandomAccessFile(a.toFile(), "rw")) {
            file.write(header);
            file.setLength(2 * huge);
        }
        MatrixSeries series = MatrixSeries.open(folder, large).orElseThrow();
        assertThatThrownBy(() -> series.read(large.get(0), 0))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + a + ": it is too large");
    }

    @Test
    void open_ofALinkOutOfTheFolder_isNotFollowed() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Path link = Files.createSymbolicLink(run.resolve("matrices"), folder.resolve("matrices"));
        assertThatThrownBy(() -> MatrixSeries.open(run, SHAPES))
                .hasMessageContaining(" is a link that leads out of the folder");
        Files.delete(link);
        Files.createDirectory(link);
        for (String name : List.of("epochs.npy", "a.weight.npy", "b.weight.npy")) {
            Files.copy(folder.resolve("matrices").resolve(name), link.resolve(name));
        }
        assertThat(MatrixSeries.open(run, SHAPES)).isPresent();
        Files.delete(link.resolve("b.weight.npy"));
        Files.createSymbolicLink(link.resolve("b.weight.npy"), a.resolveSibling("b.weight.npy"));
        assertThatThrownBy(() -> MatrixSeries.open(run, SHAPES))
                .hasMessageContaining("b.weight.npy is a link that leads out of the folder");
    }

    @Test
    void open_ofDamageAtRandom_isReadOrRefusedInOneSentence() throws IOException {
        Random random = new Random(5);
        for (String name : List.of("epochs.npy", "a.weight.npy")) {
            Path file = folder.resolve("matrices").resolve(name);
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < 3000; i++) {
                byte[] bad = good.clone();
                for (int j = 0; j <= random.nextInt(4); j++) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
                }
                Files.write(file, bad);
                try {
                    MatrixSeries series = open();
                    for (int record = 0; record < series.epochs().size(); record++) {
                        series.read(SHAPES.get(0), record);
                    }
                } catch (IOException e) {
                    assertThat(e.getMessage())
                            .as("damage %d of %s", i, name)
                            .contains(file.toString())
                            .doesNotContain("\n");
                }
            }
            Files.write(file, good);
        }
    }
}

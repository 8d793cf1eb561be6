// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model makes its reader open only what lies beside it. */
@Timeout(60)
class ExternalDataTest {
    private static final byte[] ONE_TWO = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};

    @TempDir Path root;
    private Path folder;
    private Path model;

    @BeforeEach
    void create() throws IOException {
        folder = Files.createDirectories(root.resolve("models/mine"));
        model = folder.resolve("m.onnx");
        Files.write(folder.resolve("data.bin"), ONE_TWO);
        Files.write(root.resolve("secret"), ONE_TWO);
        Files.write(root.resolve("models/secret"), ONE_TWO);
    }

    /** A model of one tensor [length] with entries of external data. */
    private Path write(int length, Map<String, String> entries) throws IOException {
        Wire tensor = Wire.tensor("w", length).number(14, 1);
        entries.forEach((key, value) -> tensor.message(13, new Wire().text(1, key).text(2, value)));
        return Files.write(model, Wire.model(Wire.graph(tensor)).toBytes());
    }

    private float[] values() throws IOException {
        return OnnxFile.open(model).tensors().get(0).floats();
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::values)
                .isInstanceOf(IOException.class)
                .hasMessage(model + " cannot be used: tensor 'w' " + message);
    }

    @Test
    void data_besideTheModel_isRead() throws IOException {
        write(2, Map.of("location", "data.bin", "offset", "0", "length", "8"));
        assertThat(values()).containsExactly(1, 2);
        write(1, Map.of("location", "./x/../data.bin", "offset", "4", "checksum", "abc"));
        assertThat(values()).containsExactly(2);
    }

    @Test
    void data_withoutLength_endsWhereTheShapeSays() throws IOException {
        write(1, Map.of("location", "data.bin"));
        assertThat(values()).containsExactly(1);
        write(3, Map.of("location", "data.bin"));
        assertRefused("has shape [3] of float32 but 8 bytes of data");
        write(1, Map.of("location", "data.bin", "length", "8"));
        assertRefused("has shape [1] of float32 but 8 bytes of data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "../../secret",
                "a/../../secret",
                "../mine2/secret",
                "/etc/passwd",
                "sub/../../../models/secret",
                "../mine/../secret"
            })
    void data_outsideTheFolder_isNotRead(String location) throws IOException {
        write(2, Map.of("location", location));
        assertRefused(
                "keeps its values in '"
                        + location
                        + "', expected a file in the model's folder; such a file is not read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone.bin", ".", "sub", "..\\secret", "../mine", "pipe", "dangling"})
    void data_thatIsNoFile_isMissed(String location) throws Exception {
        Files.createDirectory(folder.resolve("sub"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
        new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor();
        write(2, Map.of("location", location));
        assertRefused(
                "keeps its values in '"
                        + location
                        + "', but there is no such file beside the model; put it there");
    }

    @Test
    void data_behindALinkThatLeaves_isNotRead() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), root.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("up"), root);
        for (String location : new String[] {"link", "up/secret"}) {
            write(2, Map.of("location", location));
            assertRefused(
                    "keeps its values in '"
                            + location
                            + "', a link that leaves the model's folder; such a file is not read");
        }
        Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero"));
        write(2, Map.of("location", "zero"));
        assertRefused(
                "keeps its values in 'zero', but there is no such file beside the model; put it"
                        + " there");
    }

    @Test
    void data_behindALinkThatStays_isRead() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("data.bin"));
        write(2, Map.of("location", "link"));
        assertThat(values()).containsExactly(1, 2);
    }

    /** As a download cache lies: names in one folder, links to files that lie in another. */
    @Test
    void modelAndData_bothLinksIntoOneFolder_areRead() throws IOException {
        write(2, Map.of("location", "data.bin"));
        Path blobs = Files.createDirectory(root.resolve("blobs"));
        Path snapshot = Files.createDirectories(root.resolve("snapshots/abc"));
        Files.move(model, blobs.resolve("1234"));
        Files.move(folder.resolve("data.bin"), blobs.resolve("5678"));
        model = snapshot.resolve("m.onnx");
        Files.createSymbolicLink(model, Path.of("../../blobs/1234"));
        Files.createSymbolicLink(snapshot.resolve("data.bin"), Path.of("../../blobs/5678"));
        assertThat(values()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "offset, -1, 8",
        "offset, 9, 8",
        "offset, 9223372036854775807, 8",
        "offset, 99999999999999999999, 8",
        "offset, four, 8",
        "offset, '', 8",
        "length, 9, 8",
        "length, -8, 8",
        "length, 9223372036854775807, 8",
        "length, 0x8, 8",
    })
    void numbers_beyondTheFileOrNone_areRefused(String key, String value, long most)
            throws IOException {
        write(2, Map.of("location", "data.bin", key, value));
        assertRefused(
                "says that its values have "
                        + key
                        + " "
                        + value
                        + " in 'data.bin', expected a number up to "
                        + most);
    }

    @Test
    void offsetAndLength_thatOverflowTogether_areRefused() throws IOException {
        write(2, Map.of("location", "data.bin", "offset", "4", "length", "9223372036854775807"));
        assertRefused(
                "says that its values have length 9223372036854775807 in 'data.bin', expected a"
                        + " number up to 4");
    }

    @Test
    void location_thatIsNoName_isShownOnOneLine() throws IOException {
        write(2, Map.of("location", "a\0b"));
        assertRefused("keeps its values in 'a?b', which is no name of a file");
        write(2, Map.of("location", " "));
        assertRefused("keeps its values in another file, but does not say in which");
        write(2, Map.of("location", "x\n".repeat(100_000)));
        assertThatThrownBy(this::values)
                .isInstanceOf(IOException.class)
                .message()
                .hasLineCount(1)
                .hasSizeLessThan(600);
    }

    @Test
    void model_thatIsNoFile_isRefusedAndNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        Path zero = Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero"));
        for (Path file : new Path[] {pipe, zero, folder}) {
            assertThatThrownBy(() -> OnnxFile.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot read " + file + ": it is not a file");
        }
    }

    @Test
    void weightsBeyondAnArray_areRefusedBeforeTheyAreAllocated() throws IOException {
        try (var file = new java.io.RandomAccessFile(folder.resolve("big").toFile(), "rw")) {
            file.setLength(1L << 34);
        }
        Wire tensor = new Wire().number(1, 1 << 16).number(1, 1 << 16).number(2, 1).text(8, "w");
        tensor.number(14, 1).message(13, new Wire().text(1, "location").text(2, "big"));
        Files.write(model, Wire.model(Wire.graph(tensor)).toBytes());
        assertThatThrownBy(this::values)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        model
                                + " cannot be used: tensor 'w' has 4294967296 values, expected at most"
                                + " 2147483639");
        double[] last = new double[2];
        try (TensorReader reader = OnnxFile.open(model).tensors().get(0).open()) {
            reader.read((1L << 32) - 2, last, 2);
        }
        assertThat(last).containsExactly(0, 0);
    }
}

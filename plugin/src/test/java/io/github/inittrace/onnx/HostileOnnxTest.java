// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie: what they claim is neither believed nor allocated. */
@Timeout(120)
class HostileOnnxTest {
    @TempDir Path folder;

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("m.onnx"), bytes);
    }

    private Path write(Wire model) throws IOException {
        return write(model.toBytes());
    }

    private static float[] values(Path file) throws IOException {
        return OnnxFile.open(file).tensors().get(0).floats();
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> values(file)).isInstanceOf(IOException.class).hasMessage(message);
    }

    private void assertIncomplete(Wire model, String what) throws IOException {
        Path file = write(model);
        assertRefused(file, file + " is not a complete ONNX model: " + what);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 1000, 1L << 30, (1L << 31) - 1})
    void lengths_beyondTheFile_areNotBelieved(long length) throws IOException {
        Wire string = new Wire().claim(2, length).raw((byte) 1, (byte) 2);
        for (int field : new int[] {7, 2, 1000}) {
            assertIncomplete(
                    new Wire().number(1, 8).claim(field, length).raw((byte) 0x12),
                    "it ends within a field");
        }
        assertIncomplete(Wire.model(string), "it ends within a field");
        for (int field : new int[] {4, 5, 6, 7, 9, 10, 11}) {
            Wire tensor = Wire.tensor("w", 1).claim(field, length).raw((byte) 1, (byte) 2);
            assertIncomplete(
                    Wire.model(Wire.graph(tensor)), "it ends within the values of a tensor");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Integer.MIN_VALUE, 1L << 31, 0xffff_ffffL})
    void lengths_belowZero_areRefused(long length) throws IOException {
        assertIncomplete(new Wire().number(1, 8).claim(7, length), "it ends within a field");
        assertIncomplete(Wire.model(new Wire().claim(2, length)), "it ends within a field");
        assertIncomplete(
                Wire.model(Wire.graph(Wire.tensor("w", 1).claim(9, length))),
                "it ends within the values of a tensor");
    }

    @Test
    void tensorOfTwoTerabytes_inASmallFile_isRefused() throws IOException {
        Wire tensor = new Wire().number(1, 1 << 20).number(1, 1 << 19).number(2, 1).text(8, "w");
        Path file = write(Wire.model(Wire.graph(tensor.bytes(9, new byte[8]))));
        assertRefused(
                file,
                file
                        + " cannot be used: tensor 'w' has shape [1048576, 524288] of float32 but 8"
                        + " bytes of data");
    }

    @Test
    void dims_whoseProductOverflowsOrIsZero_areTakenAtTheirWord() throws IOException {
        Wire huge = Wire.tensor("w", Integer.MAX_VALUE);
        for (int i = 0; i < 5; i++) {
            huge.number(1, Integer.MAX_VALUE);
        }
        Path file = write(Wire.model(Wire.graph(huge)));
        assertThat(OnnxFile.open(file).tensors().get(0).count()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> values(file)).hasMessageEndingWith("but 0 bytes of data");
        huge.number(1, 0);
        assertThat(values(write(Wire.model(Wire.graph(huge))))).isEmpty();
    }

    @Test
    void dims_negativeLargeOrTooMany_areRefused() throws IOException {
        Path file = write(Wire.model(Wire.graph(Wire.tensor("w", 1L << 31))));
        assertRefused(
                file, file + " cannot be used: tensor 'w' has the impossible shape [2147483648]");
        Wire many = Wire.tensor("w", 1).bytes(1, new byte[100]);
        write(Wire.model(Wire.graph(many)));
        assertRefused(
                file, file + " cannot be used: tensor 'w' has 101 dimensions, expected up to 64");
    }

    @Test
    void packedDims_millionsOfThem_takeTheRoomOfMillions() throws IOException {
        int most = (int) Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 32);
        Path file = write(Wire.model(Wire.graph(Wire.tensor("w", 1).bytes(1, new byte[most]))));
        assertThatThrownBy(() -> OnnxFile.open(file))
                .hasMessageContaining(" MiB of structure besides its weights");
    }

    @Test
    void typedData_packedUnpackedAndMixed_isReadInItsOrder() throws IOException {
        Wire tensor = new Wire().number(1, 7).number(2, 6).text(8, "w");
        tensor.number(5, 1).number(5, -2).bytes(5, (byte) 3, (byte) 4).number(5, 300);
        tensor.bytes(5).text(12, "in between").number(5, 6).bytes(5, (byte) 7);
        assertThat(values(write(Wire.model(Wire.graph(tensor)))))
                .containsExactly(1, -2, 3, 4, 300, 6, 7);
    }

    @Test
    void typedData_ofTheWrongKind_isRefused() throws IOException {
        Wire tensor = Wire.tensor("w", 1);
        Path file = write(Wire.model(Wire.graph(tensor.number(4, 1))));
        assertRefused(
                file,
                file + " cannot be used: tensor 'w' has values of another kind than its type's");
        write(Wire.model(Wire.graph(Wire.tensor("w", 1).number(5, 1))));
        assertRefused(
                file,
                file
                        + " cannot be used: tensor 'w' has values in a field that is not for its"
                        + " element type float32");
        Wire cut = new Wire().number(1, 1).number(2, 6).text(8, "w").bytes(5, (byte) 0x80);
        write(Wire.model(Wire.graph(cut)));
        assertRefused(file, file + " cannot be used: tensor 'w' has values cut in half");
        write(Wire.model(Wire.graph(Wire.tensor("w", 1).bytes(4, new byte[6]))));
        assertRefused(
                file,
                file + " cannot be used: tensor 'w' has shape [1] of float32 but 6 bytes of data");
    }

    @Test
    void rawData_givenTwice_isTheLast() throws IOException {
        Wire tensor = Wire.tensor("w", 1).bytes(9, new byte[400]);
        tensor.bytes(9, (byte) 0, (byte) 0, (byte) 0x80, (byte) 0x3f);
        assertThat(values(write(Wire.model(Wire.graph(tensor))))).containsExactly(1);
        Path file = write(Wire.model(Wire.graph(tensor.bytes(9))));
        assertRefused(
                file,
                file + " cannot be used: tensor 'w' has shape [1] of float32 but 0 bytes of data");
    }

    @Test
    void typedData_inManyPieces_isRefused() throws IOException {
        Wire tensor = Wire.tensor("w", 10_001);
        for (int i = 0; i < 10_000; i++) {
            tensor.bytes(4, new byte[4]);
        }
        assertIncomplete(
                Wire.model(Wire.graph(tensor.bytes(4, new byte[4]))),
                "the values of a tensor are cut into more than 10000 pieces");
    }

    @Test
    void tensor_inTwoPartsThatProtobufMerges_isRefused() throws IOException {
        Wire value = Wire.tensor("w", 1).bytes(9, new byte[4]);
        Wire attribute = new Wire().text(1, "value").message(5, value).message(5, new Wire());
        Wire node = new Wire().text(2, "w").text(4, "Constant").message(5, attribute);
        Path file = write(Wire.model(new Wire().text(2, "g").message(1, node)));
        assertRefused(file, file + " cannot be used: tensor 'w' stands in it in several parts");
    }

    @Test
    void field10000_ofTheFile_isNotOurs() throws IOException {
        Wire tensor = Wire.tensor("w", 1).bytes(9, new byte[4]).number(10_000, 77);
        assertThat(values(write(Wire.model(Wire.graph(tensor))))).containsExactly(0);
    }

    @Test
    void groups_areRefused() throws IOException {
        byte start = 4 << 3 | 3;
        byte end = 4 << 3 | 4;
        String groups = "it has a group, which ONNX does not";
        assertIncomplete(new Wire().number(1, 8).raw(start, end), groups);
        assertIncomplete(Wire.model(new Wire().raw(end)), groups);
        byte[] deep = new byte[1_000_000];
        Arrays.fill(deep, start);
        assertIncomplete(Wire.model(Wire.graph(Wire.tensor("w", 1).raw(deep))), groups);
    }

    @Test
    void graphs_nestedDeeply_areRefused() throws IOException {
        Wire graph = new Wire();
        for (int depth = 0; depth < 5000; depth++) {
            Wire attribute = new Wire().message(6, graph);
            graph = new Wire().message(1, new Wire().message(5, attribute));
        }
        assertIncomplete(Wire.model(graph), "it nests messages too deeply");
    }

    @Test
    void unknownFields_millionsOfThem_takeNoMemory() throws IOException {
        Wire graph = Wire.graph(Wire.tensor("w", 1).bytes(9, new byte[4]));
        for (int i = 0; i < 3_000_000; i++) {
            graph.number(100 + i, 1);
        }
        Path file = write(Wire.model(graph).bytes(1000, new byte[50_000_000]));
        assertThat(values(file)).containsExactly(0);
        assertThat(OnnxFile.open(file).model().getSerializedSize()).isLessThan(200);
    }

    @Test
    void emptyNodes_millionsOfThem_takeTheRoomOfTheirObjects() throws IOException {
        byte[] nodes = new byte[16_000_000];
        for (int i = 0; i < nodes.length; i += 2) {
            nodes[i] = 0x0a;
        }
        Path file = write(Wire.model(new Wire().raw(nodes)));
        assertThatThrownBy(() -> OnnxFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        "\\Q"
                                + file
                                + "\\E has more than \\d+ MiB of structure besides its weights, which"
                                + " is more than is read; raise -Xmx, or take out what is no network");
    }

    /** Searching all nodes for each of them, or copying all names for each, would take hours. */
    @Test
    void subgraphs_manyOfThem_areReadInTime() throws IOException {
        Wire attribute = new Wire().text(1, "then").message(6, new Wire().text(2, "body"));
        Wire graph = new Wire();
        for (int i = 0; i < 60_000; i++) {
            graph.message(1, new Wire().text(2, "v" + i).text(4, "If").message(5, attribute));
        }
        assertThat(OnnxFile.open(write(Wire.model(graph))).tensors()).isEmpty();
    }

    @Test
    void longNames_ofNodesAroundManyTensors_areRefused() throws IOException {
        Wire body = new Wire().message(5, Wire.tensor("w", 0));
        Wire node = new Wire().text(3, "n".repeat(1_000_000)).text(4, "If");
        for (int i = 0; i < 1000; i++) {
            node.message(5, new Wire().text(1, "g" + i).message(6, body));
        }
        Path file = write(Wire.model(new Wire().message(1, node)));
        assertThatThrownBy(() -> OnnxFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        file
                                + " has names that are longer together than what is read; raise -Xmx,"
                                + " or shorten the names of its nodes and tensors");
    }

    @Test
    void names_withControlCharactersOrMegabytes_areShownOnOneShortLine() throws IOException {
        String name = "w\n\u001b[31m\u202e" + "x".repeat(3_000_000) + "end\n";
        Path file = write(Wire.model(Wire.graph(Wire.tensor(name, 1))));
        assertThatThrownBy(() -> values(file))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith(file + " cannot be used: tensor 'w??[31m?xxx")
                .endsWith("xxxend?' has shape [1] of float32 but 0 bytes of data")
                .hasSizeLessThan(400)
                .hasLineCount(1);
        Wire node = new Wire().text(1, name).text(3, name).text(4, "Relu");
        write(Wire.model(new Wire().message(1, node)));
        assertThatThrownBy(() -> values(file))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith(file + " makes no sense: node 'w??[31m?xxx")
                .hasSizeLessThan(600)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    PK\u0003\u0004rest | a ZIP archive, such as PyTorch's .pt or .keras; export the model to ONNX
                    \u0089HDF\r\u001a | an HDF5 file, such as Keras' .h5; export the model to ONNX
                    '\u001f\u008b\u0008rest' | a gzipped file; unpack it
                    version https://git-lfs.github.com/spec/v1 | a pointer of Git LFS, not the file; get it with git lfs pull
                    GGUF\u0003 | a GGUF file; export the model to ONNX
                    0123TFL3\u0001 | a TensorFlow Lite file; export the model to ONNX
                    01234567{"a":1}\u0000 | a safetensors file; export the model to ONNX
                    {"nodes": []} | text; export the model to ONNX
                    <html><body>404 | text; export the model to ONNX
                    Traceback (most recent) | text; export the model to ONNX
                    """)
    void otherFormats_areNamed(String start, String format) throws IOException {
        Path file = write(start.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> OnnxFile.open(file))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith(file + " is not ")
                .endsWith(format);
    }

    @Test
    void file_thatShrinksWhileItIsRead_isSaidToHaveChanged() throws IOException {
        Wire typed = new Wire().number(1, 100_000).number(2, 6).text(8, "w");
        byte[] values = new byte[100_000];
        for (Wire tensor :
                List.of(typed.bytes(5, values), Wire.tensor("w", 25_000).bytes(9, values))) {
            Path file = write(Wire.model(Wire.graph(tensor)));
            try (TensorReader reader = OnnxFile.open(file).tensors().get(0).open()) {
                write(new byte[1000]);
                assertThatThrownBy(() -> reader.read(20_000, new double[100], 100))
                        .isInstanceOf(IOException.class)
                        .hasMessageMatching("\\Q" + file + "\\E has (become shorter|changed) .*");
            }
        }
    }

    @Test
    void oldModel_ofIr3WithWeightsAmongItsInputsAndNoNamesOfNodes_isRead() throws IOException {
        Wire graph = Wire.graph(Wire.tensor("0", 1).bytes(9, new byte[4]));
        graph.message(11, new Wire().text(1, "x")).message(11, new Wire().text(1, "0"));
        graph.message(1, new Wire().text(1, "x").text(1, "0").text(2, "1").text(4, "Add"));
        Wire model = new Wire().number(1, 3).message(8, new Wire().number(2, 7)).message(7, graph);
        assertThat(values(write(model))).containsExactly(0);
    }

    @Test
    void equalNodesWithoutName_haveTensorsOfDifferentNames() throws IOException {
        Wire value =
                new Wire().text(1, "value").message(5, Wire.tensor("", 1).bytes(9, new byte[4]));
        Wire body =
                new Wire()
                        .message(1, new Wire().text(2, "c").text(4, "Constant").message(5, value));
        Wire branch = new Wire().text(1, "then").message(6, body);
        Wire graph = new Wire();
        for (int i = 0; i < 2; i++) {
            graph.message(1, new Wire().text(4, "If").message(5, branch));
        }
        for (int i = 0; i < 2; i++) {
            graph.message(1, new Wire().text(3, "same").text(4, "If").message(5, branch));
        }
        assertThat(OnnxFile.open(write(Wire.model(graph))).tensors())
                .extracting(StoredTensor::name)
                .containsExactly("If#1.then/c", "If#2.then/c", "same.then/c", "same#4.then/c");
    }

    @Test
    void functionsOfOneName_inTwoDomains_haveTensorsOfDifferentNames() throws IOException {
        Wire value =
                new Wire().text(1, "value").message(5, Wire.tensor("", 1).bytes(9, new byte[4]));
        Wire node = new Wire().text(2, "c").text(4, "Constant").message(5, value);
        Wire model = Wire.model(new Wire().text(2, "g"));
        model.message(25, new Wire().text(1, "f").message(7, node).text(10, "one"));
        model.message(25, new Wire().text(1, "f").message(7, node).text(10, "two"));
        assertThat(OnnxFile.open(write(model)).tensors())
                .extracting(StoredTensor::name)
                .containsExactly("f/c", "f#2/c");
    }
}

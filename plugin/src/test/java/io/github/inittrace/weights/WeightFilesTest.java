// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.PairingNotes;
import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.onnx.TensorReader;
import io.github.inittrace.safetensors.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of NumPy and files of safetensors, whole, hostile and damaged. */
class WeightFilesTest {
    @TempDir private Path folder;

    private static StoredTensor tensor(OnnxFile file, String name) {
        return file.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    }

    private Path safetensors(String name, float... values) throws IOException {
        Safetensors file =
                new Safetensors(
                        Map.of(),
                        List.of(
                                io.github.inittrace.safetensors.StoredTensor.of(
                                        "w", List.of(2, 3), values),
                                io.github.inittrace.safetensors.StoredTensor.of(
                                        "b", List.of(), new float[] {7})));
        return Files.write(folder.resolve(name), file.bytes());
    }

    @Test
    void open_ofAnArchive_givesEveryArrayAsNumPyWould() throws IOException {
        Path path =
                new NpzFiles()
                        .with("dense/kernel:0", "(2, 3)", 1, 2, 3, 4, 5, 6.5)
                        .withType("big", ">f8", "(2,)", 1e-300, -2)
                        .columnMajor("turned", "(2, 3)", 1, 4, 2, 5, 3, 6)
                        .columnMajor("cube", "(2, 2, 2)", 0, 4, 2, 6, 1, 5, 3, 7)
                        .withBytes("read me.txt", new byte[3])
                        .to(folder.resolve("a.NPZ"));
        OnnxFile file = WeightFiles.open(path);

        assertThat(file.hasGraph()).isFalse();
        assertThat(file.tensors())
                .extracting(StoredTensor::name)
                .containsExactly("dense/kernel:0", "big", "turned", "cube");
        StoredTensor kernel = tensor(file, "dense/kernel:0");
        assertThat(kernel.shape()).containsExactly(2, 3);
        assertThat(kernel.type()).isEqualTo(ElementType.FLOAT);
        assertThat(kernel.floats()).containsExactly(1, 2, 3, 4, 5, 6.5f);
        assertThat(tensor(file, "turned").floats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(tensor(file, "cube").floats()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        double[] big = new double[2];
        try (TensorReader reader = tensor(file, "big").open()) {
            reader.read(1, big, 1);
            assertThat(big[0]).isEqualTo(-2);
            reader.read(0, big, 2); // back to the front
            assertThat(big).containsExactly(1e-300, -2);
        }
        assertThat(file.sha256()).hasSize(64);
    }

    @Test
    void open_ofSafetensors_givesEveryTensor() throws IOException {
        OnnxFile file = WeightFiles.open(safetensors("noEnding", 1, 2, 3, 4, 5, 6));
        assertThat(tensor(file, "w").shape()).containsExactly(2, 3);
        assertThat(tensor(file, "w").floats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(tensor(file, "b").shape()).isEmpty();
        assertThat(tensor(file, "b").floats()).containsExactly(7);
    }

    @Test
    void diff_ofTwoFormats_comparesNamesAndTurnsWhatLiesTheOtherWay() throws IOException {
        Path a = safetensors("a.safetensors", 1, 2, 3, 4, 5, 6);
        Path b =
                new NpzFiles()
                        .with("w", "(3, 2)", 1, 4, 2, 5, 3, 9)
                        .with("b", "()", 7)
                        .to(folder.resolve("b.npz"));
        ModelDiff diff = ModelDiff.of(a, b);
        assertThat(diff.tensor("w").pair().transposed()).isTrue();
        assertThat(diff.tensor("w").difference().distance()).isEqualTo(3);
        assertThat(diff.isNone()).isFalse();

        ModelDiff same = ModelDiff.of(a, a);
        assertThat(same.isNone()).isTrue();
        assertThat(PairingNotes.of(same))
                .containsExactly(
                        "no difference: every value of A is in its place in B, and neither has a"
                                + " graph");
        assertThat(PairingNotes.model(same.a())).endsWith("a.safetensors, tensors without a graph");
    }

    @Test
    void open_ofWhatIsNone_saysWhatIsWrongInOneSentence() throws IOException {
        refused(new byte[0], "it is no whole archive of numpy.savez");
        refused(new NpzFiles().bytes(), "found an empty archive");
        refused(
                new NpzFiles().withBytes("archive/data.pkl", new byte[9]).bytes(),
                "found another archive; save PyTorch's .pt");
        byte[] whole = new NpzFiles().with("w", "(4,)", 1, 2, 3, 4).bytes();
        refused(Arrays.copyOf(whole, whole.length - 30), "it is no whole archive");
        refused(
                new NpzFiles().withBytes("w.npy", "no".getBytes(StandardCharsets.UTF_8)).bytes(),
                "of its array 'w', it is no NumPy array");
        refused(
                new NpzFiles().withType("w", "|O", "(1,)", 1).bytes(),
                "its array 'w' holds pickled Python objects, which may run code and are not read");
        refused(
                new NpzFiles().withType("w", "|V2", "(1,)", 1).bytes(),
                "its array 'w' is of a type that is not read");
        refused(
                new NpzFiles().with("w", "(9,)", 1).bytes(),
                "its array 'w' is to have [9] values of 4 bytes, found 4 bytes");
        refused(
                new NpzFiles().with("w", "(999999999, 999999999, 999999999)", 1).bytes(),
                "its array 'w' is to have [999999999, 999999999, 999999999] values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.npz", "a.safetensors", "a.onnx"})
    void open_ofAPointerOfGitLfs_saysWhatToDo(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n");
        assertThatThrownBy(() -> WeightFiles.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " ")
                .hasMessageEndingWith(
                        " a pointer of Git LFS, not the file; get it with git lfs pull");
    }

    @Test
    void open_ofWhatIsDamaged_doesNotTakeItForAnotherFormat() throws IOException {
        byte[] whole = new NpzFiles().with("w", "(4,)", 1, 2, 3, 4).bytes();
        refused(
                Arrays.copyOf(whole, whole.length - 30),
                "no whole archive of numpy.savez; save it");
        Path file = safetensors("a.safetensors", 1, 2, 3, 4, 5, 6);
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length - 1));
        assertThatThrownBy(() -> WeightFiles.open(file))
                .hasMessageContaining("where the file does, found byte 28; save it again");
    }

    @Test
    void open_ofTypesThatAreNotRead_namesThemAsTheFileDoes() throws IOException {
        Safetensors narrow =
                new Safetensors(
                        Map.of(),
                        List.of(
                                new io.github.inittrace.safetensors.StoredTensor(
                                        "v", "F8_E4M3", List.of(4), ByteBuffer.allocate(4)),
                                new io.github.inittrace.safetensors.StoredTensor(
                                        "w", "F4", List.of(4), ByteBuffer.allocate(2))));
        Path path = Files.write(folder.resolve("a.safetensors"), narrow.bytes());
        OnnxFile file = WeightFiles.open(path);
        assertThat(file.tensors()).extracting(StoredTensor::type).containsOnlyNulls();
        assertThat(file.tensors())
                .extracting(StoredTensor::typeName)
                .containsExactly("F8_E4M3", "F4");
        assertThatThrownBy(() -> tensor(file, "w").open())
                .hasMessageEndingWith(": values of type F4 are not read");
        assertThat(PairingNotes.of(ModelDiff.of(path, path)))
                .contains("not compared: 'w', which is F4 in A and F4 in B");
        OnnxFile text =
                WeightFiles.open(
                        new NpzFiles()
                                .withType("t", "<U2", "(1,)", 1)
                                .withType("c", "<c8", "(1,)", 1)
                                .to(folder.resolve("t.npz")));
        assertThat(text.tensors()).extracting(StoredTensor::typeName).containsExactly("U2", "c8");
    }

    private void refused(byte[] content, String part) throws IOException {
        Path file = Files.write(folder.resolve("a.npz"), content);
        assertThatThrownBy(() -> WeightFiles.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " cannot be used: ")
                .hasMessageContaining(part)
                .hasMessageNotContaining("\n");
    }

    @Test
    void read_ofADamagedArray_isRefused() throws IOException {
        double[] values = new double[999];
        Arrays.setAll(values, k -> Math.sin(k));
        byte[] content = new NpzFiles().with("w", "(999,)", values).bytes();
        content[content.length / 2] ^= 1;
        OnnxFile file = WeightFiles.open(Files.write(folder.resolve("a.npz"), content));
        assertThatThrownBy(() -> tensor(file, "w").floats())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("an array in it is damaged; save it again");
    }
}

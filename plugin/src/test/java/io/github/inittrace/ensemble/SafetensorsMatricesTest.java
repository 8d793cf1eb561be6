// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.ensemble.NetworkEnsemble.ReadOptions;
import io.github.inittrace.pigmm.Ensemble;
import io.github.inittrace.pigmm.Matrices;
import io.github.inittrace.pigmm.Observation;
import io.github.inittrace.pigmm.RectangularModel;
import io.github.inittrace.pigmm.SquareModel;
import io.github.inittrace.safetensors.Safetensors;
import io.github.inittrace.safetensors.StoredTensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks in files that PyTorch wrote, and in others. */
class SafetensorsMatricesTest {
    private static final ReadOptions INPUTS_FIRST = new ReadOptions(null, false);
    private static final ReadOptions OUTPUTS_FIRST = new ReadOptions(null, true);

    @TempDir private Path folder;

    @Test
    void read_ofFilesOfPyTorch_takesRowsAsOutputs() throws IOException, URISyntaxException {
        Path files =
                Path.of(
                                Objects.requireNonNull(
                                                SafetensorsMatricesTest.class.getResource(
                                                        "/safetensors/values.json"))
                                        .toURI())
                        .getParent();
        NetworkEnsemble ensemble = NetworkEnsemble.read(List.of(files), INPUTS_FIRST);
        assertThat(ensemble.networks())
                .containsExactly("network1.safetensors", "network2.safetensors");
        assertThat(ensemble.layers().keySet())
                .containsExactly("fc1.weight", "fc2.weight", "fc3.weight", "fc10.weight");
        assertThat(ensemble.remarks())
                .containsExactly(
                        "rows of matrices are outputs, for the safetensors files say that their"
                                + " format is pt",
                        "tensors that are no matrices are left out: extremes.bf16 [9], extremes.f16"
                                + " [9], fc1.bias [3], none.weight [0, 4], steps []");
        for (String layer : List.of("fc2.weight", "fc3.weight", "fc10.weight")) {
            Ensemble expected = new Ensemble();
            for (int k = 0; k < 2; k++) {
                expected.add(k, Observation.square(values(files, k, layer), 4));
            }
            assertThat(SquareModel.fit(only(ensemble, layer)).parameters())
                    .isEqualTo(SquareModel.fit(expected).parameters());
        }
        Ensemble expected = new Ensemble();
        for (int k = 0; k < 2; k++) {
            expected.add(k, Observation.rectangular(values(files, k, "fc1.weight"), 3, 5));
        }
        assertThat(RectangularModel.fit(only(ensemble, "fc1.weight")).parameters())
                .isEqualTo(RectangularModel.fit(expected).parameters());

        NetworkEnsemble said = NetworkEnsemble.read(List.of(files), OUTPUTS_FIRST);
        assertThat(said.remarks()).hasSize(1);
        assertThat(SquareModel.fit(only(said, "fc2.weight")).parameters())
                .isEqualTo(SquareModel.fit(only(ensemble, "fc2.weight")).parameters());
    }

    private static Ensemble only(NetworkEnsemble ensemble, String layer) {
        return Objects.requireNonNull(ensemble.layers().get(layer)).get(NetworkEnsemble.NO_EPOCH);
    }

    private static double[] values(Path files, int k, String name) throws IOException {
        Safetensors file = Safetensors.read(files.resolve("network" + (k + 1) + ".safetensors"));
        return file.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values();
    }

    private Path write(String name, Map<String, String> metadata, StoredTensor... tensors)
            throws IOException {
        return Files.write(
                folder.resolve(name), new Safetensors(metadata, List.of(tensors)).bytes());
    }

    @Test
    void read_ofOthers_goesByTheOptionUnlessTheySay() throws IOException {
        float[] values = {1, 2, 3, 4, 5, 6};
        double[] transposed = Matrices.transposed(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        StoredTensor matrix = StoredTensor.of("w", List.of(2, 3), values);
        List<Path> plain =
                List.of(write("a.safetensors", Map.of(), matrix), folder.resolve("a.safetensors"));
        assertThat(only(NetworkEnsemble.read(plain, INPUTS_FIRST), "w").rows()).isEqualTo(3);
        assertThat(only(NetworkEnsemble.read(plain, OUTPUTS_FIRST), "w").rows()).isEqualTo(2);
        Path flax = write("b.safetensors", Map.of("format", "flax"), matrix);
        NetworkEnsemble said = NetworkEnsemble.read(List.of(flax, flax), OUTPUTS_FIRST);
        assertThat(said.remarks())
                .containsExactly(
                        "rows of matrices are inputs, for the safetensors files say that their"
                                + " format is flax",
                        "1 of 2 networks has the matrices of another and nothing new to say, but"
                                + " counts as one more");
        Ensemble expected = new Ensemble();
        IntStream.range(0, 2)
                .forEach(k -> expected.add(k, Observation.rectangular(transposed, 3, 2)));
        assertThat(RectangularModel.fit(only(said, "w")).parameters())
                .isEqualTo(RectangularModel.fit(expected).parameters());
    }

    @Test
    void read_ofAPointerOfGitLfs_saysWhatToDo() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n");
        assertThatThrownBy(() -> SafetensorsMatrices.read(file, false))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        file
                                + " cannot be used: it is a pointer of Git LFS, not the file; get it"
                                + " with git lfs pull, or leave it out");
    }

    @Test
    void read_ofManyOtherTensors_namesSome() throws IOException {
        StoredTensor[] tensors =
                IntStream.range(0, 8)
                        .mapToObj(
                                k ->
                                        k == 0
                                                ? StoredTensor.of(
                                                        "w", List.of(1, 1), new float[] {Float.NaN})
                                                : StoredTensor.of(
                                                        "b" + k, List.of(1), new float[] {k}))
                        .toArray(StoredTensor[]::new);
        Path file = write("a.safetensors", Map.of(), tensors);
        assertThat(NetworkEnsemble.read(List.of(file, file), INPUTS_FIRST).remarks())
                .containsExactly(
                        "tensors that are no matrices are left out: b1 [1], b2 [1], b3 [1], b4 [1],"
                                + " b5 [1] and 2 more",
                        "2 matrices of w are not finite, and left out");
    }

    @Test
    void read_ofWhatIsUnusable_saysWhy() throws IOException {
        Path cut = Files.write(folder.resolve("cut.safetensors"), new byte[] {1, 2, 3});
        refused(
                cut,
                cut
                        + " cannot be used: expected at least the 8 bytes that say how long its header"
                        + " is, found 3; save it again, or leave it out");
        StoredTensor bias = StoredTensor.of("b", List.of(1), new float[] {1});
        Path vector = write("vector.safetensors", Map.of(), bias);
        refused(vector, vector + " has no tensor of two dimensions: leave it out");
        Path whole =
                write(
                        "whole.safetensors",
                        Map.of(),
                        new StoredTensor("mask", "I32", List.of(1, 1), bias.bytes()));
        refused(
                whole,
                whole
                        + " cannot be used: expected float64, float32, float16 or bfloat16, found I32 as"
                        + " the dtype of mask; convert it, or leave it out of the file");
    }

    private static void refused(Path file, String message) {
        assertThatThrownBy(() -> NetworkEnsemble.read(List.of(file, file), INPUTS_FIRST))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }
}

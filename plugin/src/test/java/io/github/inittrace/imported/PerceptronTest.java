// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.weights.NpzFiles;
import io.github.inittrace.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tensors are the matrices and which the biases of layers. */
class PerceptronTest {
    @TempDir private Path folder;

    /** The layers of tensors of some shapes, such as {@code 4x16 16}, named 0, 1, ... */
    private Perceptron perceptron(String shapes) throws IOException {
        NpzFiles file = new NpzFiles();
        int place = 0;
        for (String shape : shapes.split(" ")) {
            int count = 1;
            for (String length : shape.split("x")) {
                count *= Integer.parseInt(length);
            }
            String tuple = shape.contains("x") ? shape.replace("x", ", ") : shape + ",";
            file.with("" + place++, "(" + tuple + ")", new double[count]);
        }
        return Perceptron.of(WeightFiles.open(file.to(folder.resolve("w.npz"))).tensors());
    }

    @ParameterizedTest
    @CsvSource({
        "4x16 16 16x3 3, INPUTS, 1 3",
        "4x16 1x16 16x3 1x3, INPUTS, 1 3",
        "4x16 16x3 1x16 1x3, INPUTS, 2 3",
        "1x16 4x16 1x3 16x3, INPUTS, 0 2",
        "4x16 1x16 16x1 1x1, INPUTS, 1 3",
        "1x16 1x16 16x1 1x1, INPUTS, 1 3",
        "16x4 1x16 1x16 1x1, OUTPUTS, 1 3",
        "16x4 16x1 3x16 3x1, OUTPUTS, 1 3",
        "16x4 16x1 1x16 1x1, OUTPUTS, 1 3",
        "16x1 16x1 1x16 1x1, OUTPUTS, 1 3",
    })
    void biases_areVectorsInWhateverDimensions(String shapes, WeightRows rows, String biases)
            throws IOException {
        Perceptron found = perceptron(shapes);
        assertThat(found.rows()).isEqualTo(rows);
        assertThat(found.biases())
                .extracting(StoredTensor::name)
                .containsExactlyInAnyOrder(biases.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "4x16 16x1, INPUTS",
                "16x4 1x16, OUTPUTS",
                "16x16 1x16, OUTPUTS",
                "16x1 1x16, -"
            },
            nullValues = "-")
    void matricesOfOneUnit_areNoBiasesWhereTheyFollow(String shapes, WeightRows rows)
            throws IOException {
        Perceptron found = perceptron(shapes);
        assertThat(found.rows()).isEqualTo(rows);
        assertThat(found.biases()).isEmpty();
        assertThat(found.tensors()).hasSize(2);
    }

    @Test
    void tensorsThatDoNotFollow_areNone() throws IOException {
        assertThat(perceptron("4x16 1x15 16x3 1x3")).isNull();
        assertThat(perceptron("4x16 1x16 5x3 1x3")).isNull();
        assertThat(perceptron("2x1x2x2 1x2")).isNull();
    }
}

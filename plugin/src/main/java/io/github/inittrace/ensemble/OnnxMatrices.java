// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.run.MatrixFigures;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The matrices of an ONNX file.
 *
 * @param figures of every initialiser of two dimensions with floating-point numbers, in the order of
 *     the file
 * @param remarks which matrices are left out for they have other numbers
 */
record OnnxMatrices(List<MatrixFigures> figures, List<String> remarks) {
    /**
     * Reads a file. Beside the weights of a network it may have shapes, labels and other constants.
     *
     * @param outputsFirst whether rows are outputs
     * @throws IOException if it cannot be read, is damaged or has no matrix of floating-point
     *     numbers; one sentence
     */
    static OnnxMatrices read(Path path, boolean outputsFirst) throws IOException {
        List<MatrixFigures> figures = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (StoredTensor tensor : OnnxFile.open(path).tensors()) {
            boolean isMatrix = tensor.shape().size() == 2 && tensor.count() > 0;
            if (!tensor.isInitialiser() || !isMatrix) {
                continue;
            }
            ElementType type = tensor.type();
            if (type == null || !type.isFloatingPoint()) {
                others.add(SafeText.of(tensor.name() + " of " + tensor.typeName()));
                continue;
            }
            TensorShape shape = new TensorShape(tensor.name(), tensor.shape(), Precision.FLOAT64);
            figures.add(ObservedNetwork.of(shape, tensor.doubles(), outputsFirst));
        }
        if (figures.isEmpty()) {
            throw new IOException(path + " has no matrix of floating-point numbers: leave it out");
        }
        return new OnnxMatrices(
                figures,
                others.isEmpty()
                        ? List.of()
                        : List.of(
                                SafetensorsMatrices.leftOut(
                                        "matrices of other than floating-point numbers", others)));
    }
}

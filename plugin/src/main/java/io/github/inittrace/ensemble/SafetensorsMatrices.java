// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.files.FileSignature;
import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.run.MatrixFigures;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.safetensors.MalformedSafetensorsException;
import io.github.inittrace.safetensors.Safetensors;
import io.github.inittrace.safetensors.StoredTensor;
import io.github.inittrace.study.NaturalOrder;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The matrices of a safetensors file.
 *
 * @param figures of every tensor of two dimensions, by name: the format has no order of layers
 * @param remarks which tensors are left out, and what the file says of its rows
 */
record SafetensorsMatrices(List<MatrixFigures> figures, List<String> remarks) {
    private static final int MOST_NAMED = 5;

    /**
     * Where those who write files say what they are of, the convention of which is that of the
     * linear layers of PyTorch and MLX, [out, in], or of the dense ones of Flax and Keras, [in, out].
     */
    private static final String FORMAT = "format";

    /**
     * Reads a file.
     *
     * @param outputsFirst whether rows are outputs, unless the file says what they are
     * @throws IOException if it cannot be read, is damaged, or has a matrix of other than
     *     floating-point numbers, or none; one sentence
     */
    static SafetensorsMatrices read(Path path, boolean outputsFirst) throws IOException {
        Safetensors file;
        try {
            file = Safetensors.read(path);
        } catch (MalformedSafetensorsException e) {
            String complaint =
                    FileSignature.other(path, FileSignature.SAFETENSORS)
                            .map(other -> "it is " + other.words("save it as safetensors"))
                            .orElse(e.getMessage() + "; save it again");
            throw new IOException(path + " cannot be used: " + complaint + ", or leave it out", e);
        }
        List<String> remarks = new ArrayList<>();
        String format = file.metadata().getOrDefault(FORMAT, "");
        boolean turned =
                switch (format.toLowerCase(Locale.ROOT)) {
                    case "pt", "mlx" -> true;
                    case "flax", "tf" -> false;
                    default -> outputsFirst;
                };
        if (turned != outputsFirst) {
            remarks.add(
                    "rows of matrices are "
                            + (turned ? "outputs" : "inputs")
                            + ", for the safetensors files say that their format is "
                            + format);
        }
        List<MatrixFigures> figures = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (StoredTensor tensor : inOrder(file)) {
            if (tensor.shape().size() != 2 || tensor.shape().contains(0)) {
                others.add(SafeText.of(tensor.name() + " " + tensor.shape()));
                continue;
            }
            if (!tensor.isFloat()) {
                throw new IOException(
                        path
                                + " cannot be used: expected float64, float32, float16 or bfloat16,"
                                + " found "
                                + SafeText.of(tensor.dtype())
                                + " as the dtype of "
                                + SafeText.of(tensor.name())
                                + "; convert it, or leave it out of the file");
            }
            TensorShape shape = new TensorShape(tensor.name(), tensor.shape(), Precision.FLOAT64);
            figures.add(ObservedNetwork.of(shape, tensor.values(), turned));
        }
        if (figures.isEmpty()) {
            throw new IOException(path + " has no tensor of two dimensions: leave it out");
        }
        if (!others.isEmpty()) {
            remarks.add(leftOut("tensors that are no matrices", others));
        }
        return new SafetensorsMatrices(figures, remarks);
    }

    private static List<StoredTensor> inOrder(Safetensors file) {
        return file.tensors().stream()
                .sorted(Comparator.comparing(StoredTensor::name, NaturalOrder.OF_NAMES))
                .toList();
    }

    /** The remark on tensors that are left out, which names some. */
    static String leftOut(String which, List<String> others) {
        int more = others.size() - MOST_NAMED;
        return which
                + " are left out: "
                + String.join(", ", more > 0 ? others.subList(0, MOST_NAMED) : others)
                + (more > 0 ? " and " + more + " more" : "");
    }
}

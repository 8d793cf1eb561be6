// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.pigmm.Matrices;
import io.github.inittrace.pigmm.Observation;
import io.github.inittrace.pigmm.Symmetry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a weight matrix no renumbering of its neurons changes: an {@link Observation}, with rows
 * and columns together of square matrices from 4 x 4 on, apart of all others. Rows are the neurons
 * that the weights lead to, so the matrix is the transpose of what ONNX files have.
 *
 * @param name the name of the tensor
 * @param symmetry which permutations the figures are invariant under
 * @param rows the rows of the matrix, its outputs
 * @param columns its columns, its inputs
 * @param figures in the order of {@link Observation#names}; null if the matrix or one of them is not
 *     finite
 */
public record MatrixFigures(
        String name, Symmetry symmetry, int rows, int columns, @Nullable List<Double> figures) {
    /** Below it the 13 parameters of square matrices do not exist. */
    private static final int SMALLEST_SQUARE = 4;

    /** Checks shape and number of figures. */
    public MatrixFigures {
        if (rows < 1 || columns < 1 || (symmetry == Symmetry.TOGETHER && rows != columns)) {
            throw new IllegalArgumentException(
                    name + " has the shape " + rows + " x " + columns + ", which it cannot have");
        }
        if (figures != null) {
            figures = List.copyOf(figures);
            int expected = Observation.names(symmetry).size();
            if (figures.size() != expected) {
                throw new IllegalArgumentException(
                        name + " has " + figures.size() + " figures, expected " + expected);
            }
        }
    }

    /** Whether a tensor is a matrix that has figures. */
    public static boolean has(TensorShape tensor) {
        return tensor.shape().size() == 2 && tensor.count() > 0;
    }

    /**
     * Of a tensor of two dimensions, kept in float32.
     *
     * @param tensor its shape, [in, out]
     * @param values its values, row by row
     */
    public static MatrixFigures of(TensorShape tensor, float[] values) {
        double[] wide = new double[values.length];
        for (int k = 0; k < wide.length; k++) {
            wide[k] = values[k];
        }
        return of(tensor, wide);
    }

    /**
     * Of a tensor of two dimensions.
     *
     * @param tensor its shape, [in, out]
     * @param values its values, row by row
     */
    public static MatrixFigures of(TensorShape tensor, double[] values) {
        int in = tensor.shape().get(0);
        int out = tensor.shape().get(1);
        boolean square = in == out && in >= SMALLEST_SQUARE;
        Symmetry symmetry = square ? Symmetry.TOGETHER : Symmetry.APART;
        if (!Arrays.stream(values).allMatch(Double::isFinite)) {
            return new MatrixFigures(tensor.name(), symmetry, out, in, null);
        }
        double[] matrix = Matrices.transposed(values, in, out);
        Observation observed =
                square ? Observation.square(matrix, in) : Observation.rectangular(matrix, out, in);
        List<Double> figures = Arrays.stream(observed.values()).boxed().toList();
        boolean finite = figures.stream().allMatch(Double::isFinite);
        return new MatrixFigures(tensor.name(), symmetry, out, in, finite ? figures : null);
    }

    /** The observation; empty if the weights were not finite. */
    public Optional<Observation> observation() {
        return figures == null
                ? Optional.empty()
                : Optional.of(
                        Observation.of(
                                symmetry,
                                rows,
                                columns,
                                figures.stream().mapToDouble(Double::doubleValue).toArray()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import io.github.inittrace.lifecycle.TensorView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tribuo.Model;
import org.tribuo.common.sgd.AbstractSGDModel;
import org.tribuo.common.sgd.FMParameters;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.Parameters;
import org.tribuo.math.la.Matrix;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.la.Tensor;

/**
 * The parameters of Tribuo's models as tensors named and shaped as Tribuo's ONNX export has them.
 *
 * <p>A linear model is {@code linear_sgd_weights} [features, outputs] and {@code linear_sgd_bias}
 * [outputs], which Tribuo keeps as the last column of one matrix [outputs, features + 1]. A
 * factorisation machine is {@code fm_linear_weights} [features, outputs], {@code fm_biases}
 * [outputs] and per output {@code fm_embedding_0} [features, factors] and so on. The parameters of
 * any other trainer are {@code tensor_0} and so on, as it keeps them.
 */
public final class SGDTensors {
    private SGDTensors() {}

    /**
     * A copy of the weights of one of Tribuo's SGD models.
     *
     * @throws IllegalArgumentException if the model is none
     */
    public static List<TensorView> of(Model<?> model) {
        if (model instanceof AbstractSGDModel<?> sgd) {
            return views(sgd.getModelParameters());
        }
        throw new IllegalArgumentException(
                "expected one of Tribuo's SGD models, found " + model.getClass().getName());
    }

    /** Whether {@link #of(Model)} can read a model. */
    public static boolean canRead(Model<?> model) {
        return model instanceof AbstractSGDModel<?>;
    }

    /**
     * Views of parameters that may change. An optimiser may replace a tensor, so every read asks
     * for it anew.
     */
    static List<TensorView> views(Parameters parameters) {
        List<TensorView> views = new ArrayList<>();
        int tensors = parameters.get().length;
        if (parameters instanceof LinearParameters) {
            Supplier<Matrix> matrix = () -> (Matrix) parameters.get()[0];
            int outputs = matrix.get().getDimension1Size();
            int features = matrix.get().getDimension2Size() - 1;
            views.add(
                    new View(
                            "linear_sgd_weights",
                            List.of(features, outputs),
                            target -> transpose(matrix.get(), 0, features, target)));
            views.add(
                    new View(
                            "linear_sgd_bias",
                            List.of(outputs),
                            target -> transpose(matrix.get(), features, features + 1, target)));
        } else if (parameters instanceof FMParameters) {
            views.add(transposed("fm_linear_weights", parameters, 1));
            views.add(asKept("fm_biases", parameters, 0));
            for (int i = 2; i < tensors; i++) {
                views.add(transposed("fm_embedding_" + (i - 2), parameters, i));
            }
        } else {
            for (int i = 0; i < tensors; i++) {
                views.add(asKept("tensor_" + i, parameters, i));
            }
        }
        return views;
    }

    /**
     * Copies of tensors, of the same classes and with the same state. {@link Tensor#copy} gives dense
     * ones of equal values, which some optimisers then change with other rounding.
     */
    static Tensor[] twins(Tensor[] tensors) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(tensors);
            }
            try (ObjectInputStream in =
                    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (Tensor[]) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("Tribuo's tensors are serializable", e);
        }
    }

    /** The inverse of {@link #views}: gives parameters the values of tensors. */
    static void assign(Parameters parameters, List<? extends TensorView> tensors) {
        Tensor[] kept = parameters.get();
        if (parameters instanceof LinearParameters) {
            Matrix matrix = (Matrix) kept[0];
            int features = matrix.getDimension2Size() - 1;
            assign(matrix, 0, features, tensors.get(0).copy());
            assign(matrix, features, features + 1, tensors.get(1).copy());
        } else if (parameters instanceof FMParameters) {
            double[] biases = tensors.get(1).copy();
            for (int i = 0; i < biases.length; i++) {
                ((SGDVector) kept[0]).set(i, biases[i]);
            }
            for (int i = 1; i < kept.length; i++) {
                Matrix matrix = (Matrix) kept[i];
                double[] values = tensors.get(i == 1 ? 0 : i).copy();
                assign(matrix, 0, matrix.getDimension2Size(), values);
            }
        } else {
            throw new IllegalArgumentException(
                    "expected a linear model or a factorisation machine, found one with "
                            + parameters.getClass().getName());
        }
    }

    private static void assign(Matrix matrix, int fromColumn, int toColumn, double[] source) {
        int next = 0;
        for (int column = fromColumn; column < toColumn; column++) {
            for (int row = 0; row < matrix.getDimension1Size(); row++) {
                matrix.set(row, column, source[next++]);
            }
        }
    }

    private static TensorView transposed(String name, Parameters parameters, int index) {
        Supplier<Matrix> matrix = () -> (Matrix) parameters.get()[index];
        int rows = matrix.get().getDimension1Size();
        int columns = matrix.get().getDimension2Size();
        return new View(
                name,
                List.of(columns, rows),
                target -> transpose(matrix.get(), 0, columns, target));
    }

    private static TensorView asKept(String name, Parameters parameters, int index) {
        Tensor tensor = parameters.get()[index];
        List<Integer> shape = new ArrayList<>();
        for (int length : tensor.getShape()) {
            shape.add(length);
        }
        return new View(name, shape, target -> copy(parameters.get()[index], target));
    }

    private static void transpose(Matrix matrix, int fromColumn, int toColumn, double[] target) {
        int rows = matrix.getDimension1Size();
        int next = 0;
        for (int column = fromColumn; column < toColumn; column++) {
            for (int row = 0; row < rows; row++) {
                target[next++] = matrix.get(row, column);
            }
        }
    }

    /** Reads through {@code get}: a shrinking tensor keeps other values than it stands for. */
    private static void copy(Tensor tensor, double[] target) {
        if (tensor instanceof SGDVector vector) {
            for (int i = 0; i < target.length; i++) {
                target[i] = vector.get(i);
            }
        } else {
            Matrix matrix = (Matrix) tensor;
            int columns = matrix.getDimension2Size();
            for (int i = 0; i < target.length; i++) {
                target[i] = matrix.get(i / columns, i % columns);
            }
        }
    }

    private interface Reader {
        void read(double[] target);
    }

    private record View(String name, List<Integer> shape, Reader reader) implements TensorView {
        @Override
        public void copyTo(double[] target) {
            requireRoom(target);
            reader.read(target);
        }
    }
}

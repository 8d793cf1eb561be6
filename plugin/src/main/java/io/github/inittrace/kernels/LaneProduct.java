// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import java.util.ArrayList;
import java.util.List;

/**
 * A product in every lane, c_i = a_i · b_i, planned once for certain matrices. For one thread at a
 * time, inside a {@link MatrixKernels#enterThread scope}.
 */
public abstract class LaneProduct {
    /** Which of the factors is transposed. */
    public enum Form {
        /** c (M×N) = a · b, with a (M×K) and b (K×N). */
        PLAIN,
        /** c (M×N) = aᵀ · b, with a (K×M) and b (K×N). */
        FIRST_TRANSPOSED,
        /** c (M×N) = a · bᵀ, with a (M×K) and b (N×K). */
        SECOND_TRANSPOSED
    }

    /**
     * Checks that there are products of these shapes.
     *
     * @throws IllegalArgumentException if there are not
     */
    static void requireFit(Form form, Lanes a, Lanes b, Lanes c) {
        int rows = form == Form.FIRST_TRANSPOSED ? a.cols() : a.rows();
        int inner = form == Form.FIRST_TRANSPOSED ? a.rows() : a.cols();
        int innerToo = form == Form.SECOND_TRANSPOSED ? b.cols() : b.rows();
        int cols = form == Form.SECOND_TRANSPOSED ? b.rows() : b.cols();
        if (rows != c.rows() || inner != innerToo || cols != c.cols()) {
            throw new IllegalArgumentException(
                    "a product of "
                            + rows
                            + "x"
                            + inner
                            + " and "
                            + innerToo
                            + "x"
                            + cols
                            + " cannot be "
                            + c.rows()
                            + "x"
                            + c.cols());
        }
        if (a.count() != c.count() || b.count() != c.count()) {
            throw new IllegalArgumentException(
                    "factors and products must be as many, found "
                            + a.count()
                            + ", "
                            + b.count()
                            + " and "
                            + c.count());
        }
    }

    /** Computes all products from what the matrices hold now. */
    public abstract void run();

    /** Frees what it holds. */
    void close() {}

    /** One lane after the other, by the products that kernels have anyway. */
    static final class OneByOne extends LaneProduct {
        private final List<Runnable> products = new ArrayList<>();

        OneByOne(MatrixKernels kernels, Form form, Lanes a, Lanes b, Lanes c) {
            for (int i = 0; i < c.count(); i++) {
                FloatMatrix first = a.lane(i);
                FloatMatrix second = b.lane(i);
                FloatMatrix product = c.lane(i);
                products.add(
                        switch (form) {
                            case PLAIN -> () -> kernels.multiply(first, second, product);
                            case FIRST_TRANSPOSED ->
                                    () -> kernels.transposedProduct(first, second, product);
                            case SECOND_TRANSPOSED ->
                                    () -> kernels.multiplyByTransposed(first, second, product);
                        });
            }
        }

        @Override
        public void run() {
            products.forEach(Runnable::run);
        }
    }
}

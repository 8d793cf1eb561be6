// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.FloatMatrix;
import java.util.Locale;

/**
 * What a hidden unit makes of its input z. Sigmoid and tanh are computed in double by {@link
 * StrictMath} and rounded to float32 once, so that every JVM gives the same bits.
 */
public enum Activation {
    // No constant has a body: OLCUT finds the enum of a configured value by its class's name.

    /** max(z, 0), with derivative 0 at 0. */
    RELU,

    /** 1 / (1 + exp(-z)), with derivative a · (1 - a). */
    SIGMOID,

    /** The hyperbolic tangent, with derivative 1 - a². */
    TANH;

    /** The activation a = f(z). */
    float of(float z) {
        return switch (this) {
            case RELU -> Math.max(z, 0f);
            case SIGMOID -> (float) (1.0 / (1.0 + StrictMath.exp(-z)));
            case TANH -> (float) StrictMath.tanh(z);
        };
    }

    /** Replaces the first {@code cols} values of each row by their activations. */
    void apply(float[] values, int rows, int stride, int cols) {
        if (this == RELU) {
            // In one loop over everything: it leaves the ones and zeros behind a row as they are.
            int length = rows * stride;
            for (int k = 0; k < length; k++) {
                values[k] = Math.max(values[k], 0f);
            }
            return;
        }
        for (int start = 0; start < rows * stride; start += stride) {
            for (int k = start; k < start + cols; k++) {
                values[k] = of(values[k]);
            }
        }
    }

    /** Replaces the values of some columns of a matrix by their activations. */
    void applyByRow(FloatMatrix columns, Batch.Scratch scratch) {
        float[] row = scratch.block;
        for (int i = 0; i < columns.rows; i++) {
            columns.readRow(i, row, 0, columns.cols);
            apply(row, 1, columns.cols, columns.cols);
            columns.writeRow(i, row, 0, columns.cols);
        }
    }

    /**
     * Multiplies a gradient by the derivative of f, which each function tells from its value a; the
     * z behind it is not kept.
     *
     * @param delta the gradient by the activations; receives that by what they were made from
     * @param activations the activations a, in rows of the same stride
     */
    void gate(FloatMatrix delta, FloatMatrix activations, Batch.Scratch scratch) {
        if (this == RELU) {
            delta.readBits(scratch.gradientBits);
            activations.readBits(scratch.activationBits);
            gateByBits(scratch.gradientBits, scratch.activationBits, delta.length());
            delta.writeBits(scratch.gradientBits);
        } else {
            delta.read(scratch.block);
            activations.read(scratch.activationBlock);
            gate(scratch.block, scratch.activationBlock, delta.length());
            delta.write(scratch.block);
        }
    }

    /** As {@link #gate}, for some columns of matrices. */
    void gateByRow(FloatMatrix delta, FloatMatrix activations, Batch.Scratch scratch) {
        int length = delta.cols;
        for (int i = 0; i < delta.rows; i++) {
            if (this == RELU) {
                delta.readRowBits(i, scratch.gradientBits, length);
                activations.readRowBits(i, scratch.activationBits, length);
                gateByBits(scratch.gradientBits, scratch.activationBits, length);
                delta.writeRowBits(i, scratch.gradientBits, length);
            } else {
                delta.readRow(i, scratch.block, 0, length);
                activations.readRow(i, scratch.activationBlock, 0, length);
                gate(scratch.block, scratch.activationBlock, length);
                delta.writeRow(i, scratch.block, 0, length);
            }
        }
    }

    private void gate(float[] d, float[] a, int length) {
        if (this == SIGMOID) {
            for (int k = 0; k < length; k++) {
                d[k] *= a[k] * (1f - a[k]);
            }
        } else {
            for (int k = 0; k < length; k++) {
                d[k] *= 1f - a[k] * a[k];
            }
        }
    }

    /**
     * ReLU is never negative, so it is 0 exactly where the sign bit of its negated pattern is
     * clear; as integers this needs no branch, and the loop vectorises.
     */
    private static void gateByBits(int[] d, int[] a, int length) {
        for (int k = 0; k < length; k++) {
            d[k] &= -a[k] >> 31;
        }
    }

    /** The name in lower case, for the nodes of a graph. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

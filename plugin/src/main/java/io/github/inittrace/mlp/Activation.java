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

    /**
     * Multiplies a gradient by the derivative of f, which each function tells from its value a; the
     * z behind it is not kept.
     *
     * @param delta the gradient by the activations; receives that by what they were made from
     * @param activations the activations a, in rows of the same stride
     */
    void gate(FloatMatrix delta, FloatMatrix activations, Batch.Scratch scratch) {
        if (this == RELU) {
            gateByBits(delta, activations, scratch);
            return;
        }
        float[] d = scratch.block;
        float[] a = scratch.activationBlock;
        int length = delta.length();
        delta.read(d);
        activations.read(a);
        if (this == SIGMOID) {
            for (int k = 0; k < length; k++) {
                d[k] *= a[k] * (1f - a[k]);
            }
        } else {
            for (int k = 0; k < length; k++) {
                d[k] *= 1f - a[k] * a[k];
            }
        }
        delta.write(d);
    }

    /**
     * ReLU is never negative, so it is 0 exactly where the sign bit of its negated pattern is
     * clear; as integers this needs no branch, and the loop vectorises.
     */
    private static void gateByBits(
            FloatMatrix delta, FloatMatrix activations, Batch.Scratch scratch) {
        int[] d = scratch.gradientBits;
        int[] a = scratch.activationBits;
        int length = delta.length();
        delta.readBits(d);
        activations.readBits(a);
        for (int k = 0; k < length; k++) {
            d[k] &= -a[k] >> 31;
        }
        delta.writeBits(d);
    }

    /** The name in lower case, for the nodes of a graph. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

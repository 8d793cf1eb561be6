// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.Arrays;

/**
 * Softmax and categorical cross-entropy from logits, in double on float32 logits, for a block of
 * rows at once. The bits are those of {@link StrictMath}, the same on every JVM.
 */
final class Softmax {
    private final int n;
    private final double[] exps;
    private final double[] sums;
    private final float[] maxima;
    private final Exponentials exponentials;

    // The logits.
    private float[] block = {};
    private int stride;

    /**
     * For rows of n logits.
     *
     * @param most how many rows at most
     */
    Softmax(int most, int n) {
        this.n = n;
        exps = new double[most * n];
        sums = new double[most];
        maxima = new float[most];
        exponentials = new Exponentials(most * n);
    }

    /**
     * Takes in logits.
     *
     * @param block holds rows of n logits; kept, and read again for losses
     * @param stride from the start of one to that of the next
     */
    void of(float[] block, int rows, int stride) {
        this.block = block;
        this.stride = stride;
        for (int i = 0; i < rows; i++) {
            float max = max(i * stride);
            maxima[i] = max;
            for (int j = 0; j < n; j++) {
                exps[i * n + j] = (double) block[i * stride + j] - max;
            }
        }
        exponentials.replace(exps, rows * n);
        for (int i = 0; i < rows; i++) {
            double sum = 0.0;
            for (int j = 0; j < n; j++) {
                sum += exps[i * n + j];
            }
            sums[i] = sum;
        }
    }

    /** Replaces a row of logits by the probabilities p_j = exp(z_j) / sum exp(z). */
    void probabilities(int row) {
        for (int j = 0; j < n; j++) {
            block[row * stride + j] = (float) (exps[row * n + j] / sums[row]);
        }
    }

    /** The probability p_label in double; NaN if a logit is NaN or positive infinity. */
    double probability(int row, int label) {
        return exps[row * n + label] / sums[row];
    }

    /** The loss -ln p_label of a row that is still there; not finite if a logit is not. */
    double loss(int row, int label) {
        return Logarithm.of(sums[row]) - (block[row * stride + label] - maxima[row]);
    }

    /** Replaces a row of logits by the gradient of its loss, scale · (p - onehot). */
    void gradient(int row, int label, double scale) {
        double factor = scale / sums[row];
        for (int j = 0; j < n; j++) {
            block[row * stride + j] = (float) (exps[row * n + j] * factor);
        }
        block[row * stride + label] = (float) (exps[row * n + label] * factor - scale);
    }

    /** Replaces a row of logits by zeros. */
    void noGradient(int row) {
        Arrays.fill(block, row * stride, row * stride + n, 0f);
    }

    /** Whether the largest logit of a row, the first of ties, is that of the label; never if one is NaN, which no class has won. */
    boolean isRight(int row, int label) {
        return !Float.isNaN(maxima[row]) && argmax(row) == label;
    }

    private int argmax(int row) {
        int offset = row * stride;
        int best = 0;
        for (int j = 1; j < n; j++) {
            if (block[offset + j] > block[offset + best]) {
                best = j;
            }
        }
        return best;
    }

    private float max(int offset) {
        float max = block[offset];
        for (int j = 1; j < n; j++) {
            max = Math.max(max, block[offset + j]);
        }
        return max;
    }
}

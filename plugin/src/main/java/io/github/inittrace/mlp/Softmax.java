// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

/**
 * Softmax and categorical cross-entropy from logits, in double on float32 logits. StrictMath gives
 * the same bits on every JVM.
 */
final class Softmax {
    private Softmax() {}

    /**
     * Replaces logits by probabilities.
     *
     * @param row holds n logits z from {@code offset} on; receives p_j = exp(z_j) / sum exp(z)
     * @param exps scratch of at least n
     */
    static void probabilities(float[] row, int offset, int n, double[] exps) {
        double sum = exponentials(row, offset, n, exps);
        for (int j = 0; j < n; j++) {
            row[offset + j] = (float) (exps[j] / sum);
        }
    }

    /** The probability p_label in double; NaN if a logit is NaN or positive infinity. */
    static double probability(float[] row, int offset, int n, int label, double[] exps) {
        double sum = exponentials(row, offset, n, exps);
        return exps[label] / sum;
    }

    /** The loss -ln p_label; not finite if a logit is not. */
    static double loss(float[] row, int offset, int n, int label, double[] exps) {
        double sum = exponentials(row, offset, n, exps);
        return StrictMath.log(sum) - (row[offset + label] - max(row, offset, n));
    }

    /**
     * The loss, and the logits replaced by its gradient scale · (p - onehot).
     *
     * @return -ln p_label, not scaled
     */
    static double lossAndGradient(
            float[] row, int offset, int n, int label, double scale, double[] exps) {
        double sum = exponentials(row, offset, n, exps);
        double loss = StrictMath.log(sum) - (row[offset + label] - max(row, offset, n));
        double factor = scale / sum;
        for (int j = 0; j < n; j++) {
            row[offset + j] = (float) (exps[j] * factor - (j == label ? scale : 0.0));
        }
        return loss;
    }

    /** The index of the largest logit, the first of ties. */
    static int argmax(float[] row, int offset, int n) {
        int best = 0;
        for (int j = 1; j < n; j++) {
            if (row[offset + j] > row[offset + best]) {
                best = j;
            }
        }
        return best;
    }

    private static double exponentials(float[] row, int offset, int n, double[] exps) {
        float max = max(row, offset, n);
        double sum = 0.0;
        for (int j = 0; j < n; j++) {
            double e = StrictMath.exp((double) row[offset + j] - max);
            exps[j] = e;
            sum += e;
        }
        return sum;
    }

    private static float max(float[] row, int offset, int n) {
        float max = row[offset];
        for (int j = 1; j < n; j++) {
            max = Math.max(max, row[offset + j]);
        }
        return max;
    }
}

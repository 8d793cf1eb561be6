// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.SplittableRandom;

/**
 * The distribution that the weights of a layer of shape [in, out] start from, or its biases. U(±a)
 * is uniform on [-a, a), N(s) normal with mean 0 and standard deviation s, not truncated.
 *
 * <p>Glorot: Glorot and Bengio, AISTATS 2010, equation 16. He: He, Zhang, Ren and Sun, ICCV 2015,
 * equation 10.
 */
public enum Initialiser {
    // No constant has a body: OLCUT finds the enum of a configured value by its class's name.

    /** All values are 0. */
    ZERO,

    /** U(±sqrt(6 / (in + out))). */
    GLOROT_UNIFORM,

    /** N(sqrt(2 / (in + out))). */
    GLOROT_NORMAL,

    /** U(±sqrt(6 / in)). */
    HE_UNIFORM,

    /** N(sqrt(2 / in)). */
    HE_NORMAL,

    /** U(±1 / sqrt(in)), how PyTorch starts its linear layers, biases too. */
    FAN_IN_UNIFORM,

    /** N(1 / sqrt(in)). */
    FAN_IN_NORMAL,

    /** U(±scale). */
    UNIFORM,

    /** N(scale). */
    NORMAL;

    /** Whether the user chooses the scale, rather than the shape of the layer. */
    boolean isScaled() {
        return this == UNIFORM || this == NORMAL;
    }

    /** Whether it is normal; all others are uniform. */
    public boolean isNormal() {
        return name().endsWith("NORMAL");
    }

    /**
     * The a of U(±a) or the s of N(s).
     *
     * @param chosen the scale of {@link #UNIFORM} and {@link #NORMAL}
     */
    public double scale(int in, int out, double chosen) {
        return switch (this) {
            case ZERO -> 0.0;
            case GLOROT_UNIFORM -> Math.sqrt(6.0 / ((double) in + out));
            case GLOROT_NORMAL -> Math.sqrt(2.0 / ((double) in + out));
            case HE_UNIFORM -> Math.sqrt(6.0 / in);
            case HE_NORMAL -> Math.sqrt(2.0 / in);
            case FAN_IN_UNIFORM, FAN_IN_NORMAL -> 1.0 / Math.sqrt(in);
            case UNIFORM, NORMAL -> chosen;
        };
    }

    /**
     * Draws values in their order; zeros cost no draw.
     *
     * @param scale from {@link #scale}
     */
    void draw(float[] values, double scale, SplittableRandom random) {
        if (this == ZERO) {
            return;
        }
        boolean normal = isNormal();
        for (int j = 0; j < values.length; j++) {
            double unit = normal ? gaussian(random) : 2.0 * random.nextDouble() - 1.0;
            values[j] = (float) (unit * scale);
        }
    }

    /**
     * A standard normal deviate by the method of Box and Muller (1958). SplittableRandom's own
     * changed between Java versions; this one is made of {@code nextDouble} and StrictMath, which
     * never do. Of the pair only one half is used, so that every value costs the same two draws.
     */
    private static double gaussian(SplittableRandom random) {
        double radius = Math.sqrt(-2.0 * StrictMath.log(1.0 - random.nextDouble()));
        return radius * StrictMath.cos(2.0 * Math.PI * random.nextDouble());
    }
}

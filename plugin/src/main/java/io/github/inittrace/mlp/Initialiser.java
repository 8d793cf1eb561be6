// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.SplittableRandom;

/**
 * The distribution the weights start from, for a matrix of shape [in, out]. U(±a) is uniform on
 * [-a, a), N(s) normal with mean 0 and standard deviation s, not truncated.
 *
 * <p>Glorot: Glorot and Bengio, AISTATS 2010, equation 16. He: He, Zhang, Ren and Sun, ICCV 2015,
 * equation 10.
 */
public enum Initialiser {
    /** U(±sqrt(6 / (in + out))). */
    GLOROT_UNIFORM(false),

    /** N(sqrt(2 / (in + out))). */
    GLOROT_NORMAL(true),

    /** U(±sqrt(6 / in)). */
    HE_UNIFORM(false),

    /** N(sqrt(2 / in)). */
    HE_NORMAL(true),

    /** U(±1 / sqrt(in)), how PyTorch starts its linear layers. */
    FAN_IN_UNIFORM(false),

    /** N(1 / sqrt(in)). */
    FAN_IN_NORMAL(true),

    /** U(±scale). */
    UNIFORM(false),

    /** N(scale). */
    NORMAL(true);

    private final boolean normal;

    Initialiser(boolean normal) {
        this.normal = normal;
    }

    /** Whether the user chooses the scale, rather than the shape of the matrix. */
    boolean isScaled() {
        return this == UNIFORM || this == NORMAL;
    }

    /**
     * The a of U(±a) or the s of N(s).
     *
     * @param chosen the scale of {@link #UNIFORM} and {@link #NORMAL}
     */
    double scale(int in, int out, double chosen) {
        return switch (this) {
            case GLOROT_UNIFORM -> Math.sqrt(6.0 / ((double) in + out));
            case GLOROT_NORMAL -> Math.sqrt(2.0 / ((double) in + out));
            case HE_UNIFORM -> Math.sqrt(6.0 / in);
            case HE_NORMAL -> Math.sqrt(2.0 / in);
            case FAN_IN_UNIFORM, FAN_IN_NORMAL -> 1.0 / Math.sqrt(in);
            case UNIFORM, NORMAL -> chosen;
        };
    }

    /** Draws one value, with a scale from {@link #scale}. */
    float draw(SplittableRandom random, double scale) {
        return (float) ((normal ? gaussian(random) : 2.0 * random.nextDouble() - 1.0) * scale);
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

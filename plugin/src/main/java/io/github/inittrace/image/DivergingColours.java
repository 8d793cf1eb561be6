// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.image;

/**
 * Colours for numbers around zero: blue below, white at zero, orange-red above. The two arms
 * differ in hue for people with colour blindness too, and get darker evenly, in {@value #STEPS}
 * steps each: finer ones nobody can tell apart, and a picture of more than 256 colours takes three
 * times the space.
 */
public final class DivergingColours {
    /** The colour of what is not a finite number. */
    public static final int NOT_FINITE = 0x000000;

    private static final int STEPS = 120;
    private static final int[] NEGATIVE = {0xffffff, 0xa6c8e4, 0x4a8fc7, 0x0b5394, 0x062f5f};
    private static final int[] POSITIVE = {0xffffff, 0xf8c9a0, 0xe8843c, 0xb84a0c, 0x6b2200};

    private DivergingColours() {}

    /**
     * The colour of a number.
     *
     * @param value the number
     * @param range the size at which the colour is strongest; beyond it stays the same
     * @return the colour as 0xRRGGBB
     */
    public static int of(double value, double range) {
        if (!Double.isFinite(value)) {
            return NOT_FINITE;
        }
        int[] stops = value < 0 ? NEGATIVE : POSITIVE;
        double share = range > 0 ? Math.min(1, Math.abs(value) / range) : 0;
        double along = Math.round(share * STEPS) * (stops.length - 1) / (double) STEPS;
        int stop = Math.min((int) along, stops.length - 2);
        return mix(stops[stop], stops[stop + 1], along - stop);
    }

    private static int mix(int from, int to, double share) {
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xff;
            int b = to >> shift & 0xff;
            colour |= (int) Math.round(a + share * (b - a)) << shift;
        }
        return colour;
    }
}

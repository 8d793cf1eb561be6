// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws one digit after another, each with a hand of its own.
 *
 * <p>A digit's points are jittered, its lines are bent by a smooth field of waves, and the whole is
 * slanted, turned, stretched and moved; the pen has a width and a darkness; paper and ink are
 * grainy, and now and then the pen slips. All of it follows from the generator, of which only
 * {@code nextDouble} is used, and from {@link StrictMath}: every JVM draws the same bytes.
 */
final class DigitArtist {
    /** The usual height of a digit in pixels. */
    private static final double HEIGHT = 19;

    /** How often the pen slips. */
    private static final double SLIP = 0.2;

    private final int side;
    private final SplittableRandom random;

    DigitArtist(int side, SplittableRandom random) {
        this.side = side;
        this.random = random;
    }

    /** The next picture, in row-major order, as unsigned bytes. */
    byte[] draw(int digit) {
        List<List<Stroke>> styles = Glyphs.styles(digit);
        List<Stroke> strokes = styles.get((int) (random.nextDouble() * styles.size()));
        Hand hand = new Hand(random);
        InkCanvas canvas = new InkCanvas(side);
        for (Stroke stroke : strokes) {
            double[] corners = stroke.flatten(hand.jitter(stroke.points(), random));
            hand.place(corners, side);
            canvas.draw(corners, hand.radius);
        }
        if (random.nextDouble() < SLIP) {
            slip(canvas);
        }
        return develop(canvas, hand.darkness);
    }

    /** A short stray line anywhere on the paper. */
    private void slip(InkCanvas canvas) {
        double x = between(2, side - 2);
        double y = between(2, side - 2);
        canvas.draw(new double[] {x, y, x + between(-6, 6), y + between(-6, 6)}, between(0.3, 0.9));
    }

    private byte[] develop(InkCanvas canvas, double darkness) {
        double grain = between(0.0, 0.2);
        byte[] pixels = new byte[side * side];
        for (int i = 0; i < pixels.length; i++) {
            double noise = grain * (random.nextDouble() + random.nextDouble() - 1);
            double grey = canvas.ink(i) * darkness + noise;
            pixels[i] = (byte) (int) (Math.min(Math.max(grey, 0), 1) * 255 + 0.5);
        }
        return pixels;
    }

    private double between(double low, double high) {
        return between(random, low, high);
    }

    private static double between(SplittableRandom random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** What stays the same while one digit is written. */
    private static final class Hand {
        final double radius;
        final double darkness;
        private final double shake;
        private final double[] waves = new double[8];
        // Skeleton to picture: [a b; c d] and a shift.
        private final double a;
        private final double b;
        private final double c;
        private final double d;
        private final double shiftX;
        private final double shiftY;

        Hand(SplittableRandom random) {
            radius = between(random, 0.8, 1.7);
            darkness = between(random, 0.6, 1);
            shake = between(random, 0, 0.04);
            for (int i = 0; i < waves.length; i += 4) {
                waves[i] = between(random, -0.06, 0.06);
                waves[i + 1] = between(random, -7, 7);
                waves[i + 2] = between(random, -7, 7);
                waves[i + 3] = between(random, 0, 6.3);
            }
            double tall = HEIGHT * between(random, 0.85, 1.12);
            double wide = tall * between(random, 0.75, 1.15);
            double slant = between(random, -0.3, 0.3);
            double angle = between(random, -0.2, 0.2);
            double cos = StrictMath.cos(angle);
            double sin = StrictMath.sin(angle);
            a = cos * wide;
            b = cos * slant * tall - sin * tall;
            c = sin * wide;
            d = sin * slant * tall + cos * tall;
            shiftX = between(random, -1.5, 1.5);
            shiftY = between(random, -1.5, 1.5);
        }

        double[] jitter(double[] points, SplittableRandom random) {
            double[] moved = new double[points.length];
            for (int i = 0; i < points.length; i++) {
                moved[i] = points[i] + shake * between(random, -1, 1);
            }
            return moved;
        }

        /** Bends the corners and moves them to where they go in the picture. */
        void place(double[] corners, int side) {
            for (int i = 0; i < corners.length; i += 2) {
                double x = corners[i];
                double y = corners[i + 1];
                double bentX = x + wave(0, x, y);
                double bentY = y + wave(4, x, y);
                corners[i] = a * bentX + b * bentY + shiftX + side / 2.0;
                corners[i + 1] = c * bentX + d * bentY + shiftY + side / 2.0;
            }
        }

        private double wave(int from, double x, double y) {
            double phase = waves[from + 1] * x + waves[from + 2] * y + waves[from + 3];
            return waves[from] * StrictMath.sin(phase);
        }
    }
}

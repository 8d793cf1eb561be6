// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

/**
 * The small letter a, as a pen with a round tip of one width writes it: a hook, a stem and a bowl.
 * Only operations that Java rounds exactly are used, so it is the same on every JVM. It covers 28 %
 * of its square.
 */
final class LetterA {
    private static final double PEN = 0.0625;

    private static final double LEFT = 0.29;
    private static final double RIGHT = 0.70;

    /** Where the hook's arc ends on both sides. */
    private static final double SHOULDER = 0.345;

    private static final double FOOT = 0.87;
    private static final double BOWL_Y = 0.67;

    private LetterA() {}

    /** Whether a point is inked; x to the right and y downwards in [0, 1]. */
    static boolean covers(double x, double y) {
        double middle = (LEFT + RIGHT) / 2;
        double radius = (RIGHT - LEFT) / 2;
        double hook =
                y < SHOULDER
                        ? Math.abs(distance(x, y, middle, SHOULDER) - radius)
                        : distance(x, y, LEFT, SHOULDER);
        double stem = distance(x, y, RIGHT, Math.min(Math.max(y, SHOULDER), FOOT));
        double bowl = Math.abs(distance(x, y, middle, BOWL_Y) - radius);
        return Math.min(Math.min(hook, stem), bowl) <= PEN;
    }

    private static double distance(double x, double y, double toX, double toY) {
        double dx = x - toX;
        double dy = y - toY;
        return Math.sqrt(dx * dx + dy * dy);
    }
}

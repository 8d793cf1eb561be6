// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

/**
 * A square picture that round-tipped lines are drawn on: a pixel's ink is how far its centre lies
 * inside the line, fading over one pixel.
 *
 * <p>Only operations that Java rounds exactly are used, so every JVM draws the same bytes.
 */
final class InkCanvas {
    private final int side;
    private final double[] ink;

    InkCanvas(int side) {
        this.side = side;
        this.ink = new double[side * side];
    }

    /** The ink of a pixel, from 0 to 1. */
    double ink(int index) {
        return ink[index];
    }

    /** Draws a line from corner to corner; x and y in turn, in pixels. */
    void draw(double[] corners, double radius) {
        for (int i = 0; i + 3 < corners.length; i += 2) {
            segment(corners[i], corners[i + 1], corners[i + 2], corners[i + 3], radius);
        }
    }

    private void segment(double x0, double y0, double x1, double y1, double radius) {
        double reach = radius + 1;
        int left = clamp((int) (Math.min(x0, x1) - reach));
        int right = clamp((int) (Math.max(x0, x1) + reach));
        int top = clamp((int) (Math.min(y0, y1) - reach));
        int bottom = clamp((int) (Math.max(y0, y1) + reach));
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = dx * dx + dy * dy;
        // Most of the box is farther away than ink reaches; the margin is for rounding.
        double tooFar = (radius + 0.5) * (radius + 0.5) * 1.001;
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double px = column + 0.5 - x0;
                double py = row + 0.5 - y0;
                double along = length == 0 ? 0 : (px * dx + py * dy) / length;
                along = Math.min(Math.max(along, 0), 1);
                double ex = px - along * dx;
                double ey = py - along * dy;
                double squared = ex * ex + ey * ey;
                if (squared > tooFar) {
                    continue;
                }
                double cover = radius + 0.5 - Math.sqrt(squared);
                int index = row * side + column;
                if (cover > ink[index]) {
                    ink[index] = Math.min(cover, 1);
                }
            }
        }
    }

    private int clamp(int pixel) {
        return Math.min(Math.max(pixel, 0), side - 1);
    }
}

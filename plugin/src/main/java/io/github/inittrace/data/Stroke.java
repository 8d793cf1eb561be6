// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

/**
 * One movement of the pen: points in a box where x grows to the right, y grows downwards, and a
 * digit is 1 high around the origin.
 *
 * @param path how the points are joined
 * @param points x and y in turn; never written to
 */
record Stroke(Path path, double... points) {

    /** How a stroke's points are joined. */
    enum Path {
        /** Straight, with corners. */
        LINE,
        /** Smoothly, from the first point to the last. */
        CURVE,
        /** Smoothly, and back to the first point. */
        LOOP
    }

    private static final int STEPS = 6;

    static Stroke line(double... points) {
        return new Stroke(Path.LINE, points);
    }

    static Stroke curve(double... points) {
        return new Stroke(Path.CURVE, points);
    }

    static Stroke loop(double... points) {
        return new Stroke(Path.LOOP, points);
    }

    /**
     * The corners of a polyline through control points, which may have been moved.
     *
     * @param control as many points as this stroke has
     */
    double[] flatten(double[] control) {
        int n = control.length / 2;
        int spans = path == Path.LOOP ? n : n - 1;
        int steps = path == Path.LINE ? 1 : STEPS;
        double[] flat = new double[2 * (spans * steps + 1)];
        int to = 0;
        for (int span = 0; span < spans; span++) {
            for (int step = 0; step < steps; step++) {
                double t = (double) step / steps;
                flat[to++] = between(control, span, 0, t);
                flat[to++] = between(control, span, 1, t);
            }
        }
        int last = path == Path.LOOP ? 0 : n - 1;
        flat[to++] = control[2 * last];
        flat[to] = control[2 * last + 1];
        return flat;
    }

    /** Catmull and Rom's cubic between point {@code span} and the next, for one coordinate. */
    private double between(double[] control, int span, int axis, double t) {
        double before = at(control, span - 1, axis);
        double from = at(control, span, axis);
        double to = at(control, span + 1, axis);
        double after = at(control, span + 2, axis);
        double slopeFrom = (to - before) / 2;
        double slopeTo = (after - from) / 2;
        double a = 2 * (from - to) + slopeFrom + slopeTo;
        double b = 3 * (to - from) - 2 * slopeFrom - slopeTo;
        return ((a * t + b) * t + slopeFrom) * t + from;
    }

    /** A loop goes round; the ends of a curve count twice. */
    private double at(double[] control, int index, int axis) {
        int n = control.length / 2;
        int i = path == Path.LOOP ? Math.floorMod(index, n) : Math.min(Math.max(index, 0), n - 1);
        return control[2 * i + axis];
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

/**
 * How people see colours, by the matrices of Machado, Oliveira and Fernandes, A physiologically-based
 * model for simulation of color vision deficiency (2009), at full severity, on linear RGB.
 */
public enum ColourVision {
    FULL(1, 0, 0, 0, 1, 0, 0, 0, 1),
    PROTANOPIA(
            0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
            1.051998),
    DEUTERANOPIA(
            0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
            0.968881),
    TRITANOPIA(
            1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
            0.303900);

    private static final double[] TO_XYZ = {
        0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920,
        0.9503041
    };
    private static final double[] WHITE = {0.95047, 1, 1.08883};

    private final double[] matrix;

    ColourVision(double... matrix) {
        this.matrix = matrix;
    }

    /** The distance in CIELAB, where about 2 can just be noticed side by side. */
    public double difference(String a, String b) {
        double[] x = lab(a);
        double[] y = lab(b);
        return Math.hypot(Math.hypot(x[0] - y[0], x[1] - y[1]), x[2] - y[2]);
    }

    private double[] lab(String colour) {
        double[] rgb = new double[3];
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            rgb[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        }
        double[] seen = times(matrix, rgb);
        for (int i = 0; i < 3; i++) {
            seen[i] = Math.min(1, Math.max(0, seen[i]));
        }
        double[] f = times(TO_XYZ, seen);
        for (int i = 0; i < 3; i++) {
            double t = f[i] / WHITE[i];
            f[i] = t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
        }
        return new double[] {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
    }

    private static double[] times(double[] matrix, double[] vector) {
        double[] product = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 3; i++) {
                product[row] += matrix[3 * row + i] * vector[i];
            }
        }
        return product;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/** Records hold null where a number is undefined; this is the one place that decides. */
final class Finite {
    private Finite() {}

    static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /** a / b; null where that is undefined or either is not finite. */
    static @Nullable Double ratio(double a, double b) {
        return b == 0 || !Double.isFinite(b) ? null : orNull(a / b);
    }

    /** a / b; NaN where that is undefined. */
    static double ratioOrNaN(double a, double b) {
        return b == 0 ? Double.NaN : a / b;
    }
}

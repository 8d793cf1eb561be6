// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.PropertyException;

/** Checks of configured values: OLCUT hears of bad ones in its way, who calls Java in Java's. */
final class Configured {
    private Configured() {}

    /** For use in {@code postConfig}. */
    static void require(boolean condition, String field, String message) {
        if (!condition) {
            throw new PropertyException("", field, message);
        }
    }

    /** Whether a value is a positive number, neither infinite nor NaN. */
    static boolean isPositive(double value) {
        return value > 0.0 && value < Double.POSITIVE_INFINITY;
    }

    /**
     * Runs the {@code postConfig} of an object that Java code has made.
     *
     * @throws IllegalArgumentException instead of a PropertyException
     */
    static void check(Runnable postConfig) {
        try {
            postConfig.run();
        } catch (PropertyException e) {
            throw new IllegalArgumentException(e.getMsg(), e);
        }
    }
}

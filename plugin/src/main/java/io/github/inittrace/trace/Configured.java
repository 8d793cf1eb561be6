// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.config.PropertyException;

/** Lets OLCUT hear in its own way what the checks of settings say. */
final class Configured {
    private Configured() {}

    /**
     * Runs a check in {@code postConfig}.
     *
     * @param property what is checked
     * @throws PropertyException instead of an {@link IllegalArgumentException}
     */
    static void check(String property, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new PropertyException("", property, String.valueOf(e.getMessage()));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.inittrace.lifecycle.ObservableTrainer;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;
import org.tribuo.Trainer;

/** Lets OLCUT hear in its own way what the checks of settings say. */
final class Configured {
    private Configured() {}

    /**
     * The trainer of a trace.
     *
     * @param trainer what was configured; null if nothing was
     * @throws PropertyException if it is missing or cannot be traced
     */
    static <T extends Output<T>> ObservableTrainer<T> observable(@Nullable Trainer<T> trainer) {
        if (trainer == null) {
            throw new PropertyException("", "trainer", "a trace needs a trainer, found none");
        }
        try {
            return ObservableTrainers.of(trainer);
        } catch (IllegalArgumentException e) {
            throw refused("trainer", e);
        }
    }

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
            throw refused(property, e);
        }
    }

    private static PropertyException refused(String property, IllegalArgumentException why) {
        return new PropertyException("", property, String.valueOf(why.getMessage()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import java.util.Locale;

/** Why training ended. */
public enum EndReason {
    /** All planned epochs were done. */
    COMPLETED,
    /** A listener or the user asked for it. */
    STOPPED,
    /** The loss or a weight ceased to be a finite number. */
    DIVERGED,
    /** An exception ended it; there is no model. */
    FAILED;

    /** The word in lower case, as records have it and people read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Says why a run cannot go on from where it was, so that it can only be trained from its start: it
 * has no resume point or a damaged one, or is of another trainer, other data or another version.
 * Nothing was changed. The message is one sentence.
 */
public final class NotResumableException extends IOException {
    private static final long serialVersionUID = 1L;

    NotResumableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

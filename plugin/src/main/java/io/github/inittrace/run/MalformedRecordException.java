// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of a run folder does not hold what it should; the message is one sentence naming it. */
final class MalformedRecordException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A data file that cannot be used. Its message is one sentence for whoever named the file. */
public final class DataFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what was expected, what was found and where, what to do
     */
    public DataFileException(String message) {
        super(message);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param message what was expected, what was found and where, what to do
     * @param cause what was caught
     */
    public DataFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.io.IOException;

/** The user asked for something that cannot be done; the message is the sentence they see. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    /**
     * Runs code that is given what the user typed, and takes what it refuses for the user's.
     *
     * @throws UsageException with the message of an {@link IllegalArgumentException}
     */
    static <R> R orUsersMistake(Checked<R> code) throws IOException {
        try {
            return code.call();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Code that may fail to read or write. */
    interface Checked<R> {
        R call() throws IOException;
    }
}

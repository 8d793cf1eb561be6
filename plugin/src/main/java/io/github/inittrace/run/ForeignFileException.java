// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.io.IOException;

/** A folder holds something that a run must not remove; the message is the whole sentence. */
final class ForeignFileException extends IOException {
    private static final long serialVersionUID = 1L;

    ForeignFileException(String message) {
        super(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import java.io.IOException;

/** A file is no table of losses; the message says why in words that go on behind its path. */
final class MalformedLossesException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedLossesException(String message) {
        super(message);
    }
}

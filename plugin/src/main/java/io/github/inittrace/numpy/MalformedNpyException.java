// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.numpy;

import java.io.IOException;

/** An array is not of the format; the message says in lower case what is wrong, without its file. */
public final class MalformedNpyException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedNpyException(String message) {
        super(message);
    }
}

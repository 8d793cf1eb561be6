// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.safetensors;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is not of the format; the message says in lower case what is wrong, without its path. */
public final class MalformedSafetensorsException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedSafetensorsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import java.io.IOException;

/** A model makes no sense; the message continues a sentence that begins with the file's name. */
final class MalformedModelException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedModelException(String message) {
        super(message);
    }

    MalformedModelException(String message, Throwable cause) {
        super(message, cause);
    }
}

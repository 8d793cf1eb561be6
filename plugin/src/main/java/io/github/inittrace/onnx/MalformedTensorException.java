// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import java.io.IOException;

/** A tensor cannot be decoded; the message continues the sentence "tensor 'x' ...". */
final class MalformedTensorException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedTensorException(String message) {
        super(message);
    }
}

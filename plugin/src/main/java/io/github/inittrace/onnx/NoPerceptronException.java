// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

/** A graph is no perceptron; the message continues the sentence "x.onnx cannot be started from: ". */
final class NoPerceptronException extends Exception {
    private static final long serialVersionUID = 1L;

    NoPerceptronException(String message) {
        super(message);
    }
}

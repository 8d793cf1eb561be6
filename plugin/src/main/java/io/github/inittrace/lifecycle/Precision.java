// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

/** How a trainer keeps the values of a tensor, which its ONNX file has in float32. */
public enum Precision {
    /** In IEEE 754 single precision: an ONNX file has the very values. */
    FLOAT32,
    /** In double precision: an ONNX file has them rounded. */
    FLOAT64
}

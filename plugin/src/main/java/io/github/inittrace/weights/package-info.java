// SPDX-License-Identifier: Apache-2.0
/** The named tensors of a file, whatever its format: ONNX, safetensors, archives of NumPy. */
@NullMarked
package io.github.inittrace.weights;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** How the weights of any two ONNX models differ: which tensors belong together, and by how much. */
@NullMarked
package io.github.inittrace.diff;

import org.jspecify.annotations.NullMarked;

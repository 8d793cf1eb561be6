// SPDX-License-Identifier: Apache-2.0
/** ONNX files with stable initialiser names, written and read without a runtime. */
@NullMarked
package io.github.inittrace.onnx;

import org.jspecify.annotations.NullMarked;

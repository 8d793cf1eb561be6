// SPDX-License-Identifier: Apache-2.0
/** Tensors in files of the format safetensors, written and read. */
@NullMarked
package io.github.inittrace.safetensors;

import org.jspecify.annotations.NullMarked;

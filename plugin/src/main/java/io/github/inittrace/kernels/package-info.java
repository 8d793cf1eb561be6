// SPDX-License-Identifier: Apache-2.0
/**
 * Matrix products in float32, by oneDNN or OpenBLAS where one of them loads and in plain Java elsewhere,
 * and the threads that share other work between them.
 */
@NullMarked
package io.github.inittrace.kernels;

import org.jspecify.annotations.NullMarked;

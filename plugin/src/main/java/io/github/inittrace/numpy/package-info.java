// SPDX-License-Identifier: Apache-2.0
/** Arrays in the files of NumPy, read. */
@NullMarked
package io.github.inittrace.numpy;

import org.jspecify.annotations.NullMarked;

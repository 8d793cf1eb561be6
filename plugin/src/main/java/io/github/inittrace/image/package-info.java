// SPDX-License-Identifier: Apache-2.0
/** Pictures of numbers as PNG files, written without AWT. */
@NullMarked
package io.github.inittrace.image;

import org.jspecify.annotations.NullMarked;

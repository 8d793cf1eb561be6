// SPDX-License-Identifier: Apache-2.0
/** Pictures of weights as PNG files, written without AWT. */
@NullMarked
package io.github.inittrace.reports.image;

import org.jspecify.annotations.NullMarked;

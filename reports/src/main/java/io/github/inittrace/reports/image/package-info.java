// SPDX-License-Identifier: Apache-2.0
/** Pictures of the weights of units, tile by tile. */
@NullMarked
package io.github.inittrace.reports.image;

import org.jspecify.annotations.NullMarked;

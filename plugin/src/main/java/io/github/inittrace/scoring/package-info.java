// SPDX-License-Identifier: Apache-2.0
/** The exported networks of a run as Tribuo models; needs {@code inittrace-scoring}. */
@NullMarked
package io.github.inittrace.scoring;

import org.jspecify.annotations.NullMarked;

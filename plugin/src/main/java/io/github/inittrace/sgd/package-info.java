// SPDX-License-Identifier: Apache-2.0
/** Watches Tribuo's own SGD trainers, unmodified, through their optimiser and their objective. */
@NullMarked
package io.github.inittrace.sgd;

import org.jspecify.annotations.NullMarked;

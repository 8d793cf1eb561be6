// SPDX-License-Identifier: Apache-2.0
/** The hook: {@code InitTrace} follows a trainer from its first weights to its last. */
@NullMarked
package io.github.inittrace.trace;

import org.jspecify.annotations.NullMarked;

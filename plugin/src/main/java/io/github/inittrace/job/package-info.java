// SPDX-License-Identifier: Apache-2.0
/** A training as a value: which trainer, on which data, what is kept of it. */
@NullMarked
package io.github.inittrace.job;

import org.jspecify.annotations.NullMarked;

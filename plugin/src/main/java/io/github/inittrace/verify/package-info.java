// SPDX-License-Identifier: Apache-2.0
/** Checks whether a run folder says the truth about itself. */
@NullMarked
package io.github.inittrace.verify;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The {@code inittrace} command. */
@NullMarked
package io.github.inittrace.reports.cli;

import org.jspecify.annotations.NullMarked;

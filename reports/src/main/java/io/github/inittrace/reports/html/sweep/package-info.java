// SPDX-License-Identifier: Apache-2.0
/** The page on a sweep: its runs in groups of seeds, along its axes. */
@NullMarked
package io.github.inittrace.reports.html.sweep;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The gate: rules that a run, or the runs of a sweep, have to obey, and what came of them. */
@NullMarked
package io.github.inittrace.reports.check;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The report of one run. */
@NullMarked
package io.github.inittrace.reports.html.run;

import org.jspecify.annotations.NullMarked;

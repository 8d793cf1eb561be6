// SPDX-License-Identifier: Apache-2.0
/** The HTML report of a run. */
@NullMarked
package io.github.inittrace.reports.html;

import org.jspecify.annotations.NullMarked;

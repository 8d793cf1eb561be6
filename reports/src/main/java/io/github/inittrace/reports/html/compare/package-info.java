// SPDX-License-Identifier: Apache-2.0
/** The page on many runs. */
@NullMarked
package io.github.inittrace.reports.html.compare;

import org.jspecify.annotations.NullMarked;

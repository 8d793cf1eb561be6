// SPDX-License-Identifier: Apache-2.0
/** The page on the difference of two models. */
@NullMarked
package io.github.inittrace.reports.html.diff;

import org.jspecify.annotations.NullMarked;

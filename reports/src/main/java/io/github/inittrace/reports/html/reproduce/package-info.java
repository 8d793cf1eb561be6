// SPDX-License-Identifier: Apache-2.0
/** The page on a study: published figures drawn again, and what agrees. */
@NullMarked
package io.github.inittrace.reports.html.reproduce;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Published figures trained again: what to run for each, and whether what came out agrees. */
@NullMarked
package io.github.inittrace.reports.reproduce;

import org.jspecify.annotations.NullMarked;

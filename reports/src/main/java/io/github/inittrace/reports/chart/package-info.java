// SPDX-License-Identifier: Apache-2.0
/** Charts as SVG elements with presentation attributes, readable without script or style sheet. */
@NullMarked
package io.github.inittrace.reports.chart;

import org.jspecify.annotations.NullMarked;

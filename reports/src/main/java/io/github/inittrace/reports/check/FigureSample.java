// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import org.jspecify.annotations.Nullable;

/**
 * A figure at an epoch.
 *
 * @param epoch the epoch's index
 * @param value the value, finite; null if there is none
 * @param why why there is none
 */
record FigureSample(int epoch, @Nullable Double value, String why) {}

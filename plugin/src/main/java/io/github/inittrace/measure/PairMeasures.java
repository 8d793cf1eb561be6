// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/**
 * Two tensors, or all tensors of two models: each by itself, and how they differ.
 *
 * @param a the values of the first
 * @param b the values of the second
 * @param difference how they differ place by place; null if their sizes do
 * @param distribution how their distributions differ
 */
public record PairMeasures(
        ValueSummary a,
        ValueSummary b,
        @Nullable Difference difference,
        DistributionDistance distribution) {}

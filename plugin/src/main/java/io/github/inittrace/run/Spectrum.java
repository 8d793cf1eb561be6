// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The singular values of a matrix, and how many of them count.
 *
 * @param values all of them, σ1 ≥ σ2 ≥ …, in the unit of the weights; none if a value of the matrix
 *     is not finite
 * @param effectiveRank exp(−Σ p ln p) with p = σ / Σσ, between 1 and the number of values (Roy and
 *     Vetterli, "The effective rank", EUSIPCO 2007); null where every σ is 0 or there is none
 * @param stableRank Σσ² / σ1², between 1 and the rank (Rudelson and Vershynin, "Sampling from large
 *     matrices", J. ACM 2007); null where the effective rank is
 */
public record Spectrum(
        List<Double> values, @Nullable Double effectiveRank, @Nullable Double stableRank) {
    public Spectrum {
        values = List.copyOf(values);
    }
}

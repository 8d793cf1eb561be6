// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/**
 * Neumaier's compensated sum of block totals. Blocks of {@link BlockReductions#LENGTH} values are summed
 * plainly, their totals here, so the error stays near that of a single block however long the
 * data is: below 1e-13 relative for sums of squares, about 1e-15 in practice.
 *
 * <p>See A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen,
 * ZAMM 54 (1974).
 */
final class CompensatedSum {
    private double sum;
    private double lost;

    void add(double term) {
        double next = sum + term;
        lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }

    void add(CompensatedSum other) {
        add(other.sum);
        lost += other.lost;
    }

    /** The sum; not finite if a term or the true sum is not. */
    double value() {
        return sum + lost;
    }
}

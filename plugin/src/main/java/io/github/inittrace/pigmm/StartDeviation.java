// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the mean of a linear or quadratic invariant over an ensemble is from its expectation
 * before training, where all entries are independent and alike.
 *
 * @param invariant which one: I1 to I13, or J1 to J5
 * @param mean its mean over the matrices
 * @param expected its expectation for independent entries
 * @param standardError that of the mean of as many untrained matrices, exact
 * @param publishedStandardError the one of the published analysis, which counts repeated products
 *     once and is therefore too small for I4, I7 to I10, I12 and I13, down to 0.71 of the exact one;
 *     NaN for J1 to J5, and where entries have a mean, for which there is none
 */
public record StartDeviation(
        Invariant invariant,
        double mean,
        double expected,
        double standardError,
        double publishedStandardError) {

    /** |mean - expected| in exact standard errors. */
    public double deviation() {
        return Math.abs(mean - expected) / standardError;
    }

    /** |mean - expected| as published. */
    public double publishedDeviation() {
        return Math.abs(mean - expected) / publishedStandardError;
    }

    /**
     * The deviations of an ensemble, in the order of {@link Invariants#observed}.
     *
     * @param ensemble the matrices
     * @param start the law of the entries before training
     * @throws IllegalArgumentException if there is no matrix, or moments of the law up to the
     *     fourth are missing
     */
    public static List<StartDeviation> of(Ensemble ensemble, IidEntries start) {
        int rows = ensemble.rows();
        int columns = ensemble.columns();
        double n = ensemble.count();
        List<Invariant> observed = Invariants.observed(ensemble.symmetry());
        List<StartDeviation> deviations = new ArrayList<>();
        for (int k = 0; k < observed.size(); k++) {
            Invariant invariant = observed.get(k);
            if (invariant.degree() <= 2) {
                double sum = 0;
                for (double value : ensemble.invariant(k)) {
                    sum += value;
                }
                double exact = start.variance(invariant, rows, columns);
                boolean published = ensemble.symmetry() == Symmetry.TOGETHER && start.mean() == 0;
                deviations.add(
                        new StartDeviation(
                                invariant,
                                sum / n,
                                start.expectation(invariant, rows, columns),
                                Math.sqrt(exact / n),
                                published
                                        ? Math.sqrt(published(k + 1, rows, exact, start) / n)
                                        : Double.NaN));
            }
        }
        return deviations;
    }

    private static double published(int number, double size, double exact, IidEntries start) {
        double e = start.moment(2) * start.moment(2);
        double k = start.moment(4) - e;
        double square = size * size;
        return switch (number) {
            case 4, 12 -> size * k + size * (size - 1) * e;
            case 7, 8 -> square * k + square * (size - 1) * e;
            case 9, 13 -> size * k + size * (square - 1) * e;
            case 10 -> square * k + square * (square - 1) * e;
            default -> exact;
        };
    }
}

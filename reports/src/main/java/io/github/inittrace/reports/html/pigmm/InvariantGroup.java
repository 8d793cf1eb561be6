// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import io.github.inittrace.ensemble.ModelFit;
import io.github.inittrace.pigmm.Deviation;
import io.github.inittrace.pigmm.Invariant;
import io.github.inittrace.pigmm.Symmetry;
import java.util.List;
import java.util.function.Predicate;

/**
 * Cubic and quartic invariants that the published bar plots have side by side: by degree, and of few
 * indices or of many.
 *
 * @param name what they are
 * @param holds which they are
 */
record InvariantGroup(String name, Predicate<Invariant> holds) {
    private static final int FEW = 2;

    /** The four groups of I14 to I52; cubic and quartic ones of J6 to J48, which are all there are. */
    static List<InvariantGroup> of(Symmetry symmetry) {
        return symmetry == Symmetry.APART
                ? List.of(
                        new InvariantGroup("cubic", i -> i.degree() == 3),
                        new InvariantGroup("quartic", i -> i.degree() == 4))
                : List.of(
                        group("cubic, one or two indices", 3, true),
                        group("cubic, five or six indices", 3, false),
                        group("quartic, one or two indices", 4, true),
                        group("quartic, seven or eight indices", 4, false));
    }

    private static InvariantGroup group(String name, int degree, boolean few) {
        return new InvariantGroup(name, i -> i.degree() == degree && i.vertices() <= FEW == few);
    }

    List<Deviation> in(ModelFit fit) {
        return fit.deviations().stream().filter(d -> holds.test(d.invariant())).toList();
    }

    /** The mean of the published deviations of the group. */
    double mean(ModelFit fit) {
        return in(fit).stream()
                .mapToDouble(Deviation::normalised)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}

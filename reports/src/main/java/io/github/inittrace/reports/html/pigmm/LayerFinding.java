// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.pigmm.LikelihoodRatio;
import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the likelihood ratios of a layer say, in plain words. Stateless. */
public final class LayerFinding {
    /** Below it a smaller model counts as refuted. */
    static final double LEVEL = 0.01;

    private static final double SMALLEST_P = 1e-16;

    private LayerFinding() {}

    /** A few sentences on a layer at one epoch. */
    public static String of(LayerState state) {
        if (state.tests().stream().anyMatch(LikelihoodRatio::regularised)) {
            return "A fit is singular, as with fewer than three networks or matrices of a special"
                    + " form: the tests say nothing.";
        }
        List<String> sentences = new ArrayList<>();
        test(state, 13, 5)
                .ifPresent(
                        test ->
                                sentences.add(
                                        sentence(
                                                test,
                                                "rows and columns belong together, or the weights are"
                                                        + " not Gaussian",
                                                "nothing speaks against rows and columns each"
                                                        + " numbered for themselves")));
        test(state, 5, 2)
                .ifPresent(
                        test ->
                                sentences.add(
                                        sentence(
                                                test,
                                                "independent Gaussian entries do not suffice",
                                                againstIndependence(state))));
        return sentences.isEmpty()
                ? "No model is larger than that of independent entries."
                : String.join(" ", sentences);
    }

    /** What a test of 5 parameters that refutes nothing leaves to say. */
    private static String againstIndependence(LayerState state) {
        boolean isRefuted = test(state, 13, 2).filter(test -> test.p() < LEVEL).isPresent();
        return isRefuted
                ? "rows and columns by themselves do not speak against independent Gaussian entries"
                : "nothing speaks against independent Gaussian entries";
    }

    private static String sentence(LikelihoodRatio test, String ifRefuted, String ifNot) {
        boolean isRefuted = test.p() < LEVEL;
        return test.larger()
                + (isRefuted
                        ? " parameters describe it better than "
                        : " parameters describe it no better than ")
                + test.smaller()
                + " (statistic "
                + Numbers.text(test.statistic())
                + " where chance gives "
                + test.degreesOfFreedom()
                + ", p "
                + p(test.p())
                + "): "
                + (isRefuted ? ifRefuted : ifNot)
                + ".";
    }

    private static Optional<LikelihoodRatio> test(LayerState state, int larger, int smaller) {
        return state.tests().stream()
                .filter(test -> test.larger() == larger && test.smaller() == smaller)
                .findFirst();
    }

    /** A p-value as far as it means anything. */
    static String p(double p) {
        return p < SMALLEST_P ? "below 1e-16" : Numbers.rough(p);
    }
}

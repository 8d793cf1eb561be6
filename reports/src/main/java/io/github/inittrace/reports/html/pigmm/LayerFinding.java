// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.pigmm.LikelihoodRatio;
import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.List;

/** What the likelihood ratios of a layer say, in plain words. Stateless. */
public final class LayerFinding {
    /** Below it a smaller model counts as refuted. */
    static final double LEVEL = 0.01;

    private static final double SMALLEST_P = 1e-16;

    private LayerFinding() {}

    /** A few sentences on a layer at one epoch. */
    public static String of(LayerState state) {
        List<String> sentences = new ArrayList<>();
        for (LikelihoodRatio test : state.tests()) {
            if (test.larger() == 13 && test.smaller() == 5) {
                sentences.add(
                        sentence(
                                test,
                                "rows and columns belong together, or the weights are not Gaussian",
                                "nothing speaks against rows and columns each numbered for"
                                        + " themselves"));
            } else if (test.larger() < 13) {
                sentences.add(
                        sentence(
                                test,
                                "independent Gaussian entries do not suffice",
                                againstIndependence(state)));
            }
        }
        return sentences.isEmpty()
                ? "No model is larger than that of independent entries."
                : String.join(" ", sentences);
    }

    /** What a test of 5 parameters that refutes nothing leaves to say. */
    private static String againstIndependence(LayerState state) {
        boolean isRefuted =
                state.tests().stream()
                        .anyMatch(t -> t.larger() == 13 && !t.regularised() && t.p() < LEVEL);
        return isRefuted
                ? "rows and columns by themselves do not speak against independent Gaussian entries"
                : "nothing speaks against independent Gaussian entries";
    }

    private static String sentence(LikelihoodRatio test, String ifRefuted, String ifNot) {
        if (test.regularised()) {
            return test.larger()
                    + " against "
                    + test.smaller()
                    + " parameters say nothing: a fit is singular, as of fewer than three networks or"
                    + " of matrices of a special form.";
        }
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

    /** A p-value as far as it means anything. */
    static String p(double p) {
        return p < SMALLEST_P ? "below 1e-16" : Numbers.rough(p);
    }
}

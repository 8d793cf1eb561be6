// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import java.io.IOException;
import java.util.List;

/** The definitions of the page's measures. */
final class DefinitionsSection {
    private static final String[][] TERMS = {
        {"epoch", "one pass over the training data; epoch 0 is the untrained network"},
        {"w, w₀, Δ", "current values of a tensor, initial values, and w − w₀; n is their number"},
        {"norm, |w|", "√(Σ wₖ²), the Frobenius norm; by initial: divided by that of w₀"},
        {"distance, |Δ|", "√(Σ (wₖ − w₀ₖ)²)"},
        {"relative distance", "|Δ| / |w₀|; undefined for what starts at zero"},
        {"rms Δ", "|Δ| / √n, the root mean square of the deviations"},
        {"mean abs Δ, max abs Δ", "mean and largest of |wₖ − w₀ₖ|"},
        {"cosine", "w·w₀ / (|w| |w₀|); 1 means same direction, 0 unrelated"},
        {
            "update",
            "the distance moved since the record before: |w(t) − w(t − 1)| if every epoch has one"
        },
        {"a", "max |w₀ₖ| of a tensor, for the half-width of the range that it was drawn from"},
        {"mean abs Δ / mean |w₀|", "mean size of the deviations by that of the initial values"},
        {
            "correlation, slope, intercept",
            "Pearson’s correlation of w₀ and w, and the least-squares line w = slope · w₀ +"
                    + " intercept"
        },
        {"moved", "share of values with Δ ≠ 0; what never gets a gradient stays exactly"},
        {
            "beyond 0.1 a, 0.5 a, a",
            "share of values with |Δ| larger than that; in total, each by its own tensor’s a"
        },
        {"rms of w", "|w| / √n"},
        {
            "weighted norm, weighted distance",
            "|w| / n and |Δ| / n; not the rms, and smaller for larger tensors of the same spread"
        },
        {"variance", "m₂, the mean squared difference from the mean, divisor n"},
        {"skewness", "m₃ / m₂^1.5; 0 for a symmetric distribution"},
        {"kurtosis", "m₄ / m₂²; 3 for a normal distribution, 1.8 for a uniform one"},
        {"running loss", "mean loss over an epoch's minibatches, while the weights move"},
        {"training loss", "mean loss of a fresh pass with the weights at the end of the epoch"},
        {"loss", "in the unit of the training objective; natural logarithms for cross-entropy"},
        {
            "lowest loss",
            "the smallest at the end of any epoch; as the epoch is chosen by the very examples it is"
                    + " told of, expect a little more on others"
        },
        {
            "accuracy",
            "share of examples classified correctly, from 0 to 1 in tables; charts have the error"
                    + " rate, 100 % minus it"
        },
        {
            "dead share",
            "share of examples whose probability of their class is below the clip of the loss, so"
                    + " that nothing is learned from them"
        },
        {"dead units", "units of a hidden layer that are 0 for every training example evaluated"},
        {
            "visibility",
            "of a mark: the probability that a weight that did not start at zero is larger in size"
                    + " than one that did; from 1 down to 0.5"
        },
        {
            "spread ratio",
            "of a mark: the standard deviation of the weights that started at zero by that of the"
                    + " others; from 0 up to 1"
        },
        {
            "seconds",
            "wall time of the passes since the record before, without evaluation and measuring"
        },
        {"evaluation seconds", "wall time of the training loss and of the validation sets"},
        {"measure seconds", "wall time of measuring how far the weights moved"},
    };

    private DefinitionsSection() {}

    static Section section(PageFiles files) throws IOException {
        return new Section(
                "definitions",
                "Definitions",
                List.of(Markup.definitions(TERMS), MeasuresPage.beside(files)));
    }
}

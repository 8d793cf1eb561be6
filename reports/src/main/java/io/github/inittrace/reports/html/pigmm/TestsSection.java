// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import static j2html.TagCreator.b;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.pigmm.LikelihoodRatio;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** Which model suffices for which layer. */
final class TestsSection {
    private TestsSection() {}

    static Section of(List<LayerCourse> layers) {
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "In a feed-forward network whose weights start alike and independent, every"
                                + " hidden layer can be renumbered for itself, and training does not"
                                + " notice. Of the 13 parameters 8 are then noise: 5 should do as"
                                + " well. Two are independent Gaussian entries, as before"
                                + " training."));
        List<DomContent> findings = new ArrayList<>();
        List<DomContent> rows = new ArrayList<>();
        for (LayerCourse layer : layers) {
            LayerState last = layer.last();
            findings.add(
                    li(
                            b(layer.title() + " (" + LayerCourse.at(last) + "): "),
                            text(LayerFinding.of(last))));
            if (layer.hasCourse()) {
                rows(rows, layer.first());
            }
            rows(rows, last);
        }
        parts.add(ul(Markup.lines(findings)));
        if (!rows.isEmpty()) {
            parts.add(
                    Markup.numbers(
                            "Likelihood ratios",
                            List.of(
                                    "layer",
                                    "when",
                                    "networks",
                                    "parameters",
                                    "statistic",
                                    "mean by chance",
                                    "p"),
                            rows));
            parts.add(
                    p("p is the chance of a statistic as large if the smaller model is"
                                    + " right, by the chi-square distribution, which needs many"
                                    + " networks and Gaussian weights; below "
                                    + LayerFinding.LEVEL
                                    + " the smaller model counts as refuted.")
                            .withClass("caption"));
        }
        return new Section("tests", "Which model suffices", parts);
    }

    private static void rows(List<DomContent> rows, LayerState state) {
        for (LikelihoodRatio test : state.tests()) {
            List<DomContent> cells = new ArrayList<>();
            cells.add(td(LayerCourse.at(state)));
            cells.add(Markup.count(state.networks()));
            cells.add(td(test.larger() + " against " + test.smaller()));
            if (test.regularised()) {
                cells.add(Markup.number(null, "singular fit"));
                cells.add(Markup.count(test.degreesOfFreedom()));
                cells.add(Markup.number(null, "singular fit"));
            } else {
                cells.add(Markup.number(test.statistic(), "not finite"));
                cells.add(Markup.count(test.degreesOfFreedom()));
                cells.add(td(LayerFinding.p(test.p())).withTitle(Double.toString(test.p())));
            }
            rows.add(Markup.row(state.layer(), cells));
        }
    }
}

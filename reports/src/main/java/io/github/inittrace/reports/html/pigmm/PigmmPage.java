// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.ensemble.EnsembleAnalysis;
import io.github.inittrace.ensemble.NetworkEnsemble;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Page;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page on an ensemble: its head, and its parts in order. */
final class PigmmPage {
    private static final String[][] DEFINITIONS = {
        {
            "matrix",
            "The weights of a layer, outputs as rows, inputs as columns; one of every network."
        },
        {
            "invariant",
            "A sum of products of weights that stays the same however neurons are numbered. It is a"
                    + " graph: an index is a vertex, an entry M_ij an arrow from i to j. Rows and"
                    + " columns of square matrices are numbered together, I1 to I52; of others each"
                    + " for themselves, J1 to J48, where dots are rows and circles columns."
        },
        {
            "13, 5, 2 parameters",
            "Gaussian laws of matrices that stay the same if rows and columns are renumbered"
                    + " together, each for themselves, and of independent entries that are alike. Each"
                    + " is fitted by greatest likelihood."
        },
        {
            "z",
            "Mean less expectation by its standard error, which takes into account that the model was"
                    + " fitted to the same networks: about standard normal if the model is right."
        },
        {
            "uniform starts",
            "Quartic deviations are large before training if weights start uniform, and no error:"
                    + " 5.0 of I45 at 10 × 10."
        },
        {
            "sources",
            "Ramgoolam, arXiv:1809.07559, has the models; Hirst and Ramgoolam, arXiv:2510.05218, use"
                    + " them on weights."
        },
    };

    private final EnsembleAnalysis analysis;
    private final List<LayerCourse> layers;

    PigmmPage(EnsembleAnalysis analysis) {
        this.analysis = analysis;
        layers = LayerCourse.all(analysis);
    }

    /** The page, and the files beside it. */
    Page page(PageFiles files) throws IOException {
        List<String> beside = new ArrayList<>();
        files.put(AnalysisJson.FILE, AnalysisJson.of(analysis)).ifPresent(beside::add);
        for (Map.Entry<String, byte[]> table : AnalysisTables.of(analysis).entrySet()) {
            files.put(table.getKey(), table.getValue()).ifPresent(beside::add);
        }
        String heading = "Matrix models of " + Numbers.count(analysis.networks()) + " networks";
        return new Page(
                heading,
                heading,
                introduction(),
                List.of(
                        TestsSection.of(layers),
                        StartSection.of(layers, analysis.start()),
                        DeviationsSection.of(layers),
                        DistancesSection.of(layers),
                        ParametersSection.of(layers),
                        new Section(
                                "definitions",
                                "Definitions",
                                List.of(Markup.definitions(DEFINITIONS)))),
                foot(beside));
    }

    private static DomContent foot(List<String> beside) {
        return beside.isEmpty()
                ? p("Written by InitTrace.")
                : p(
                        text("Written by InitTrace. All digits: "),
                        each(beside, name -> each(a(code(name)).withHref(name), text("\n"))));
    }

    private List<DomContent> introduction() {
        List<DomContent> top = new ArrayList<>();
        top.add(p(subtitle()).withClass("subtitle"));
        if (!analysis.remarks().isEmpty()) {
            top.add(
                    div(ul(Markup.lines(analysis.remarks().stream().map(r -> li(r)).toList())))
                            .withClass("ending warning"));
        }
        return top;
    }

    private String subtitle() {
        List<String> parts = new ArrayList<>();
        parts.add(layers.size() == 1 ? "One layer" : layers.size() + " layers");
        if (!layers.isEmpty()) {
            int first = layers.get(0).first().epoch();
            int last = layers.get(0).last().epoch();
            if (first != NetworkEnsemble.NO_EPOCH) {
                parts.add(first == last ? "epoch " + first : "epochs " + first + " to " + last);
            }
        }
        parts.add(analysis.start() == null ? "unknown start" : "start " + analysis.start());
        return String.join(" · ", parts);
    }
}

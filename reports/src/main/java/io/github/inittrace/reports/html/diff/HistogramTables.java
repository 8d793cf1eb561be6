// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.diff;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.PairDistributions;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.study.MissingValue;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The counts behind the histograms of a tensor on both sides of a comparison. */
final class HistogramTables {
    private HistogramTables() {}

    /** Tables that open on request; none where nothing could be counted. */
    static Optional<DomContent> of(String tensor, PairDistributions distributions) {
        List<DomContent> tables = new ArrayList<>();
        Histogram a = distributions.a();
        Histogram b = distributions.b();
        if (a != null && b != null) {
            tables.add(table("Values of " + tensor, List.of("A", "B"), List.of(a, b)));
        }
        Histogram differences = distributions.differences();
        if (differences != null) {
            tables.add(table("B − A of " + tensor, List.of("count"), List.of(differences)));
        }
        return tables.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Markup.folded("The counts behind these histograms", Markup.lines(tables)));
    }

    /** Histograms over the same bins. */
    private static DomContent table(String title, List<String> names, List<Histogram> histograms) {
        List<String> heads = new ArrayList<>(List.of("bin", "from", "to"));
        heads.addAll(names);
        double[] edges = histograms.get(0).edges();
        List<DomContent> rows = new ArrayList<>();
        for (int bin = 0; bin < edges.length - 1; bin++) {
            List<DomContent> cells = new ArrayList<>();
            cells.add(Markup.number(edges[bin], MissingValue.NOT_FINITE));
            cells.add(Markup.number(edges[bin + 1], MissingValue.NOT_FINITE));
            for (Histogram histogram : histograms) {
                cells.add(Markup.count(histogram.counts().get(bin)));
            }
            rows.add(Markup.row(Integer.toString(bin + 1), cells));
        }
        return Markup.numbers(title, heads, rows);
    }
}

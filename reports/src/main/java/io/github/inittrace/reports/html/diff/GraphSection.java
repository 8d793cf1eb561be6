// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.diff;

import static j2html.TagCreator.code;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;

import io.github.inittrace.diff.GraphDiff;
import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** How the graphs of two models differ: a sentence, and a row for everything that does. */
final class GraphSection {
    /** With more the page gets heavy; the numbers beside it have all. */
    private static final int MOST_ROWS = 200;

    private static final List<String> HEADS = List.of("what", "in A", "in B", "by how much");

    private GraphSection() {}

    static Section of(ModelDiff diff) {
        GraphDiff graph = diff.graph();
        List<GraphLines.Line> lines = GraphLines.of(graph);
        List<DomContent> parts = new ArrayList<>();
        parts.add(p(GraphLines.headline(diff)));
        if (!lines.isEmpty()) {
            parts.add(
                    Markup.words(
                            "Differences of the graphs",
                            HEADS,
                            lines.stream().limit(MOST_ROWS).map(GraphSection::row).toList()));
        }
        if (lines.size() > MOST_ROWS) {
            parts.add(
                    p(
                            text("And " + Numbers.count(lines.size() - MOST_ROWS) + " more; "),
                            code(DiffPage.NUMBERS),
                            text(" has all of them.")));
        }
        return new Section("graph", "Graph", parts);
    }

    private static DomContent row(GraphLines.Line line) {
        return Markup.row(line.what(), List.of(td(line.inA()), td(line.inB()), td(line.size())));
    }
}

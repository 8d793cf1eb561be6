// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import io.github.inittrace.pigmm.Invariant;
import io.github.inittrace.pigmm.Symmetry;
import io.github.inittrace.reports.chart.GraphGlyph;
import io.github.inittrace.reports.chart.Svg;

/** The graph of an invariant: its indices are the vertices, the entries it multiplies the edges. */
final class InvariantGlyph {
    private InvariantGlyph() {}

    static Svg of(Invariant invariant) {
        GraphGlyph glyph =
                invariant.symmetry() == Symmetry.TOGETHER
                        ? GraphGlyph.directed(invariant.vertices())
                        : GraphGlyph.bipartite(invariant.vertices(), invariant.rowVertices());
        for (int edge = 0; edge < invariant.degree(); edge++) {
            glyph.edge(invariant.from(edge), invariant.to(edge));
        }
        return glyph.drawing("graph of " + invariant.formula());
    }
}

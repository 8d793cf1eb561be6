// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GraphGlyphTest {
    @Test
    void directed_edgesBothWays_areTwoCurvesWithHeads() {
        String svg = GraphGlyph.directed(2).edge(0, 1).edge(1, 0).drawing("two").render();
        assertThat(svg).contains("aria-label=\"two\"", "d=\"M10 26Q26 26 42 26\"");
        // The way back bends: its middle is beside the line.
        assertThat(svg).contains("d=\"M42 26Q26 12 10 26\"");
        assertThat(svg.split("Z\"")).hasSize(3);
    }

    @Test
    void loops_ofOneVertex_standAroundIt() {
        GraphGlyph glyph = GraphGlyph.directed(1);
        for (int k = 0; k < 4; k++) {
            glyph.edge(0, 0);
        }
        assertThat(glyph.drawing("four").render())
                .contains("cx=\"26\" cy=\"21.4\"", "cx=\"30.6\" cy=\"26\"")
                .contains("cx=\"26\" cy=\"30.6\"", "cx=\"21.4\" cy=\"26\"");
    }

    @Test
    void bipartite_edges_haveNoHeads() {
        String svg = GraphGlyph.bipartite(3, 1).edge(0, 1).edge(0, 2).drawing("v").render();
        assertThat(svg).doesNotContain("Z\"").contains("cx=\"26\" cy=\"9\"").contains("#ffffff");
    }
}

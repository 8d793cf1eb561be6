// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;

import io.github.inittrace.reports.chart.Means;
import io.github.inittrace.reports.chart.Palette;
import io.github.inittrace.reports.chart.PhaseChart;
import io.github.inittrace.reports.chart.Places;
import io.github.inittrace.study.PhaseColumn;
import io.github.inittrace.study.PhaseColumn.Block;
import io.github.inittrace.study.PhaseColumn.Phase;
import j2html.tags.DomContent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The phase diagram of Jesus et al. (2021): in which regime training is, by an axis and the epoch. */
public final class PhaseFigure {
    private static final Map<Phase, PhaseChart.Region> REGIONS =
            new EnumMap<>(
                    Map.of(
                            Phase.UNTRAINABLE,
                            region("untrainable", "U", Palette.line(1), 0.38),
                            Phase.LOW,
                            region("low trainability", "L", Palette.AXIS, 0.16),
                            Phase.HIGH,
                            region("high trainability", "H", Palette.line(0), 0.3),
                            Phase.TRAINABLE,
                            region("trainable", "T", Palette.line(0), 0.12)));

    private PhaseFigure() {}

    private static PhaseChart.Region region(
            String name, String letter, String colour, double opacity) {
        return new PhaseChart.Region(name, letter, colour, opacity);
    }

    /**
     * The figure.
     *
     * @param id an identifier that no other element of the page has
     * @param title its heading
     * @param places the horizontal axis
     * @param xTitle its name
     * @param columns the regimes at each place
     * @param events when things happened, by place
     * @param lastEpoch where the vertical axis ends
     */
    public static DomContent of(
            String id,
            String title,
            Places places,
            String xTitle,
            List<PhaseColumn> columns,
            List<Means> events,
            int lastEpoch) {
        PhaseChart chart = PhaseChart.of(id, title, places, lastEpoch).xTitle(xTitle);
        StringBuilder words = new StringBuilder();
        for (int place = 0; place < columns.size(); place++) {
            words.append(blocks(place, places.label(place), columns.get(place), chart));
        }
        chart.describedAs(words.toString().strip());
        events.forEach(chart::line);
        return figure(
                h3(title),
                ChartFigure.legend(chart.legend()),
                chart.drawing(),
                figcaption(
                        "Curves: mean ± standard deviation of the runs in which the event"
                                + " happened; where it happened in none there is no mark."));
    }

    private static String blocks(int place, String label, PhaseColumn column, PhaseChart chart) {
        StringBuilder words = new StringBuilder();
        double from = 0;
        List<Block> blocks = column.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            boolean isLast = i + 1 == blocks.size();
            double to = isLast ? block.to() : (block.to() + blocks.get(i + 1).from()) / 2.0;
            PhaseChart.Region region = REGIONS.get(block.phase());
            if (region != null) {
                chart.block(place, from, to, region);
                words.append(label)
                        .append(": ")
                        .append(region.name())
                        .append(" from epoch ")
                        .append(block.from())
                        .append(" to ")
                        .append(block.to())
                        .append(". ");
            }
            from = to;
        }
        return words.toString();
    }
}

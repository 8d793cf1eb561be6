// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import io.github.inittrace.measure.ConditionalBin;
import io.github.inittrace.measure.DistributionSummary;
import io.github.inittrace.measure.InitialMagnitudeBin;
import io.github.inittrace.measure.JointHistogram;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers behind the charts of where weights went. */
final class ConditionalTables {
    private static final String UNDEFINED = "all equal";

    private ConditionalTables() {}

    /** The root of the mean square, whatever the signs. */
    static @Nullable Double rms(DistributionSummary spread) {
        Double mean = spread.mean();
        Double variance = spread.variance();
        return mean == null || variance == null ? null : Math.sqrt(mean * mean + variance);
    }

    static DomContent changes(ConditionalRecord record) {
        List<DomContent> rows = new ArrayList<>();
        for (ConditionalBin bin : record.distribution().bins()) {
            List<DomContent> cells = new ArrayList<>();
            cells.add(Markup.number(bin.high(), ""));
            cells.add(Markup.count(bin.count()));
            cells.add(Markup.number(bin.initialMean(), UNDEFINED));
            cells.add(Markup.number(bin.weights().mean(), UNDEFINED));
            cells.add(Markup.number(bin.weights().percentile2(), UNDEFINED));
            cells.add(Markup.number(bin.weights().percentile98(), UNDEFINED));
            cells.add(Markup.number(bin.mode(), UNDEFINED));
            cells.addAll(spread(bin.deviations()));
            rows.add(Markup.row(Numbers.text(bin.low()), cells));
        }
        return Markup.numbers(
                "w − w₀ of " + record.tensor() + " by w₀, at epoch " + record.epoch(),
                List.of(
                        "w₀ from",
                        "to",
                        "n",
                        "mean of w₀",
                        "mean of w",
                        "2 % of w",
                        "98 % of w",
                        "mode",
                        "mean",
                        "sd",
                        "skewness",
                        "2 %",
                        "25 %",
                        "median",
                        "75 %",
                        "98 %"),
                rows);
    }

    static DomContent outwards(ConditionalRecord record) {
        List<DomContent> rows = new ArrayList<>();
        for (InitialMagnitudeBin bin : record.distribution().outward()) {
            List<DomContent> cells = new ArrayList<>();
            cells.add(Markup.number(bin.high(), ""));
            cells.add(Markup.count(bin.count()));
            cells.add(Markup.number(bin.initialMean(), UNDEFINED));
            cells.add(Markup.number(rms(bin.movement()), UNDEFINED));
            cells.addAll(spread(bin.movement()));
            rows.add(Markup.row(Numbers.text(bin.low()), cells));
        }
        return Markup.numbers(
                "Movement of " + record.tensor() + " by |w₀|, at epoch " + record.epoch(),
                List.of(
                        "|w₀| from",
                        "to",
                        "n",
                        "mean of |w₀|",
                        "rms",
                        "mean",
                        "sd",
                        "skewness",
                        "2 %",
                        "25 %",
                        "median",
                        "75 %",
                        "98 %"),
                rows);
    }

    /** All counts; weights in rows from the largest on, as they are drawn. */
    static DomContent joint(ConditionalRecord record, JointHistogram joint) {
        double[] starts = edges(joint.initialReach(), joint.counts().size());
        double[] ends = edges(joint.weightReach(), joint.counts().get(0).size());
        List<String> heads = new ArrayList<>(List.of("w from"));
        for (int column = 0; column < joint.counts().size(); column++) {
            heads.add((column == 0 ? "w₀ from " : "") + Numbers.text(starts[column]));
        }
        List<DomContent> rows = new ArrayList<>();
        for (int row = ends.length - 2; row >= 0; row--) {
            int bin = row;
            rows.add(
                    Markup.row(
                            Numbers.text(ends[row]),
                            joint.counts().stream()
                                    .map(column -> Markup.count(column.get(bin)))
                                    .toList()));
        }
        return Markup.numbers(
                "Weights of "
                        + record.tensor()
                        + " by w and w₀, up to "
                        + Numbers.text(joint.weightReach())
                        + " and "
                        + Numbers.text(joint.initialReach())
                        + ", at epoch "
                        + record.epoch(),
                heads,
                rows);
    }

    /** Where bins of equal width over plus and minus a number begin and end. */
    static double[] edges(double reach, int bins) {
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = -reach + 2 * reach * i / bins;
        }
        edges[bins] = reach; // which rounding may miss
        return edges;
    }

    private static List<DomContent> spread(DistributionSummary spread) {
        return List.of(
                Markup.number(spread.mean(), UNDEFINED),
                Markup.number(spread.sd(), UNDEFINED),
                Markup.number(spread.skewness(), UNDEFINED),
                Markup.number(spread.percentile2(), UNDEFINED),
                Markup.number(spread.percentile25(), UNDEFINED),
                Markup.number(spread.median(), UNDEFINED),
                Markup.number(spread.percentile75(), UNDEFINED),
                Markup.number(spread.percentile98(), UNDEFINED));
    }
}

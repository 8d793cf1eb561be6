// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import io.github.inittrace.text.Numbers;
import io.github.inittrace.text.ShortText;
import java.util.List;

/**
 * A confusion matrix: a row per class, a column per class that examples were taken for. What is
 * right lies on the diagonal and is pale; mistakes are the darker the more there are. It stays on
 * white where the page is dark: there, the palest cells would stand out most.
 */
public final class ConfusionChart {
    private static final double CELL = 34;
    private static final double LEFT = 96;
    private static final double TOP = 62;

    /** Above and right of the cells, where long labels lie at an angle. */
    private static final double TILTED = 78;

    private static final double EDGE = 8;

    /** How many times its own units a drawing is at most, so that few classes get no huge letters. */
    private static final double LARGEST = 1.5;

    private static final int UPRIGHT = 4;
    private static final int LONGEST = 11;
    private static final String RIGHT = "#d6e6f2";

    /** On dark cells. */
    private static final String BRIGHT = "#ffffff";

    /** From few to many; text on the last two is bright. */
    private static final String[] MISTAKES = {
        "#fdf0e3", "#f8cfa4", "#eba062", "#b45b16", "#8a3a05"
    };

    private ConfusionChart() {}

    /**
     * Draws a matrix.
     *
     * @param id an identifier that no other element of the page has
     * @param title what it shows
     * @param description what there is to see, in words
     * @param labels the classes
     * @param counts how many examples of the row's class were taken for the column's
     */
    public static Svg of(
            String id, String title, String description, List<String> labels, int[][] counts) {
        int n = labels.size();
        boolean tilted = labels.stream().anyMatch(label -> label.length() > UPRIGHT);
        double top = tilted ? TOP + TILTED - 20 : TOP;
        double width = LEFT + n * CELL + (tilted ? TILTED : EDGE);
        double height = top + n * CELL + EDGE;
        Svg drawing =
                Svg.of("svg")
                        .attr("class", "chart fixed confusion")
                        .attr("viewBox", "0 0 " + Svg.number(width) + " " + Svg.number(height))
                        .at("width", LARGEST * width)
                        .attr("role", "img")
                        .attr("aria-labelledby", id + "-title " + id + "-desc")
                        .at("font-size", Frame.FONT)
                        .attr("font-family", "system-ui, sans-serif")
                        .with(
                                Svg.of("title").attr("id", id + "-title").withText(title),
                                Svg.of("desc").attr("id", id + "-desc").withText(description),
                                Svg.label(LEFT + n * CELL / 2, 15, "middle", "taken for"),
                                Svg.label(4, top - 10, "start", "class"));
        int most = mostMistakes(counts);
        for (int row = 0; row < n; row++) {
            double y = top + row * CELL;
            String label = ShortText.of(labels.get(row), LONGEST);
            drawing.with(
                    Svg.label(LEFT - 7, y + CELL / 2 + 4.5, "end", label),
                    columnLabel(LEFT + row * CELL + CELL / 2, top, label));
            for (int column = 0; column < n; column++) {
                int count = counts[row][column];
                drawing.with(
                        cell(
                                LEFT + column * CELL,
                                y,
                                count,
                                row == column ? -1 : shade(count, most),
                                Numbers.count(count)
                                        + " of class "
                                        + labels.get(row)
                                        + " taken for "
                                        + labels.get(column)));
            }
        }
        return drawing;
    }

    private static Svg cell(double x, double y, int count, int shade, String tip) {
        String fill = shade < 0 ? RIGHT : count == 0 ? "#ffffff" : MISTAKES[shade];
        Svg group =
                Svg.of("g")
                        .with(
                                Svg.of("title").withText(tip),
                                Svg.of("rect")
                                        .at("x", x)
                                        .at("y", y)
                                        .at("width", CELL)
                                        .at("height", CELL)
                                        .attr("fill", fill)
                                        .attr("stroke", Palette.GRID));
        if (count > 0 || shade < 0) {
            group.with(
                    Svg.of("text")
                            .at("x", x + CELL / 2)
                            .at("y", y + CELL / 2 + 4)
                            .at("font-size", count < 10_000 ? 12 : 9)
                            .attr("text-anchor", "middle")
                            .attr("fill", shade >= MISTAKES.length - 2 ? BRIGHT : "#1d1d1f")
                            .withText(Integer.toString(count)));
        }
        return group;
    }

    /** Upright where it fits, else at an angle. */
    private static Svg columnLabel(double x, double top, String label) {
        if (label.length() <= UPRIGHT) {
            return Svg.label(x, top - 8, "middle", label);
        }
        return Svg.label(x - 4, top - 6, "start", label)
                .attr(
                        "transform",
                        "rotate(-40 " + Svg.number(x - 4) + " " + Svg.number(top - 6) + ")");
    }

    private static int shade(int count, int most) {
        return Math.min(MISTAKES.length - 1, MISTAKES.length * count / Math.max(1, most));
    }

    private static int mostMistakes(int[][] counts) {
        int most = 0;
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < counts.length; column++) {
                most = row == column ? most : Math.max(most, counts[row][column]);
            }
        }
        return most;
    }
}

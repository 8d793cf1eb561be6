// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.text;

import io.github.inittrace.image.DivergingColours;
import io.github.inittrace.reports.chart.Svg;
import io.github.inittrace.text.Numbers;
import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.specialized.ImgTag;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoublePredicate;

/** A picture of weights in {@link DivergingColours}, with a bar of them and what they leave out. */
public final class WeightsFigure {
    private static final int SHADES = 41;

    private WeightsFigure() {}

    /**
     * The figure.
     *
     * @param title its heading
     * @param picture the image
     * @param weights the weights drawn
     * @param range the size of a weight at which the colour is strongest
     */
    public static DomContent figure(String title, ImgTag picture, double[] weights, double range) {
        return TagCreator.figure(
                h3(title),
                picture,
                text("\n"),
                range == 0 ? text("") : colourBar(-range, range),
                figcaption(caption(weights, range)));
    }

    private static String caption(double[] weights, double range) {
        long broken = count(weights, v -> !Double.isFinite(v));
        String black =
                broken == 0 ? "" : " Black: " + Numbers.count(broken) + " weights not finite.";
        if (count(weights, v -> Double.isFinite(v) && v != 0) == 0) {
            return (broken == 0
                            ? "All weights drawn are zero."
                            : "No weight drawn is finite and other than zero.")
                    + black;
        }
        long beyond = count(weights, v -> Double.isFinite(v) && Math.abs(v) > range);
        return "Colours from "
                + Numbers.text(-range)
                + " to "
                + Numbers.text(range)
                + "; "
                + Numbers.count(beyond)
                + " of "
                + Numbers.count(weights.length)
                + " weights lie beyond."
                + black;
    }

    private static long count(double[] weights, DoublePredicate which) {
        return Arrays.stream(weights).filter(which).count();
    }

    /**
     * A bar of the colours with their values.
     *
     * @param low the weight at its left end, minus {@code high} or 0
     * @param high the weight at its right end, where the colour is strongest
     */
    public static DomContent colourBar(double low, double high) {
        Svg bar =
                Svg.of("svg")
                        .attr("class", "chart fixed")
                        .attr("viewBox", "0 0 360 34")
                        .attr("font-size", "13")
                        .attr("font-family", "system-ui, sans-serif")
                        .attr("aria-hidden", "true");
        for (int i = 0; i < SHADES; i++) {
            double share = (double) i / (SHADES - 1);
            int rgb = DivergingColours.of(low + share * (high - low), high);
            bar.with(
                    Svg.of("rect")
                            .at("x", i * 360.0 / SHADES)
                            .at("y", 0)
                            .at("width", 360.0 / SHADES + 0.3)
                            .at("height", 14)
                            .attr("fill", String.format(Locale.ROOT, "#%06x", rgb)));
        }
        return bar.with(
                label(0, "start", low),
                label(180, "middle", (low + high) / 2),
                label(360, "end", high));
    }

    private static Svg label(double x, String anchor, double value) {
        return Svg.of("text")
                .at("x", x)
                .at("y", 30)
                .attr("text-anchor", anchor)
                .attr("fill", "#333333")
                .withText(Numbers.text(value));
    }
}

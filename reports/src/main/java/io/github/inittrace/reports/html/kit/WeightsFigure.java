// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static j2html.TagCreator.each;
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
import java.util.List;
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
                colourBar(range),
                figcaption(caption(weights, range)));
    }

    private static String caption(double[] weights, double range) {
        long broken = count(weights, v -> !Double.isFinite(v));
        String black =
                broken == 0 ? "" : " Black: " + Numbers.count(broken) + " weights not finite.";
        if (range == 0) {
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

    private static DomContent colourBar(double range) {
        Svg bar =
                Svg.of("svg")
                        .attr("class", "chart fixed")
                        .attr("viewBox", "0 0 360 34")
                        .attr("font-size", "13")
                        .attr("font-family", "system-ui, sans-serif")
                        .attr("aria-hidden", "true");
        for (int i = 0; i < SHADES; i++) {
            int rgb = DivergingColours.of(2.0 * i / (SHADES - 1) - 1, 1);
            bar.with(
                    Svg.of("rect")
                            .at("x", i * 360.0 / SHADES)
                            .at("y", 0)
                            .at("width", 360.0 / SHADES + 0.3)
                            .at("height", 14)
                            .attr("fill", String.format(Locale.ROOT, "#%06x", rgb)));
        }
        List<String> labels = List.of(Numbers.text(-range), "0", Numbers.text(range));
        return bar.with(
                each(
                        List.of(0, 1, 2),
                        i ->
                                Svg.of("text")
                                        .at("x", 180.0 * i)
                                        .at("y", 30)
                                        .attr(
                                                "text-anchor",
                                                List.of("start", "middle", "end").get(i))
                                        .attr("fill", "#333333")
                                        .withText(labels.get(i))));
    }
}

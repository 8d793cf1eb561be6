// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import j2html.tags.ContainerTag;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An SVG element for a page. Text and attribute values are escaped when the page is rendered, and
 * all looks are presentation attributes, so that it also works where a content security policy
 * forbids styles.
 */
public final class Svg extends ContainerTag<Svg> {
    private Svg(String name) {
        super(name);
    }

    /** A new element such as {@code g} or {@code path}. */
    public static Svg of(String name) {
        return new Svg(name);
    }

    /** Sets a coordinate or length, rounded to a hundredth of a unit. */
    public Svg at(String attribute, double value) {
        return attr(attribute, number(value));
    }

    /** A coordinate as text, rounded to a hundredth of a unit. */
    static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** A straight line. */
    static Svg line(double x1, double y1, double x2, double y2, String colour, double width) {
        return of("line")
                .at("x1", x1)
                .at("y1", y1)
                .at("x2", x2)
                .at("y2", y2)
                .attr("stroke", colour)
                .at("stroke-width", width);
    }

    /** A line of text; {@code anchor} is {@code start}, {@code middle} or {@code end}. */
    static Svg label(double x, double y, String anchor, String text) {
        return of("text")
                .at("x", x)
                .at("y", y)
                .attr("text-anchor", anchor)
                .attr("fill", Palette.TEXT)
                .withText(text);
    }
}

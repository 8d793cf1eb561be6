// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A drawn chart of lines, read back by the labels of its axes alone, as its readers do. */
public final class DrawnChart {
    private static final Pattern POINT = Pattern.compile("[ML](-?[0-9.]+) (-?[0-9.]+)");
    private static final Pattern CELL =
            Pattern.compile("M(-?[0-9.]+) (-?[0-9.]+)H(-?[0-9.]+)V(-?[0-9.]+)H-?[0-9.]+Z");

    /** A line's points in the units of the axes, and how far a hundredth of a pixel is there. */
    public record Point(double x, double y) {}

    private record Tick(double position, double value) {}

    private final Element body;
    private final boolean logarithmic;
    private final List<Tick> x = new ArrayList<>();
    private final List<Tick> y = new ArrayList<>();

    /** Of the element that holds curves and, as its first group, their frame. */
    public DrawnChart(Element body) throws Exception {
        this.body = body;
        Element frame = elements(body, "g").get(0);
        boolean log = false;
        for (Element text : elements(frame, "text")) {
            String label = text.getTextContent();
            log |= label.endsWith("log axis");
            if (label.matches("-?[0-9.]+(e-?[0-9]+)?")) {
                boolean isY = text.getAttribute("text-anchor").equals("end");
                double position = Double.parseDouble(text.getAttribute(isY ? "y" : "x"));
                (isY ? y : x).add(new Tick(position - (isY ? 4.5 : 0), Double.parseDouble(label)));
            }
        }
        logarithmic = log;
        assertThat(x).hasSizeGreaterThan(1);
        assertThat(y).hasSizeGreaterThan(1);
    }

    public boolean isLogarithmic() {
        return logarithmic;
    }

    /** Where a number of the vertical axis lies. */
    public double yOf(double value) {
        return position(y, value, logarithmic);
    }

    /** Where the vertical axis ends. */
    public double top() {
        return y.stream().mapToDouble(Tick::position).min().orElseThrow();
    }

    /** Whether a number is beyond the end of a linear vertical axis, which ends at a tick. */
    public boolean isBeyond(double value) {
        return !logarithmic && yOf(value) < top() - 0.03;
    }

    /** Where a number of the horizontal axis lies. */
    public double xOf(double value) {
        return position(x, value, false);
    }

    private static double position(List<Tick> ticks, double value, boolean log) {
        Tick a = ticks.get(0);
        Tick b = ticks.get(ticks.size() - 1);
        double share =
                log
                        ? Math.log(value / a.value()) / Math.log(b.value() / a.value())
                        : (value - a.value()) / (b.value() - a.value());
        return a.position() + share * (b.position() - a.position());
    }

    /** The points of every line as drawn, in the units of the drawing. */
    public List<List<Point>> lines() throws Exception {
        List<List<Point>> lines = new ArrayList<>();
        for (Element path : elements(body, "g/path[@fill='none'] | path[@fill='none']")) {
            List<Point> points = new ArrayList<>();
            Matcher matcher = POINT.matcher(path.getAttribute("d"));
            while (matcher.find()) {
                points.add(
                        new Point(
                                Double.parseDouble(matcher.group(1)),
                                Double.parseDouble(matcher.group(2))));
            }
            lines.add(points);
        }
        return lines;
    }

    /** How opaque a heat map is at a place, given in the units of its axes; 0 where nothing is. */
    public double opacity(double x, double y) throws Exception {
        double opacity = 0;
        for (Element path : elements(body, "g[@class='heat']/path")) {
            Matcher cell = CELL.matcher(path.getAttribute("d"));
            while (cell.find()) {
                boolean inColumn = number(cell, 1) < xOf(x) && xOf(x) < number(cell, 3);
                if (inColumn && number(cell, 4) < yOf(y) && yOf(y) < number(cell, 2)) {
                    assertThat(opacity).as("one cell at one place").isZero();
                    opacity = Double.parseDouble(path.getAttribute("fill-opacity"));
                }
            }
        }
        return opacity;
    }

    private static double number(Matcher matcher, int group) {
        return Double.parseDouble(matcher.group(group));
    }

    private static List<Element> elements(Element from, String path) throws Exception {
        XPath xpath = XPathFactory.newInstance().newXPath();
        NodeList nodes = (NodeList) xpath.evaluate(path, from, XPathConstants.NODESET);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}

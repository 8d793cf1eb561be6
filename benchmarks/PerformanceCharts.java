// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Means;
import io.github.inittrace.reports.chart.MeansChart;
import io.github.inittrace.reports.chart.Places;
import io.github.inittrace.reports.html.kit.ChartFigure;
import j2html.TagCreator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Draws the charts of performance.py's figures, each to a page of its own, for a browser that makes a
 * picture of it.
 *
 * <p>Usage: {@code java -cp reports/target/inittrace.jar benchmarks/PerformanceCharts.java FIGURES.json
 * DIR}
 */
final class PerformanceCharts {
    private PerformanceCharts() {}

    public static void main(String[] args) throws IOException {
        JsonNode charts = new ObjectMapper().readTree(Path.of(args[0]).toFile()).get("charts");
        for (JsonNode chart : charts) {
            Path page = Path.of(args[1], chart.get("id").textValue() + ".html");
            Files.writeString(page, page(chart));
        }
    }

    private static String page(JsonNode chart) throws IOException {
        MeansChart drawn =
                MeansChart.of(
                                chart.get("id").textValue(),
                                chart.get("title").textValue(),
                                places(chart.get("places")))
                        .axes(chart.get("x").textValue(), chart.get("y").textValue());
        if (chart.get("logarithmic").booleanValue()) {
            drawn.logWhenOver(3);
        } else {
            drawn.fromZero();
        }
        int line = 0;
        for (JsonNode of : chart.get("lines")) {
            drawn.line(
                    new Means(
                            of.get("name").textValue(),
                            LineStyle.of(line++),
                            numbers(of.get("mean")),
                            numbers(of.get("deviation"))));
        }
        return TagCreator.html(
                        TagCreator.head(
                                TagCreator.meta().withCharset("utf-8"),
                                TagCreator.style(TagCreator.rawHtml(css()))),
                        TagCreator.body(
                                TagCreator.figure(
                                        TagCreator.h3(drawn.title()),
                                        ChartFigure.legend(drawn.legend()),
                                        drawn.drawing())))
                .render();
    }

    private static Places places(JsonNode places) {
        List<String> labels = new ArrayList<>();
        List<Double> numbers = new ArrayList<>();
        for (JsonNode place : places) {
            labels.add(place.asText());
            numbers.add(place.doubleValue());
        }
        return Places.logarithmic(labels, numbers);
    }

    /** A null is a place without a value. */
    private static double[] numbers(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(value -> value.isNull() ? Double.NaN : value.doubleValue())
                .toArray();
    }

    private static String css() throws IOException {
        String name = "/io/github/inittrace/reports/html/report.css";
        try (InputStream stream = PerformanceCharts.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    + "body { width: 560px; margin: 8px; padding: 0 }";
        }
    }
}

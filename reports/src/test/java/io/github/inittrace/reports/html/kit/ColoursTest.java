// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.reports.chart.GraphGlyph;
import io.github.inittrace.reports.chart.Palette;
import io.github.inittrace.reports.html.run.FakeRuns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Light and dark: what is readable in one is readable in the other. */
class ColoursTest {
    /** WCAG 2.2, 1.4.3, for text. */
    private static final double TEXT = 4.5;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void text_isReadable(boolean dark) throws Exception {
        Map<String, String> colours = colours(dark);
        for (String text : List.of("ink", "soft", "link")) {
            for (String ground : List.of("paper", "panel")) {
                assertThat(contrast(colours.get(text), colours.get(ground)))
                        .as("%s on %s", text, ground)
                        .isGreaterThanOrEqualTo(TEXT);
            }
        }
        for (String tone : List.of("warning", "alert")) {
            assertThat(contrast(colours.get("ink"), colours.get(tone + "-panel")))
                    .as(tone)
                    .isGreaterThanOrEqualTo(TEXT);
        }
    }

    @Test
    void everyColourOfTheCharts_hasOneForDark() throws Exception {
        ParsedPage page = ParsedPage.write(FakeRuns.healthy(6, 64, 24, 10), folder);
        String dark = part(css(), true);
        for (String attribute : List.of("fill", "stroke")) {
            String path = "//svg[not(contains(@class,'fixed'))]//@" + attribute;
            for (String colour : page.all(path)) {
                if (colour.startsWith("#")) {
                    assertThat(dark).contains("[" + attribute + "=\"" + colour + "\"] {");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"333333", "555555", "b3400a"})
    void textAndBadgesOfCharts_areReadableInTheDark(String light) throws Exception {
        String paper = colours(true).get("paper");
        Matcher rule =
                Pattern.compile("\\[fill=\"#" + light + "\"] \\{ fill: (#[0-9a-f]{6}); }")
                        .matcher(part(css(), true));
        assertThat(rule.find()).isTrue();
        assertThat(contrast(rule.group(1), paper)).isGreaterThanOrEqualTo(TEXT);
        assertThat(contrast("#" + light, "#ffffff")).isGreaterThanOrEqualTo(TEXT);
    }

    /** WCAG 2.2, 1.4.11, for what is needed to read a chart. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lines_standOut_andFromEachOther_forAnyEyes(boolean dark) throws Exception {
        List<String> lines = new ArrayList<>(List.of("#000000"));
        IntStream.range(0, 6).mapToObj(Palette::line).forEach(lines::add);
        if (dark) {
            lines.replaceAll(light -> ruleFor(light));
        }
        String paper = colours(dark).get("paper");
        for (String line : lines) {
            assertThat(contrast(line, paper)).as(line).isGreaterThanOrEqualTo(3);
            for (String other : lines.subList(0, lines.indexOf(line))) {
                for (ColourVision eyes : ColourVision.values()) {
                    assertThat(eyes.difference(line, other))
                            .as("%s and %s, %s", line, other, eyes)
                            .isGreaterThan(13);
                }
            }
        }
    }

    @Test
    void graphs_standOutInTheDark() throws Exception {
        String graph = GraphGlyph.directed(2).edge(0, 0).edge(0, 1).drawing("a graph").render();
        Matcher stroke = Pattern.compile("stroke=\"(#[0-9a-f]{6})\"").matcher(graph);
        assertThat(stroke.find()).isTrue();
        do {
            assertThat(contrast(ruleFor(stroke.group(1)), colours(true).get("paper")))
                    .isGreaterThanOrEqualTo(3);
        } while (stroke.find());
    }

    private static String ruleFor(String light) {
        try {
            Matcher rule =
                    Pattern.compile("\\[stroke=\"" + light + "\"] \\{ stroke: (#[0-9a-f]{6}); }")
                            .matcher(part(css(), true));
            assertThat(rule.find()).as(light).isTrue();
            return rule.group(1);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String css() throws Exception {
        return new String(Resources.read("report.css"), StandardCharsets.UTF_8);
    }

    /** The rules for the dark, or those before them. */
    private static String part(String css, boolean dark) {
        int from = css.indexOf("@media screen and (prefers-color-scheme: dark)");
        int to = css.indexOf("\n}", from);
        return dark ? css.substring(from, to) : css.substring(0, from);
    }

    private static Map<String, String> colours(boolean dark) throws Exception {
        Map<String, String> colours = new HashMap<>();
        Matcher matcher =
                Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});").matcher(part(css(), dark));
        while (matcher.find()) {
            colours.put(matcher.group(1), matcher.group(2));
        }
        return colours;
    }

    private static double contrast(String a, String b) {
        double x = luminance(a);
        double y = luminance(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 1)
                + 0.7152 * channel(colour, 3)
                + 0.0722 * channel(colour, 5);
    }

    private static double channel(String colour, int from) {
        double c = Integer.parseInt(colour.substring(from, from + 2), 16) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
